import { describe, expect, it } from 'vitest';
import type { SimEventBody } from '../../../src/contract/event';
import { leaderChanged, uncleanElectionHappened } from '../../../src/lesson/checks/leader-changed';
import { leaderIs } from '../../../src/lesson/checks/brokers';
import { committedIs, offsetResetHappened } from '../../../src/lesson/checks/committed';
import { keyMoved } from '../../../src/lesson/checks/key-moved';
import { eachRecordProcessed, recordProcessedTwice, recordSkipped } from '../../../src/lesson/checks/processed';
import { noLostWrites, writeLost } from '../../../src/lesson/checks/writes';
import { ByHand, GROUP, judge, TOPIC } from '../run';

type Reason = (SimEventBody & { type: 'partition-changed' })['reason'];
const led = (run: ByHand, leader: number, reason: Reason = 'leader-elected'): ByHand =>
  run.tell({
    type: 'partition-changed',
    topic: TOPIC,
    partition: 0,
    replicas: [1, 2],
    isr: [leader],
    leader,
    leaderEpoch: 1,
    reason,
  });
const committed = (run: ByHand, offset: number): ByHand =>
  run.tell({ type: 'offset-committed', group: GROUP, topic: TOPIC, partition: 0, offset, memberId: 'm' });

/** Three records written to the leader and acknowledged to the producer. */
function acknowledged(offset = 0): ByHand {
  const batch = { topic: TOPIC, partition: 0, baseOffset: -1, count: 3, bytes: 1, keys: [], sizes: [] };
  const message = {
    type: 'message',
    api: 'Produce',
    apiVersion: 7,
    correlationId: 0,
    connection: 1,
    bytes: 1,
  } as const;
  return new ByHand()
    .topic(1)
    .tell({
      ...message,
      id: 1,
      kind: 'request',
      from: 'process:producer-1',
      to: 'broker:1',
      arrivesAtUs: 1,
      requestId: null,
      batches: [batch],
      details: { acks: 1 },
    })
    .append(0, 0, 3)
    .tell({
      ...message,
      id: 2,
      kind: 'response',
      from: 'broker:1',
      to: 'process:producer-1',
      arrivesAtUs: 2,
      requestId: 1,
      batches: [],
      details: { acks: 1, partitions: [{ topic: TOPIC, partition: 0, offset }] },
    });
}

describe('leaders', () => {
  it('leader-changed needs another leader, not the same again', () => {
    const args = { topic: TOPIC };
    expect(judge(leaderChanged, args, led(new ByHand().topic(1), 1)).state).toBe('open');
    const gap = led(led(new ByHand().topic(1).at(1), -1, 'no-leader').at(4), 2);
    expect(judge(leaderChanged, args, gap)).toMatchObject({ state: 'done', measuredUs: 3_000_000 });
    expect(judge(leaderChanged, { ...args, election: 'unclean' as const }, gap).state).not.toBe('done');
  });

  it('leader-is and unclean-election-happened see what the controller decided', () => {
    expect(judge(leaderIs, { topic: TOPIC, partition: 0, broker: 2 }, new ByHand().topic(1)).state).toBe('live');
    expect(judge(leaderIs, { topic: TOPIC, partition: 0, broker: 2 }, led(new ByHand().topic(1), 2)).state).toBe(
      'done',
    );
    expect(judge(uncleanElectionHappened, { topic: TOPIC }, led(new ByHand().topic(1), 2)).state).toBe('open');
    const unclean = led(new ByHand().topic(1), 2, 'unclean-election');
    expect(judge(uncleanElectionHappened, { topic: TOPIC }, unclean).state).toBe('done');
  });
});

describe('acknowledged writes', () => {
  it('are lost when a leader without them is elected, and only then', () => {
    expect(judge(writeLost, { topic: TOPIC }, acknowledged()).state).toBe('live');
    expect(judge(writeLost, { topic: TOPIC }, led(acknowledged(), 2))).toMatchObject({
      state: 'done',
      evidence: { fact: { kind: 'lost', records: 3, lost: 3, first: 'Topic-A-0@0' } },
    });
    expect(judge(writeLost, { topic: TOPIC }, led(acknowledged(-1), 2)).state).toBe('open');
  });

  it('make no-lost-writes hold while none is gone, and never after', () => {
    const args = { topic: TOPIC, records: 3 };
    expect(judge(noLostWrites, args, acknowledged()).state).toBe('done');
    expect(judge(noLostWrites, { ...args, records: 4 }, acknowledged()).state).toBe('live');
    expect(judge(noLostWrites, args, led(acknowledged(), 2)).state).toBe('live');
  });
});

describe('keys, offsets and work', () => {
  it('key-moved needs partitions to be added first', () => {
    const put = (run: ByHand, partition: number): ByHand =>
      run.tell({
        type: 'batch-appended',
        broker: 1,
        role: 'leader',
        leaderEpoch: 0,
        messageId: null,
        ...{ topic: TOPIC, partition, baseOffset: 0, count: 1, bytes: 1, keys: ['anna'], sizes: [1] },
      });
    const before = put(put(new ByHand().topic(2), 0), 1);
    expect(judge(keyMoved, { topic: TOPIC }, before).state).toBe('live');
    const added = put(new ByHand().topic(2), 0).tell({ type: 'partitions-added', topic: TOPIC, partitions: [] });
    expect(judge(keyMoved, { topic: TOPIC }, put(added, 1)).state).toBe('done');
  });

  it('committed-is is exact, and a reset is a step back', () => {
    const args = { group: GROUP, topic: TOPIC, partition: 0, offset: 5 };
    expect(judge(committedIs, args, committed(new ByHand().topic(1), 6)).state).toBe('live');
    expect(judge(committedIs, args, committed(new ByHand().topic(1), 5)).state).toBe('done');
    const rising = committed(committed(new ByHand().topic(1), 3), 5);
    expect(judge(offsetResetHappened, args, rising).state).toBe('live');
    expect(judge(offsetResetHappened, args, committed(rising, 0)).state).toBe('done');
  });

  it('tell records worked on twice, passed over, and all', () => {
    const args = { group: GROUP, topic: TOPIC, effect: 'read' };
    const once = new ByHand().records(1, 3).readers(1, 1).read('consumer-1', 0, 0);
    expect(judge(recordProcessedTwice, args, once).state).toBe('live');
    const skipped = committed(new ByHand().records(1, 3).readers(1, 1).read('consumer-1', 0, 0), 2);
    expect(judge(recordSkipped, args, skipped).state).toBe('live');
    expect(judge(recordSkipped, args, skipped.read('consumer-1', 0, 2)).state).toBe('done');
    expect(judge(eachRecordProcessed, { ...args, records: 3 }, skipped).state).toBe('live');
    expect(judge(eachRecordProcessed, { ...args, records: 3 }, skipped.read('consumer-1', 0, 1)).state).toBe('done');
    expect(judge(recordProcessedTwice, args, skipped.read('consumer-2', 0, 1)).state).toBe('done');
  });
});
