import { describe, expect, it } from 'vitest';
import type { SimEventBody } from '../../../src/contract/event';
import { epochMsAt, type BrokerId } from '../../../src/contract/ids';
import { encodeBatch } from '../../../src/sim/protocol/record-batch';
import { batchOf, world, type WireClient, type World } from '../../support/world';

type Told<T extends SimEventBody['type']> = Extract<SimEventBody, { readonly type: T }> & { readonly atUs: number };

const of = <T extends SimEventBody['type']>(w: World, type: T): Told<T>[] =>
  w.events.filter((event) => event.type === type) as never;

const statesOf = (w: World, broker: BrokerId): string[] =>
  of(w, 'broker-state').flatMap((event) => (event.broker === broker ? [event.state] : []));

function produce(w: World, client: WireClient, broker: BrokerId, acks: number, ...keys: string[]): void {
  for (const key of keys) {
    const topicData = [{ name: 'T', partitionData: [{ index: 0, records: batchOf(w, key) }] }];
    client.request(broker, 'Produce', 7, { acks, timeoutMs: 5000, topicData });
  }
}

const logOf = (w: World, broker: BrokerId) => w.cluster.nodes.get(broker)!.disk.log('T', 0)!;
const alone = { name: 'T', partitions: 1, replicationFactor: 1, assignment: [[1]] };
const three = { name: 'T', partitions: 1, replicationFactor: 3, assignment: [[1, 2, 3]] };

const command = (w: World, type: 'kill-broker' | 'power-off-broker' | 'stop-broker', broker: BrokerId): World => {
  w.cluster.command({ type, broker });
  return w;
};
const start = (w: World, broker: BrokerId, disk: 'kept' | 'lost' = 'kept'): World => {
  w.cluster.command({ type: 'start-broker', broker, disk });
  return w;
};

describe('kill -9', () => {
  it('loses nothing; the broker is in Recovery while it reads its logs through', () => {
    const w = world({ brokers: 2, topics: [alone], controllers: [2] });
    produce(w, w.client(), 1, 1, 'a', 'b', 'c');
    start(command(w, 'kill-broker', 1).run(10_000), 1).run(3000);
    expect(statesOf(w, 1)).toEqual(['Running', 'NotRunning', 'Starting', 'Recovery', 'Running']);
    expect(of(w, 'log-recovered')).toMatchObject([
      { broker: 1, topic: 'T', recoveryPoint: 0, segments: [0], truncatedBytes: 0, logEndOffset: 3 },
    ]);
    expect(of(w, 'log-truncated')).toEqual([]);
    expect(logOf(w, 1).logEndOffset).toBe(3);
  });

  it('takes the longer, the more there is to read', () => {
    const readyAfterUs = (diskBytesPerSecond: number): number => {
      const limits = { diskBytesPerSecond };
      const w = world({ brokers: 2, topics: [alone], controllers: [2], limits });
      produce(w, w.client(), 1, 1, 'a', 'b', 'c', 'd');
      start(command(w, 'kill-broker', 1).run(10_000), 1).run(9000);
      const at = (state: string): number => of(w, 'broker-state').findLast((event) => event.state === state)!.atUs;
      return at('Running') - at('Starting');
    };
    // Half of 316 bytes, for two threads share the work.
    expect(readyAfterUs(100) - readyAfterUs(1000)).toBeGreaterThan(1_000_000);
  });

  it('during recovery makes the next start recover again', () => {
    const w = world({ brokers: 2, topics: [alone], controllers: [2], limits: { diskBytesPerSecond: 50 } });
    produce(w, w.client(), 1, 1, 'a', 'b');
    start(command(w, 'kill-broker', 1).run(10_000), 1).run(1000);
    expect(statesOf(w, 1).at(-1)).toBe('Recovery');
    start(command(w, 'kill-broker', 1).run(1000), 1).run(9000);
    expect(of(w, 'log-recovered')).toHaveLength(1);
    expect([statesOf(w, 1).at(-1), logOf(w, 1).logEndOffset]).toEqual(['Running', 2]);
  });

  it('forgets a log start that was in no checkpoint yet', () => {
    const w = world({ brokers: 2, topics: [alone], controllers: [2] });
    const client = w.client();
    produce(w, client, 1, 1, 'a', 'b', 'c');
    const partitions = [{ partitionIndex: 0, offset: 2 }];
    client.request(1, 'DeleteRecords', 1, { topics: [{ name: 'T', partitions }], timeoutMs: 1000 });
    start(command(w, 'kill-broker', 1).run(10_000), 1).run(3000);
    expect(of(w, 'log-start').map(({ offset }) => offset)).toEqual([2, 0]);
  });
});

