import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SimEvent, SimEventBody } from '../../src/contract/event';
import { GroupHost } from '../../src/sim/broker/group-host';
import { Partition } from '../../src/sim/broker/partition';
import { ATTRIBUTES_AT, CRC_AT } from '../../src/sim/protocol/batch-header';
import { crc32c } from '../../src/sim/protocol/crc32c';
import { encodeBatch } from '../../src/sim/protocol/record-batch';
import { PartitionLog } from '../../src/sim/storage/partition-log';
import { ProducerState } from '../../src/sim/storage/producer-state';
import { batchOf, world, type World } from '../support/world';
import { findAnomalies } from './anomalies';
import { GroupLog } from './group-log';
import { Invariants } from './invariants';
import type { FuzzProducer } from './producer';
import { playSeed } from './run';

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

const groupOf = (generation: number, ...members: readonly [id: string, partitions: number[]][]): SimEventBody => ({
  type: 'group',
  group: 'G',
  coordinator: 1,
  state: 'Stable',
  generation,
  protocol: 'range',
  leader: null,
  members: members.map(([memberId, partitions]) => ({
    memberId,
    clientId: '',
    process: null,
    assignment: [{ topic: 'T', partitions }],
  })),
  reason: 'assignment received',
});

const commits = (offset: number): SimEventBody => ({
  type: 'offset-committed',
  group: 'G',
  topic: 'T',
  partition: 0,
  offset,
  memberId: 'a',
});

/** As a run checks them; the events are none of this world's, unless they come from it. */
const checkIn = (here: World, ...bodies: SimEventBody[]): (() => void) => {
  return () => new Invariants(here).check(told(...bodies));
};
const checking = (...bodies: SimEventBody[]): (() => void) => checkIn(world(), ...bodies);

afterEach(() => void vi.restoreAllMocks());

