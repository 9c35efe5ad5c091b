import { describe, expect, it } from 'vitest';
import type { LogCompactedEvent, SimEventBody } from '../../../src/contract/event';
import type { LogDirEntry } from '../../../src/contract/query';
import { batchOf, world, type WireClient, type World } from '../../support/world';

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function of<T extends SimEventBody['type']>(w: World, type: T): Extract<SimEventBody, { readonly type: T }>[] {
  return w.events.filter((event) => event.type === type) as never;
}

function produce(w: World, client: WireClient, topic: string, ...keys: string[]): void {
  for (const key of keys) {
    const topicData = [{ name: topic, partitionData: [{ index: 0, records: batchOf(w, key) }] }];
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData });
  }
}

function files(w: World, broker: number, topic: string): string[] {
  const answer = w.cluster.query({ type: 'partition-folder', broker, topic, partition: 0 });
  return answer.type === 'partition-folder' ? answer.files.map(({ name }) => name) : [];
}

function logDir(w: World, broker: number): readonly LogDirEntry[] {
  const answer = w.cluster.query({ type: 'log-dir', broker });
  return answer.type === 'log-dir' ? answer.entries : [];
}

function checkpoint(w: World, broker: number, name: string): string[] {
  const answer = w.cluster.query({ type: 'log-dir-file', broker, name, fromByte: 0, toByte: 10_000 });
  return answer.type === 'file' ? decode(answer.bytes).trim().split('\n').slice(2) : [];
}

const T = { name: 'T', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] };

