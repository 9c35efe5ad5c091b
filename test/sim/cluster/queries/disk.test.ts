import { describe, expect, it } from 'vitest';
import type { Query, QueryAnswer } from '../../../../src/contract/query';
import { batchOf, world, type World } from '../../../support/world';

const topic = { name: 'T', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] };

/** Six batches of one record each: three segments of two, an index entry for each second batch. */
function written(): World {
  const w = world({
    brokers: 2,
    topics: [{ ...topic, configs: { 'segment.bytes': '200', 'index.interval.bytes': '60' } }],
  });
  const client = w.client();
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const topicData = [{ name: 'T', partitionData: [{ index: 0, records: batchOf(w, key) }] }];
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData });
  }
  w.run(1000);
  return w;
}

type Answer<T extends QueryAnswer['type']> = Extract<QueryAnswer, { readonly type: T }>;

function ask<T extends QueryAnswer['type']>(w: World, query: Query, type: T): Answer<T> {
  const answer = w.cluster.query(query);
  if (answer.type !== type) throw new Error(`${query.type} is answered with ${answer.type}`);
  return answer as Answer<T>;
}

const T0 = { broker: 1, topic: 'T', partition: 0 } as const;

describe('queries of a disk', () => {
  const w = written();

  it('tell what stands in log.dirs', () => {
    const { path, entries } = ask(w, { type: 'log-dir', broker: 1 }, 'log-dir');
    expect(path).toBe('/var/lib/kafka/data');
    expect(entries.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'file .lock',
      'folder T-0',
      'folder __cluster_metadata-0',
      'file cleaner-offset-checkpoint',
      'file log-start-offset-checkpoint',
      'file meta.properties',
      'file recovery-point-offset-checkpoint',
      'file replication-offset-checkpoint',
    ]);
    const folder = entries.find(({ name }) => name === 'T-0')!;
    const { files } = ask(w, { type: 'partition-folder', ...T0 }, 'partition-folder');
    expect(folder).toMatchObject({ partition: { topic: 'T', partition: 0 } });
    expect(folder.sizeBytes).toBe(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  });

  it('give the bytes of its files', () => {
    const range = { fromByte: 0, toByte: 1000 };
    const meta = ask(w, { type: 'log-dir-file', broker: 2, name: 'meta.properties', ...range }, 'file');
    expect(new TextDecoder().decode(meta.bytes)).toMatch(/^#\n#Tue Nov 14 22:13:20 UTC 2023\nnode\.id=2\n/);
    const none = w.cluster.query({ type: 'log-dir-file', broker: 2, name: 'server.properties', ...range });
    expect(none).toEqual({ type: 'gone', what: 'server.properties' });
    const inside = { type: 'log-dir-file', broker: 2, name: 'T-0/partition.metadata', ...range } as const;
    expect(w.cluster.query(inside).type).toBe('gone');
  });

  it('tell the segments, and the batches of one', () => {
    const { segments, logStartOffset } = ask(w, { type: 'segments', ...T0 }, 'segments');
    expect(logStartOffset).toBe(0);
    expect(
      segments.map(({ baseOffset, nextOffset, batches, isActive }) => [baseOffset, nextOffset, batches, isActive]),
    ).toEqual([
      [0, 2, 2, false],
      [2, 4, 2, false],
      [4, 6, 2, true],
    ]);
    expect(segments.every(({ deletedAtUs }) => deletedAtUs === null)).toBe(true);
    const { batches } = ask(w, { type: 'batches', ...T0, segment: 2 }, 'batches');
    expect(batches.map(({ baseOffset, lastOffset, position }) => [baseOffset, lastOffset, position])).toEqual([
      [2, 2, 0],
      [3, 3, batches[0]!.sizeBytes],
    ]);
    expect(w.cluster.query({ type: 'batches', ...T0, segment: 3 }).type).toBe('gone');
  });

  it('explain a look-up by offset: segment, index, scan', () => {
    const { steps, offset } = ask(w, { type: 'lookup', ...T0, target: { offset: 3 } }, 'lookup');
    expect(offset).toBe(3);
    expect(steps.map(({ type }) => type)).toEqual(['segment', 'probe', 'probe', 'indexed', 'scan']);
    expect(steps[0]).toEqual({ type: 'segment', segments: [0, 2, 4], largestTimestampsMs: null, chosen: 2 });
    const second = ask(w, { type: 'batches', ...T0, segment: 2 }, 'batches').batches[1]!;
    const entry = { key: 3, leadsTo: second.position };
    expect(steps[1]).toEqual({
      type: 'probe',
      index: 'offset',
      step: 'warm',
      low: 0,
      high: 0,
      slot: 0,
      entry,
      isAbove: false,
    });
    expect(steps[3]).toEqual({ type: 'indexed', index: 'offset', entries: [entry], slot: 0, leadsTo: entry.leadsTo });
    expect(steps[4]).toEqual({ type: 'scan', batches: [second], found: second });
  });

  it('explain a look-up by time: over both indexes', () => {
    const { batches } = ask(w, { type: 'batches', ...T0, segment: 2 }, 'batches');
    const timestampMs = batches[1]!.maxTimestampMs;
    const answer = ask(w, { type: 'lookup', ...T0, target: { timestampMs } }, 'lookup');
    expect(answer).toMatchObject({ offset: 3, timestampMs });
    expect(
      answer.steps.filter(({ type }) => type !== 'probe').map((step) => [step.type, 'index' in step && step.index]),
    ).toEqual([
      ['segment', false],
      ['indexed', 'time'],
      ['indexed', 'offset'],
      ['scan', false],
    ]);
    expect(answer.steps[0]).toMatchObject({ chosen: 2, largestTimestampsMs: { 1: timestampMs } });
    const late = ask(w, { type: 'lookup', ...T0, target: { timestampMs: timestampMs + 60_000 } }, 'lookup');
    expect(late).toMatchObject({ offset: null, timestampMs: null, steps: [{ type: 'segment', chosen: null }] });
  });

  it('refuse an offset outside of the log before any step, and find nothing at its end', () => {
    const { steps, offset } = ask(w, { type: 'lookup', ...T0, target: { offset: 7 } }, 'lookup');
    expect([steps, offset]).toEqual([[], null]);
    const atEnd = ask(w, { type: 'lookup', ...T0, target: { offset: 6 } }, 'lookup');
    expect(atEnd.offset).toBeNull();
    expect(atEnd.steps.at(-1)).toMatchObject({ type: 'scan', found: null });
  });

  it('know the files of the metadata log', () => {
    const metadata = { broker: 2, topic: '__cluster_metadata', partition: 0 } as const;
    const { files } = ask(w, { type: 'partition-folder', ...metadata }, 'partition-folder');
    expect(files.map(({ name }) => name)).toEqual([
      '00000000000000000000.index',
      '00000000000000000000.log',
      '00000000000000000000.timeindex',
      'leader-epoch-checkpoint',
      'partition.metadata',
    ]);
    const { segments } = ask(w, { type: 'segments', ...metadata }, 'segments');
    expect(segments[0]!.nextOffset).toBe(w.cluster.nodes.get(2)!.disk.metadata.endOffset);
  });

  it('are answered while the broker is down; of a lost disk nothing is left', () => {
    const down = written();
    const query = { type: 'batch', ...T0, baseOffset: 4 } as const;
    const before = ask(down, query, 'batch');
    down.cluster.command({ type: 'kill-broker', broker: 1 });
    down.run(100);
    expect(ask(down, query, 'batch')).toEqual(before);
    expect(before.records.map(({ key }) => key)).toEqual(['e']);
    expect(ask(down, { type: 'segments', ...T0 }, 'segments').segments).toHaveLength(3);
    down.cluster.command({ type: 'start-broker', broker: 1, disk: 'lost' });
    expect(down.cluster.query(query).type).toBe('gone');
  });

  it('say so when there is no such broker or partition', () => {
    expect(w.cluster.query({ type: 'log-dir', broker: 9 })).toEqual({ type: 'gone', what: 'broker 9' });
    expect(w.cluster.query({ type: 'segments', ...T0, partition: 1 })).toEqual({ type: 'gone', what: 'T-1' });
  });
});