describe('invariants', () => {
  it('one leader an epoch', () => {
    expect(checking(leads(1, 3), leads(2, 4), leads(1, 5))).not.toThrow();
    expect(checking(leads(1, 3), leads(2, 3))).toThrow('one leader an epoch');
  });

  it('a high watermark never goes back while its broker leads', () => {
    expect(checking(leads(1, 0), highWatermark(1, 5), highWatermark(1, 4))).toThrow('never goes back');
    // A follower's may: it follows a new leader.
    expect(checking(highWatermark(1, 5), highWatermark(1, 4))).not.toThrow();
  });

  it('offsets have no holes', () => {
    expect(checking(appended(0, 3), appended(3, 1))).not.toThrow();
    expect(checking(appended(0, 3), appended(4, 1))).toThrow('no holes');
    const truncated: SimEventBody = { type: 'log-truncated', broker: 1, topic: 'T', partition: 0, offset: 1 };
    expect(checking(appended(0, 3), truncated, appended(1, 1))).not.toThrow();
  });

  it('offsets have no holes in the logs themselves', () => {
    const here = written('a', 'b');
    const log = logOf(here, 1);
    const [first] = log.read(0, 2, 1, true).batches;
    if (first === undefined) throw new Error('nothing was written');
    log.truncateTo(0, 0);
    log.appendAsFollower([{ ...first, baseOffset: 1, lastOffset: 1 }], 0);
    expect(checkIn(here, highWatermark(1, 2))).toThrow('no holes');
  });

  it('replicas are equal below the high watermark', () => {
    const here = written('a', 'b');
    const both = [highWatermark(1, 2), highWatermark(2, 2)];
    expect(checkIn(here, ...both)).not.toThrow();
    spoil(here, 2);
    expect(checkIn(here, ...both)).toThrow('T-0 at 0, on broker 2');
  });

  it('a broker that comes back with other records is seen, though nothing of them is new', () => {
    const here = written('a', 'b');
    const invariants = new Invariants(here);
    invariants.check(told(highWatermark(1, 2), highWatermark(2, 2)));
    here.watch = (events) => invariants.check(events);
    spoil(here, 2);
    here.cluster.command({ type: 'kill-broker', broker: 2 });
    here.cluster.command({ type: 'start-broker', broker: 2, disk: 'kept' });
    expect(() => here.run(20_000)).toThrow('replicas are equal');
  });

  it('committed records are never lost: a leader without them is seen', () => {
    const here = written('a', 'b');
    const invariants = new Invariants(here);
    invariants.check(told(highWatermark(1, 2)));
    here.watch = (events) => invariants.check(events);
    here.cluster.command({ type: 'kill-broker', broker: 1 });
    logOf(here, 2).truncateTo(1, 0);
    expect(() => here.run(20_000)).toThrow('committed records are never lost: T-0: broker 2 leads with 1 records of 2');
  });

  it('a partition of a group has one owner a generation', () => {
    expect(checking(groupOf(1, ['a', [0]], ['b', [1]]), groupOf(2, ['a', [1]], ['b', [0]]))).not.toThrow();
    expect(checking(groupOf(1, ['a', [0, 1]], ['b', [1]]))).toThrow('T-1 in generation 1 of G: a and b');
    expect(checking(groupOf(1, ['a', [0]]), groupOf(1, ['b', [0]]))).toThrow('one owner a generation');
    const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    expect(checking(groupOf(1, [`static-1-${one}`, [0]]), groupOf(1, [`static-1-${two}`, [0]]))).not.toThrow();
  });

  it('members are not given the same partition in a generation, whatever the coordinator says', () => {
    const log = new GroupLog('G');
    log.claim(1, 'a', ['T-0']);
    log.claim(2, 'b', ['T-0']);
    expect(() => log.claim(2, 'c', ['T-1', 'T-0'])).toThrow('one owner a generation');
  });

  it('a committed offset is within the log', () => {
    const here = written('a', 'b');
    expect(checkIn(here, highWatermark(1, 2), commits(2))).not.toThrow();
    expect(checkIn(here, highWatermark(1, 2), commits(3))).toThrow('G has committed T-0@3 of 2');
    expect(checkIn(here, commits(-1))).toThrow('a committed offset is within the log');
  });

  it('producer sequences', () => {
    vi.spyOn(ProducerState.prototype, 'check').mockReturnValue({ kind: 'ok' });
    const here = written();
    const invariants = new Invariants(here);
    here.watch = (events) => invariants.check(events);
    const client = here.client();
    const produce = (baseSequence: number): void => {
      const record = { key: null, value: null, timestampMs: 0 };
      const records = encodeBatch({ producerId: 1, producerEpoch: 0, baseSequence, records: [record] });
      const topicData = [{ name: 'T', partitionData: [{ index: 0, records }] }];
      client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData });
    };
    produce(0);
    produce(1);
    expect(() => produce(1)).toThrow('producer sequences: producer 1 epoch 0 of T-0 at 2: 1, not 2');
  });

  it('no record is skipped: not where a member begins, not between two records', () => {
    const log = new GroupLog('G');
    log.process('T', 0, 0, 'a');
    expect(() => log.begin('T-0', 1, 0)).not.toThrow();
    expect(() => log.begin('T-0', 2, 0)).toThrow('G begins T-0 at 2, 1 unread');
    expect(() => log.follow('T-0', 1, 1)).not.toThrow();
    expect(() => log.follow('T-0', 1, 2)).toThrow('no record is skipped');
  });

  it('who reads a record again reads the same', () => {
    const log = new GroupLog('G');
    log.process('T', 0, 0, 'a');
    expect(() => log.process('T', 0, 0, 'a')).not.toThrow();
    expect(() => log.process('T', 0, 0, 'b')).toThrow('committed records never change: T-0@0 was a, is b');
  });
});

describe('a bug in a part of the cluster is seen in random runs', () => {
  /** Of ten histories at least one shows it. Each test begins at the first that does so today, to be quick. */
  const play = (from: number): (() => void) => {
    return () => {
      for (let seed = from; seed < from + 10; seed++) {
        const [first] = playSeed(seed).anomalies;
        if (first !== undefined) throw new Error(`${first.kind}: ${first.what}`);
      }
    };
  };

  it('a high watermark that does not wait for followers', () => {
    vi.spyOn(Partition.prototype, 'advanceHighWatermark').mockImplementation(function (this: Partition) {
      return this.isLeader && this.learnHighWatermark(this.log.logEndOffset);
    });
    expect(play(3)).toThrow(/committed records are never lost|replicas are equal|lost write/);
  });

  it('a leader that does not look at sequences', () => {
    vi.spyOn(ProducerState.prototype, 'check').mockReturnValue({ kind: 'ok' });
    expect(play(3)).toThrow('producer sequences');
  });

  it('a coordinator that tells of an offset further than was committed', () => {
    const { handle } = GroupHost.prototype;
    vi.spyOn(GroupHost.prototype, 'handle').mockImplementation(function (this: GroupHost, api, call, request, respond) {
      const answer = (response: object): void => respond(api === 'OffsetFetch' ? further(response) : response);
      handle.call(this, api, call, request, answer);
    });
    const further = (response: object): object => {
      const { topics } = response as { topics?: { partitions: { committedOffset: number }[] }[] };
      for (const one of topics?.flatMap(({ partitions }) => partitions) ?? []) {
        if (one.committedOffset >= 0) one.committedOffset++;
      }
      return response;
    };
    expect(play(1)).toThrow('no record is skipped');
  });

  it('a leader that does not see where a follower’s log parts from its own', () => {
    vi.spyOn(PartitionLog.prototype, 'endOffsetForEpoch').mockImplementation((leaderEpoch) => {
      return { leaderEpoch, endOffset: Number.MAX_SAFE_INTEGER };
    });
    // Logs part in one history of four, and stay apart in few of those.
    expect(play(89)).toThrow('replicas are equal');
  });

  it('a follower that never gets into the ISR again', () => {
    vi.spyOn(Partition.prototype, 'wishToExpand').mockReturnValue(null);
    expect(play(3)).toThrow(/out of sync|leaderless/);
  });
});

