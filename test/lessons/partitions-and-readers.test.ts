import { beforeAll, describe, expect, it } from 'vitest';
import type { SimEvent } from '../../src/contract/event';
import { compileAll, readFolders } from '../../src/lesson/build/read-folders';
import { measuredUs, type PlayerState, START } from '../../src/lesson/player';
import type { View } from '../../src/view/view';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { play } from './play';

const lesson = compileAll(readFolders(process.cwd())).find(({ entry }) => entry.id === 'partitions-and-readers');
if (lesson === undefined) throw new Error('the lesson is not there');

const TIMEOUT_MS = 120_000;

describe('partitions and readers: what its text claims', { timeout: TIMEOUT_MS }, () => {
  let player: PlayerState = START;
  let events: readonly SimEvent[] = [];
  beforeAll(async () => {
    ({ player, events } = await play(lesson, lesson.solution));
  }, TIMEOUT_MS);

  const secondsOf = (task: string): number => (measuredUs(player, task) ?? 0) / 1_000_000;
  const viewAt = (atUs: number): View =>
    events.filter((event) => event.atUs <= atUs).reduce(fold, emptyView(lesson.lessons.en.scenario, []));

  it('four readers are about four times as fast as one, and a fifth changes nothing', () => {
    const ratio = secondsOf('one-measured') / secondsOf('four-measured');
    expect(ratio).toBeGreaterThan(3.5);
    expect(ratio).toBeLessThan(4.5);
    expect(Math.abs(secondsOf('five-measured') / secondsOf('four-measured') - 1)).toBeLessThan(0.15);
  });

  it('the times that the quiz offers are those of one, two and four', () => {
    const [one, two, four] = [28, 14, 7];
    expect(Math.abs(secondsOf('one-measured') - one)).toBeLessThan(3);
    expect(Math.abs(secondsOf('four-measured') - four)).toBeLessThan(1);
    expect(two).toBe(one / 2);
  });

  it('two borrowers stand on each of the four shelves, and the producer writes about six a second', () => {
    const topic = viewAt(40_000_000).topics.get('Topic-A');
    const keys = topic?.partitions.map((partition) => {
      const batches = partition.shelves.get(partition.leader)?.batches ?? [];
      return [...new Set(batches.flatMap((batch) => batch.keys))].sort();
    });
    expect(keys).toEqual([
      ['elena', 'felix'],
      ['bella', 'dmitri'],
      ['carlos', 'gustav'],
      ['anna', 'hugo'],
    ]);
    const written = (atUs: number): number =>
      (viewAt(atUs).topics.get('Topic-A')?.partitions ?? []).reduce(
        (sum, partition) => sum + (partition.shelves.get(partition.leader)?.logEndOffset ?? 0),
        0,
      );
    const perSecond = (written(60_000_000) - written(40_000_000)) / 20;
    expect(perSecond).toBeGreaterThan(5.5);
    expect(perSecond).toBeLessThan(7);
  });

  it('a killed reader is noticed after its session timeout, and not by its closed connection', () => {
    const killedAtUs = events.find((event) => event.type === 'process' && event.state === 'killed')?.atUs ?? 0;
    const noticed = events.find((event) => event.type === 'group' && event.reason === 'session expired')?.atUs ?? 0;
    expect(noticed - killedAtUs).toBeGreaterThan(6_000_000);
    expect(noticed - killedAtUs).toBeLessThanOrEqual(10_400_000);
    expect(secondsOf('moved')).toBeGreaterThan(10);
  });

  it('the same run, played again, measures the same', async () => {
    const again = await play(lesson, lesson.solution);
    expect(again.player.tasks).toEqual(player.tasks);
  });
});