describe('a controlled shutdown', () => {
  it('leaves nothing to recover', () => {
    const w = world({ brokers: 2, topics: [alone], controllers: [2] });
    produce(w, w.client(), 1, 1, 'a', 'b');
    command(w, 'stop-broker', 1).run(5000);
    expect(w.cluster.nodes.get(1)!.disk.dir.cleanShutdownEpoch).toBeGreaterThanOrEqual(0);
    start(w, 1).run(3000);
    expect(of(w, 'log-recovered')).toEqual([]);
    expect(w.cluster.nodes.get(1)!.disk.dir.cleanShutdownEpoch).toBe(-1);
    // The active segment goes on: its indexes have room again.
    produce(w, w.client(), 1, 1, 'c');
    expect(of(w, 'segment-rolled')).toEqual([]);
    expect(logOf(w, 1).logEndOffset).toBe(3);
  });

  it('during recovery leaves checkpoints that are right', () => {
    const w = world({ brokers: 2, topics: [alone], controllers: [2], limits: { diskBytesPerSecond: 50 } });
    produce(w, w.client(), 1, 1, 'a', 'b');
    w.run(6000);
    start(command(w, 'kill-broker', 1).run(10_000), 1).run(1000);
    expect(statesOf(w, 1).at(-1)).toBe('Recovery');
    command(w, 'stop-broker', 1).run(1000);
    expect(statesOf(w, 1).at(-1)).toBe('NotRunning');
    const { dir } = w.cluster.nodes.get(1)!.disk;
    const entry = { topic: 'T', partition: 0, offset: 2 };
    expect([dir.checkpointed('replicationOffset'), dir.checkpointed('recoveryPoint')]).toEqual([[entry], [entry]]);
    start(w, 1).run(3000);
    expect(of(w, 'high-watermark').filter(({ offset }) => offset < 2).length).toBeLessThan(3);
    expect(logOf(w, 1).logEndOffset).toBe(2);
  });
});

