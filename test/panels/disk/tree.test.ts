import { describe, expect, it } from 'vitest';
import { keysOfBatch, spines } from '../../../src/panels/disk/spines';
import { fileRowId, openedFor, treeRows } from '../../../src/panels/disk/tree';
import { writtenDisk, WRITTEN } from '../../support/written-disk';

const folder = (topic: string, partition: number, name = `${topic}-${partition}`) => ({
  name,
  kind: 'folder' as const,
  sizeBytes: 10,
  partition: { topic, partition },
});
const file = (name: string) => ({ name, kind: 'file' as const, sizeBytes: 1 });

const entries = [
  folder('Topic-A', 0),
  folder('Topic-B', 1, 'Topic-B-1.0123456789abcdef0123456789abcdef-delete'),
  ...Array.from({ length: 5 }, (_, partition) => folder('__consumer_offsets', partition)),
  file('meta.properties'),
];
const files = [{ name: '00000000000000000000.log', sizeBytes: 10 }];

describe('the tree of log.dirs', () => {
  it('has the many folders of an internal topic in one line, and opens what can be opened', () => {
    const rows = treeRows(entries, new Map(), new Set());
    expect(rows.map(({ name, open, place, of }) => [name, open, place, of])).toEqual([
      ['Topic-A-0', false, 1, 4],
      ['Topic-B-1.0123456789abcdef0123456789abcdef-delete', null, 2, 4],
      ['__consumer_offsets-…', false, 3, 4],
      ['meta.properties', null, 4, 4],
    ]);
  });

  it('shows the files of open folders, and folders of an open group', () => {
    const opened = new Set(openedFor('__consumer_offsets', 3));
    const rows = treeRows(entries, new Map([['__consumer_offsets-3', files]]), opened);
    const inside = rows.filter(({ level }) => level > 1);
    expect(inside.map(({ name, level, parent }) => [name, level, parent])).toEqual([
      ['__consumer_offsets-0', 2, '__consumer_offsets-*'],
      ['__consumer_offsets-1', 2, '__consumer_offsets-*'],
      ['__consumer_offsets-2', 2, '__consumer_offsets-*'],
      ['__consumer_offsets-3', 2, '__consumer_offsets-*'],
      ['00000000000000000000.log', 3, '__consumer_offsets-3'],
      ['__consumer_offsets-4', 2, '__consumer_offsets-*'],
    ]);
    expect(inside[4]?.id).toBe(fileRowId({ folder: '__consumer_offsets-3', name: '00000000000000000000.log' }));
  });
});

describe('spines', () => {
  const shelf = writtenDisk().view().topics.get('Topic-A')!.partitions[0]!.shelves.get(WRITTEN.broker)!;
  const count = (path: string): number => path.split('M').length - 1;

  it('are one a batch, within the box', () => {
    const path = spines(shelf, 75, 150, 1);
    expect(count(path)).toBe(25);
    expect(spines(shelf, 75, 150, 0.5)).not.toBe(path);
    const lefts = [...path.matchAll(/M([\d.]+) /g)].map(([, x]) => Number(x));
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
    expect(Math.max(...lefts)).toBeLessThan(100);
  });

  it('stand for several batches where there are many, and for none where nobody told', () => {
    expect(count(spines(shelf, 0, 270, 1))).toBeLessThan(56);
    expect(spines(null, 0, 270, 1)).toBe('');
    expect(spines(shelf, 270, 300, 1)).toBe('');
  });

  it('know the keys of a batch by where it begins', () => {
    expect(keysOfBatch(shelf, 75)).toEqual(['anna', null, 'boris']);
    expect(keysOfBatch(shelf, 76)).toBeNull();
  });
});