describe('anomalies', () => {
  const place = [{ topic: 'T', partition: 0 }];
  const producer = (over: Partial<FuzzProducer>): FuzzProducer =>
    ({ acknowledged: [], sent: new Map(), isIdempotent: true, ...over }) as FuzzProducer;

  it('a lost write', () => {
    const here = written('a');
    const lost = { topic: 'T', partition: 0, offset: 1, value: 'value of b' };
    expect(findAnomalies(here, [producer({ acknowledged: [lost] })], [], place)).toEqual([
      { kind: 'lost write', what: 'value of b acknowledged at T-0@1' },
    ]);
  });

  it('a duplicate, and records out of order', () => {
    const sent = new Map([['T-0', ['value of a', 'value of b']]]);
    expect(findAnomalies(written('a', 'b'), [producer({ sent })], [], place)).toEqual([]);
    expect(findAnomalies(written('a', 'a', 'b'), [producer({ sent })], [], place)).toEqual([
      { kind: 'duplicate', what: 'value of a in T-0' },
    ]);
    expect(findAnomalies(written('b', 'a'), [producer({ sent })], [], place)).toEqual([
      { kind: 'reordered', what: 'value of a in T-0' },
    ]);
  });

  it('a record that a group has not read, and one that it read and is not there', () => {
    const here = written('a', 'b');
    const log = new GroupLog('G');
    log.process('T', 0, 0, 'value of a');
    expect(findAnomalies(here, [], [log], place)).toEqual([{ kind: 'unseen', what: 'value of b at T-0@1 by G' }]);
    log.process('T', 0, 1, 'another value');
    expect(findAnomalies(here, [], [log], place)).toEqual([
      { kind: 'inconsistent offsets', what: 'G read another value at T-0@1, where value of b stands' },
    ]);
  });

  it('a partition without a leader', () => {
    expect(findAnomalies(world(), [], [], place)).toEqual([{ kind: 'leaderless', what: 'T-0' }]);
  });
});

function logOf(here: World, broker: number): PartitionLog {
  const log = here.cluster.nodes.get(broker)?.broker?.replicas.partition('T', 0)?.log;
  if (log === undefined) throw new Error(`broker ${broker} has no T-0`);
  return log;
}

/** Changes the last byte of its first batch. */
function spoil(here: World, broker: number): void {
  const log = logOf(here, broker);
  const { batches } = log.read(0, log.logEndOffset, 1 << 20, true);
  log.truncateTo(0, 0);
  const spoilt = batches.map((batch, i) => {
    const bytes = batch.bytes.slice();
    if (i === 0) bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    // With a checksum that fits, or recovery would cut it.
    new DataView(bytes.buffer).setUint32(CRC_AT, crc32c(bytes, ATTRIBUTES_AT, bytes.length));
    return { ...batch, bytes };
  });
  log.appendAsFollower(spoilt, 0);
}

/** A cluster in which T-0 holds one batch a key, on two replicas. */
function written(...keys: string[]): World {
  const topics = [{ name: 'T', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] }];
  const here = world({ topics, controllers: [3] });
  const client = here.client();
  for (const key of keys) {
    const partitionData = [{ index: 0, records: batchOf(here, key) }];
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData: [{ name: 'T', partitionData }] });
  }
  return here.run(2000);
}