describe('a power loss', () => {
  it('takes what was not on the disk yet, at once; a torn batch is cut at the start', () => {
    // Whether the disk was in the middle of a batch is chance: some seed has it.
    const torn = [1, 2, 3, 4, 5, 6].map((seed) => {
      const w = world({ brokers: 2, topics: [alone], controllers: [2], seed });
      const client = w.client();
      produce(w, client, 1, 1, 'a', 'b');
      w.run(36_000);
      produce(w, client, 1, 1, 'c', 'd');
      command(w, 'power-off-broker', 1).run(1);
      expect(of(w, 'log-truncated')).toMatchObject([{ broker: 1, topic: 'T', partition: 0, offset: 2 }]);
      const file = logOf(w, 1)
        .files()
        .find(({ name }) => name.endsWith('.log'))!;
      const tornBytes = file.sizeBytes - 2 * 79;
      start(w.run(10_000), 1).run(3000);
      expect(of(w, 'log-recovered')).toMatchObject([{ truncatedBytes: tornBytes, logEndOffset: 2 }]);
      produce(w, w.client(), 1, 1, 'e');
      expect(logOf(w, 1).logEndOffset).toBe(3);
      return tornBytes;
    });
    expect(torn.some((bytes) => bytes > 0)).toBe(true);
    expect(torn.every((bytes) => bytes < 79)).toBe(true);
  });

  it('loses nothing where every record is flushed', () => {
    const topics = [{ ...alone, configs: { 'flush.messages': '1' } }];
    const w = world({ brokers: 2, topics, controllers: [2] });
    produce(w, w.client(), 1, 1, 'a', 'b');
    start(command(w, 'power-off-broker', 1).run(10_000), 1).run(3000);
    expect(of(w, 'log-truncated')).toEqual([]);
    expect(logOf(w, 1).logEndOffset).toBe(2);
  });

  it('of the leader loses nothing that acks=all promised: another takes over, and gives it all back', () => {
    const w = world({ brokers: 3, topics: [{ ...three, configs: { 'min.insync.replicas': '2' } }], controllers: [3] });
    const client = w.client();
    produce(w, client, 1, -1, 'a', 'b', 'c');
    command(w, 'power-off-broker', 1).run(12_000);
    expect(logOf(w, 1).logEndOffset).toBe(0);
    produce(w, client, 2, -1, 'd');
    start(w, 1).run(8000);
    const partition = of(w, 'partition-changed').at(-1)!;
    expect([partition.leader, partition.leaderEpoch, [...partition.isr].sort()]).toEqual([2, 1, [1, 2, 3]]);
    expect([1, 2, 3].map((broker) => logOf(w, broker).logEndOffset)).toEqual([4, 4, 4]);
    expect(logOf(w, 1).epochs.entries).toEqual(logOf(w, 2).epochs.entries);
  });

  it('casts doubt on the replica: it is no eligible leader any more, as it is after a clean shutdown', () => {
    const elrAfter = (how: 'power-off-broker' | 'stop-broker'): readonly BrokerId[] | undefined => {
      const topics = [{ ...three, configs: { 'min.insync.replicas': '3' } }];
      const w = world({ brokers: 3, topics, controllers: [3] });
      produce(w, w.client(), 1, -1, 'a');
      command(w, how, 2).run(15_000);
      expect(of(w, 'partition-changed').at(-1)!.elr).toEqual([2]);
      // Its leader is out of reach: it cannot join the ISR at once.
      w.cluster.command({ type: 'cut-link', from: 'broker:2', to: 'broker:1' });
      start(w, 2).run(5000);
      return of(w, 'partition-changed').at(-1)!.elr;
    };
    expect(elrAfter('power-off-broker')).toBeUndefined();
    expect(elrAfter('stop-broker')).toEqual([2]);
  });
});

describe('a lost disk', () => {
  it('is told of: the replica has nothing, until it has copied everything again', () => {
    const w = world({ brokers: 3, topics: [three], controllers: [3] });
    const client = w.client();
    produce(w, client, 1, -1, 'a', 'b', 'c');
    const directory = w.cluster.nodes.get(2)!.disk.dir.fileBytes('meta.properties');
    start(command(w, 'kill-broker', 2).run(12_000), 2, 'lost').run(5000);
    expect(of(w, 'log-truncated')).toMatchObject([{ broker: 2, offset: 0 }]);
    expect(logOf(w, 2).logEndOffset).toBe(3);
    expect(w.cluster.nodes.get(2)!.disk.dir.fileBytes('meta.properties')).not.toEqual(directory);
  });
});

describe('producers that number their batches', () => {
  it('are known again after a crash: what was written is not written twice', () => {
    const w = world({ brokers: 2, topics: [alone], controllers: [2] });
    const key = new TextEncoder().encode('a');
    const records = encodeBatch({
      records: [{ key, value: key, timestampMs: epochMsAt(w.cluster.nowUs) }],
      producerId: 7,
      producerEpoch: 0,
      baseSequence: 0,
    });
    /** On a connection of its own: the last one ended with its broker. */
    const send = () => {
      const topicData = [{ name: 'T', partitionData: [{ index: 0, records }] }];
      return w.client().request(1, 'Produce', 7, { acks: 1, timeoutMs: 1000, topicData }).responses[0]!
        .partitionResponses[0]!;
    };
    expect(send()).toMatchObject({ errorCode: 0, baseOffset: 0 });
    start(command(w, 'kill-broker', 1).run(10_000), 1).run(3000);
    expect(send()).toMatchObject({ errorCode: 0, baseOffset: 0 });
    expect(logOf(w, 1).logEndOffset).toBe(1);
  });
});