describe('the log cleaner', () => {
  const config = { 'log.cleaner.backoff.ms': '1000', 'log.cleaner.min.cleanable.ratio': '0.01' };
  const configs = { 'cleanup.policy': 'compact', 'segment.bytes': '250', 'file.delete.delay.ms': '5000' };

  function compacted(): World {
    const w = world({ brokers: 2, topics: [{ ...T, configs }], config });
    // Three batches fill a segment: the last two stay in the active one.
    produce(w, w.client(), 'T', 'a', 'b', 'a', 'c', 'b', 'b', 'd', 'a');
    return w.run(2000);
  }

  it('compacts closed segments on leader and follower, and tells which offsets have no record any more', () => {
    const w = compacted();
    const last = (broker: number): LogCompactedEvent =>
      of(w, 'log-compacted').findLast((event) => event.broker === broker)!;
    for (const broker of [1, 2]) {
      const removed = of(w, 'log-compacted')
        .filter((event) => event.broker === broker)
        .flatMap((event) => event.removed.flatMap(({ from, to }) => [from, to]));
      // 0 a, 1 b: superseded by 2 a, 5 b; 4 b by 5 b. The active segment says 7 a, and is not looked at.
      expect(removed).toEqual([0, 2, 4, 5]);
      expect(last(broker)).toMatchObject({ topic: 'T', partition: 0, upToOffset: 6, segments: [0, 3, 6] });
      expect(last(broker).bytesAfter).toBeLessThan(last(broker).bytesBefore);
      expect(checkpoint(w, broker, 'cleaner-offset-checkpoint')).toEqual(['T 0 6']);
    }
    const batches = w.cluster.query({ type: 'batches', broker: 1, topic: 'T', partition: 0, segment: 3 });
    expect(batches.type === 'batches' && batches.batches.map(({ baseOffset }) => baseOffset)).toEqual([3, 5]);
  });

  it('leaves the old files as .deleted until file.delete.delay.ms is over', () => {
    const w = compacted();
    expect(files(w, 1, 'T')).toContain('00000000000000000000.log.deleted');
    const answer = w.cluster.query({ type: 'segments', broker: 1, topic: 'T', partition: 0 });
    const deleted = answer.type === 'segments' ? answer.segments.filter(({ deletedAtUs }) => deletedAtUs !== null) : [];
    const at = of(w, 'log-compacted').findLast(({ broker }) => broker === 1) as LogCompactedEvent & { atUs: number };
    expect(deleted.map(({ baseOffset }) => baseOffset)).toEqual([0, 3]);
    expect(deleted.at(-1)!.deletedAtUs).toBe(at.atUs + 5_000_000);
    w.run(5000);
    expect(files(w, 1, 'T').filter((name) => name.endsWith('.deleted'))).toEqual([]);
  });

  it('sleeps while nothing is dirty enough, and when it is switched off', () => {
    const w = world({
      brokers: 2,
      topics: [{ ...T, configs: { ...configs, 'min.cleanable.dirty.ratio': '1' } }],
      config,
    });
    produce(w, w.client(), 'T', 'a', 'a', 'a', 'a');
    expect(of(w.run(3000), 'log-compacted')).toEqual([]);
    const off = world({
      brokers: 2,
      topics: [{ ...T, configs }],
      config: { ...config, 'log.cleaner.enable': 'false' },
    });
    produce(off, off.client(), 'T', 'a', 'a', 'a', 'a');
    expect(of(off.run(3000), 'log-compacted')).toEqual([]);
  });

  it('does not look at what is younger than min.compaction.lag.ms', () => {
    const lag = { ...configs, 'min.compaction.lag.ms': '10000' };
    const w = world({ brokers: 2, topics: [{ ...T, configs: lag }], config });
    produce(w, w.client(), 'T', 'a', 'a', 'a', 'a');
    expect(of(w.run(9000), 'log-compacted')).toEqual([]);
    expect(of(w.run(3000), 'log-compacted').map(({ upToOffset }) => upToOffset)).toEqual([3, 3]);
  });

  it('drops a tombstone when delete.retention.ms is over', () => {
    const w = world({
      brokers: 1,
      topics: [
        { ...T, replicationFactor: 1, assignment: [[1]], configs: { ...configs, 'delete.retention.ms': '4000' } },
      ],
      config,
    });
    const client = w.client();
    produce(w, client, 'T', 'a');
    const tombstone = batchOf(w, 'a', { key: 'a', value: null });
    client.request(1, 'Produce', 7, {
      acks: 1,
      timeoutMs: 1000,
      topicData: [{ name: 'T', partitionData: [{ index: 0, records: tombstone }] }],
    });
    produce(w, client, 'T', 'x', 'y', 'z');
    w.run(2000);
    expect(of(w, 'log-compacted').flatMap(({ removed }) => removed)).toEqual([{ from: 0, to: 2 }]);
    // A pass of its own needs something dirty.
    w.run(4000);
    produce(w, client, 'T', 'u', 'v', 'w');
    w.run(2000);
    expect(of(w, 'log-compacted').flatMap(({ removed }) => removed)).toContainEqual({ from: 2, to: 3 });
  });

  it('leaves retention of a topic that is compacted and deleted to itself', () => {
    const both = { ...configs, 'cleanup.policy': 'compact,delete', 'retention.ms': '3000' };
    const w = world({ brokers: 2, topics: [{ ...T, configs: both }], config });
    produce(w, w.client(), 'T', 'a', 'b', 'c', 'd');
    w.run(6000);
    expect(of(w, 'segment-deleted').filter(({ broker }) => broker === 1).length).toBeGreaterThan(0);
    expect(of(w, 'log-start').findLast(({ broker }) => broker === 1)!.offset).toBe(4);
  });

  it('shows a follower that copies a compacted log where the gaps are', () => {
    const w = compacted();
    w.cluster.command({ type: 'kill-broker', broker: 2 });
    w.run(12_000);
    w.cluster.command({ type: 'start-broker', broker: 2, disk: 'lost' });
    const before = w.events.length;
    w.run(5000);
    const copied = w.events
      .slice(before)
      .flatMap((event) =>
        event.type === 'batch-appended' && event.broker === 2 && event.topic === 'T' ? [event] : [],
      );
    expect(copied.map(({ baseOffset }) => baseOffset)).toEqual([2, 3, 5, 6, 7]);
    expect(w.cluster.nodes.get(2)!.disk.log('T', 0)!.logEndOffset).toBe(8);
  });
});

