import { describe, expect, it } from 'vitest';
import type { SimEvent, SimEventBody } from '../../src/contract/event';
import { batchOf, world, type World } from '../support/world';
import { findAnomalies } from './anomalies';
import { Invariants } from './invariants';
import type { FuzzProducer } from './producer';

/** Each test plants a bug and sees it caught. */
const told = (...bodies: SimEventBody[]): SimEvent[] => bodies.map((body, seq) => ({ atUs: seq, seq, ...body }));

const leads = (broker: number, leaderEpoch: number): SimEventBody => ({
  type: 'replica-state',
  broker,
  topic: 'T',
  partition: 0,
  state: 'Leader',
  leaderEpoch,
});

const highWatermark = (broker: number, offset: number): SimEventBody => ({
  type: 'high-watermark',
  broker,
  topic: 'T',
  partition: 0,
  offset,
});

const appended = (baseOffset: number, count: number): SimEventBody => ({
  type: 'batch-appended',
  broker: 1,
  topic: 'T',
  partition: 0,
  baseOffset,
  count,
  bytes: 100,
  keys: [],
  sizes: [],
  role: 'leader',
  leaderEpoch: 0,
  messageId: null,
});

describe('invariants', () => {
  it('one leader an epoch', () => {
    expect(() => new Invariants().check(told(leads(1, 3), leads(2, 4), leads(1, 5)))).not.toThrow();
    expect(() => new Invariants().check(told(leads(1, 3), leads(2, 3)))).toThrow('one leader an epoch');
  });

  it('a high watermark never goes back while its broker leads', () => {
    expect(() => new Invariants().check(told(leads(1, 0), highWatermark(1, 5), highWatermark(1, 4)))).toThrow(
      'never goes back',
    );
    // A follower's may: it follows a new leader.
    expect(() => new Invariants().check(told(highWatermark(1, 5), highWatermark(1, 4)))).not.toThrow();
  });

  it('offsets have no holes', () => {
    expect(() => new Invariants().check(told(appended(0, 3), appended(3, 1)))).not.toThrow();
    expect(() => new Invariants().check(told(appended(0, 3), appended(4, 1)))).toThrow('no holes');
    const truncated: SimEventBody = { type: 'log-truncated', broker: 1, topic: 'T', partition: 0, offset: 1 };
    expect(() => new Invariants().check(told(appended(0, 3), truncated, appended(1, 1)))).not.toThrow();
  });

  it('replicas are equal below the high watermark', () => {
    const here = written('a', 'b');
    const invariants = new Invariants();
    expect(() => invariants.checkReplicas(here, 'T', 0)).not.toThrow();
    const log = here.cluster.nodes.get(2)?.broker?.replicas.partition('T', 0)?.log;
    const batch = log?.batchAt(0);
    if (log == null || batch == null) throw new Error('nothing was copied');
    const spoilt = batch.bytes.slice();
    spoilt[spoilt.length - 1] = (spoilt[spoilt.length - 1] as number) ^ 1;
    log.truncateTo(0);
    log.appendAsFollower([{ ...batch, bytes: spoilt }]);
    expect(() => invariants.checkReplicas(here, 'T', 0)).toThrow('T-0 at 0, brokers 1 and 2');
  });
});

describe('anomalies', () => {
  const place = [{ topic: 'T', partition: 0 }];
  const producer = (over: Partial<FuzzProducer>): FuzzProducer =>
    ({ acknowledged: [], sent: new Map(), isIdempotent: true, ...over }) as FuzzProducer;

  it('a lost write', () => {
    const here = written('a');
    const lost = { topic: 'T', partition: 0, offset: 1, value: 'value of b' };
    expect(findAnomalies(here, [producer({ acknowledged: [lost] })], place)).toEqual([
      { kind: 'lost write', what: 'value of b acknowledged at T-0@1' },
    ]);
  });

  it('a duplicate, and records out of order', () => {
    const sent = new Map([['T-0', ['value of a', 'value of b']]]);
    expect(findAnomalies(written('a', 'b'), [producer({ sent })], place)).toEqual([]);
    expect(findAnomalies(written('a', 'a', 'b'), [producer({ sent })], place)).toEqual([
      { kind: 'duplicate', what: 'value of a in T-0' },
    ]);
    expect(findAnomalies(written('b', 'a'), [producer({ sent })], place)).toEqual([
      { kind: 'reordered', what: 'value of a in T-0' },
    ]);
  });

  it('a partition without a leader', () => {
    expect(findAnomalies(world(), [], place)).toEqual([{ kind: 'leaderless', what: 'T-0' }]);
  });
});

/** A cluster in which T-0 holds one batch a key, on two replicas. */
function written(...keys: string[]): World {
  const here = world({ topics: [{ name: 'T', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] }] });
  const client = here.client();
  for (const key of keys) {
    const partitionData = [{ index: 0, records: batchOf(here, key) }];
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData: [{ name: 'T', partitionData }] });
  }
  return here.run(2000);
}