describe('__consumer_offsets', () => {
  const config = {
    'offsets.topic.num.partitions': '1',
    'offsets.topic.replication.factor': '2',
    'offsets.topic.segment.bytes': '1000',
    'log.cleaner.backoff.ms': '1000',
    'log.cleaner.min.cleanable.ratio': '0.01',
  };

  it('is compacted: the last commit of each partition stays, and another coordinator knows it', () => {
    const w = world({ brokers: 2, topics: [T], config });
    const client = w.client();
    const coordinator = () => client.request(1, 'FindCoordinator', 2, { key: 'g', keyType: 0 });
    w.runUntil(() => coordinator().errorCode === 0, 'a coordinator');
    const leader = coordinator().nodeId;
    for (let offset = 0; offset < 20; offset++) {
      const topics = [{ name: 'T', partitions: [{ partitionIndex: 0, committedOffset: offset }] }];
      client.request(leader, 'OffsetCommit', 5, { groupId: 'g', topics });
    }
    w.run(3000);
    const removed = of(w, 'log-compacted')
      .filter(({ broker }) => broker === leader)
      .flatMap((event) => event.removed);
    expect(of(w, 'log-compacted').every(({ topic }) => topic === '__consumer_offsets')).toBe(true);
    expect(removed.length).toBeGreaterThan(0);
    w.cluster.command({ type: 'stop-broker', broker: leader });
    w.run(12_000);
    const other = 3 - leader;
    const fetch = { groupId: 'g', topics: [{ name: 'T', partitionIndexes: [0] }] };
    expect(client.request(other, 'OffsetFetch', 4, fetch).topics[0]?.partitions[0]).toMatchObject({
      committedOffset: 19,
      errorCode: 0,
    });
  });
});

describe('checkpoints', () => {
  const config = {
    'log.initial.task.delay.ms': '1000',
    'log.flush.offset.checkpoint.interval.ms': '10000',
    'log.flush.start.offset.checkpoint.interval.ms': '10000',
    'replica.high.watermark.checkpoint.interval.ms': '2000',
  };

  it('are written at their intervals', () => {
    const w = world({ brokers: 2, topics: [{ ...T, configs: { 'segment.bytes': '250' } }], config });
    const client = w.client();
    produce(w, client, 'T', 'a', 'b', 'c', 'd');
    w.run(2000 - w.nowMs + 1);
    expect(checkpoint(w, 1, 'replication-offset-checkpoint')).toEqual(['T 0 4']);
    // As of the first second: nothing was there to flush.
    expect(checkpoint(w, 1, 'recovery-point-offset-checkpoint')).toEqual(['T 0 3']);
    const partitions = [{ partitionIndex: 0, offset: 2 }];
    client.request(1, 'DeleteRecords', 1, { topics: [{ name: 'T', partitions }], timeoutMs: 1000 });
    produce(w, client, 'T', 'e', 'f', 'g');
    w.run(8000);
    expect(checkpoint(w, 1, 'recovery-point-offset-checkpoint')).toEqual(['T 0 3']);
    expect(checkpoint(w, 1, 'log-start-offset-checkpoint')).toEqual([]);
    w.run(2000);
    // The roll at 6 flushed what was before it.
    expect(checkpoint(w, 1, 'recovery-point-offset-checkpoint')).toEqual(['T 0 6']);
    expect(checkpoint(w, 2, 'log-start-offset-checkpoint')).toEqual(['T 0 2']);
  });

  it('know of a log that is flushed by age', () => {
    const flush = { 'log.flush.scheduler.interval.ms': '500', 'log.flush.interval.ms': '3000' };
    const w = world({ brokers: 2, topics: [T], config: { ...config, ...flush } });
    produce(w, w.client(), 'T', 'a', 'b');
    expect(w.cluster.nodes.get(1)!.disk.log('T', 0)!.recoveryPoint).toBe(0);
    w.run(4000);
    expect(w.cluster.nodes.get(1)!.disk.log('T', 0)!.recoveryPoint).toBe(2);
  });
});

describe('the folder of a deleted topic', () => {
  it('gets another name, and goes after log.segment.delete.delay.ms', () => {
    const w = world({ brokers: 2, topics: [T], config: { 'log.segment.delete.delay.ms': '7000' } });
    const client = w.client();
    produce(w, client, 'T', 'a');
    client.request(1, 'DeleteTopics', 3, { topicNames: ['T'], timeoutMs: 1000 });
    w.run(100);
    const folders = () =>
      logDir(w, 2)
        .filter(({ kind }) => kind === 'folder')
        .map(({ name }) => name);
    expect(folders()[0]).toMatch(/^T-0\.[0-9a-f]{32}-delete$/);
    expect(logDir(w, 2).find(({ name }) => name === folders()[0])!.partition).toEqual({ topic: 'T', partition: 0 });
    w.run(7000);
    expect(folders()).toEqual(['__cluster_metadata-0']);
  });
});
