import { describe, expect, it } from 'vitest';
import { encodeBatch, readBatchHeader } from '../../../src/sim/protocol/record-batch';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { crash, shutDown } from '../../../src/sim/storage/crash';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { addSequence, subtractSequence } from '../../../src/sim/storage/producer-entry';
import { parseProducerSnapshot, producerSnapshotBytes } from '../../../src/sim/storage/producer-snapshot';
import { loadLog } from '../../../src/sim/storage/recovery';
import { hexOf } from '../protocol/hex';
import { namesOf, record, stored } from './batches';

const T = 1_700_000_000_000;
const DAY = 86_400_000;
const SEQUENCE_MAX = 0x7fff_ffff;

interface Sent {
  readonly sequence: number;
  readonly count?: number;
  readonly epoch?: number;
  readonly id?: number;
}

const initOf = ({ sequence, count = 1, epoch = 0, id = 7 }: Sent) => ({
  producerId: id,
  producerEpoch: epoch,
  baseSequence: sequence,
  records: Array.from({ length: count }, () => record('k=v', T)),
});

function append(log: PartitionLog, sent: Sent): void {
  log.append(stored(log.logEndOffset, initOf(sent)), T);
}

const check = (log: PartitionLog, sent: Sent) =>
  log.producers.check(readBatchHeader(encodeBatch(initOf(sent))), 'T-0', log.logEndOffset);

const logOf = (...sent: Sent[]): PartitionLog => {
  const log = new PartitionLog();
  for (const one of sent) append(log, one);
  return log;
};

describe('a batch of an idempotent producer', () => {
  const log = logOf({ sequence: 0, count: 3 }, { sequence: 3 }, { sequence: 4, count: 2 });

  it('must be next in sequence', () => {
    expect(check(log, { sequence: 6 })).toEqual({ kind: 'ok' });
    for (const sequence of [5, 7, 0]) {
      expect(check(log, { sequence })).toEqual({
        kind: 'error',
        errorCode: 45,
        message:
          `Out of order sequence number for producer 7 at offset 6 in partition T-0: ${sequence} ` +
          '(incoming seq. number), 5 (current end sequence number)',
      });
    }
  });

  it('that is here already is a duplicate, told with its old offset', () => {
    expect(check(log, { sequence: 3 })).toEqual({
      kind: 'duplicate',
      batch: { firstSequence: 3, lastSequence: 3, firstOffset: 3, lastOffset: 3, timestampMs: T },
    });
    expect(check(log, { sequence: 0, count: 3 })).toMatchObject({ kind: 'duplicate', batch: { firstOffset: 0 } });
    // The same first sequence and another number of records is no duplicate.
    expect(check(log, { sequence: 0, count: 2 })).toMatchObject({ kind: 'error', errorCode: 45 });
  });

  it('is remembered for the last five batches', () => {
    const many = logOf(...[0, 1, 2, 3, 4, 5].map((sequence) => ({ sequence })));
    expect(check(many, { sequence: 1 })).toMatchObject({ kind: 'duplicate' });
    expect(check(many, { sequence: 0 })).toMatchObject({ kind: 'error', errorCode: 45 });
  });

  it('of an older epoch is fenced, of a newer one begins at 0', () => {
    const two = logOf({ sequence: 0 }, { sequence: 0, epoch: 2 });
    expect(check(two, { sequence: 1, epoch: 1 })).toEqual({
      kind: 'error',
      errorCode: 47,
      message: 'Epoch of producer 7 at offset 2 in T-0 is 1, which is < the last seen epoch 2',
    });
    expect(check(two, { sequence: 1, epoch: 3 })).toMatchObject({ kind: 'error', errorCode: 45 });
    expect(check(two, { sequence: 0, epoch: 3 })).toEqual({ kind: 'ok' });
    // Batches of the old epoch are forgotten with it.
    expect(two.producers.entries.get(7)?.batches).toHaveLength(1);
  });

  it('of a producer that nothing is known of may have any sequence', () => {
    expect(check(log, { sequence: 99, id: 8, epoch: 4 })).toEqual({ kind: 'ok' });
  });

  it('without a producer id is not looked at', () => {
    expect(check(log, { sequence: -1, id: -1, epoch: -1 })).toEqual({ kind: 'ok' });
  });

  it('counts from the largest sequence on at 0 again', () => {
    const wrapped = logOf({ sequence: SEQUENCE_MAX - 1, count: 4 });
    expect(wrapped.producers.entries.get(7)?.batches[0]).toMatchObject({
      firstSequence: SEQUENCE_MAX - 1,
      lastSequence: 1,
    });
    expect(check(wrapped, { sequence: 2 })).toEqual({ kind: 'ok' });
    expect(check(wrapped, { sequence: SEQUENCE_MAX - 1, count: 4 })).toMatchObject({ kind: 'duplicate' });
    expect(check(logOf({ sequence: SEQUENCE_MAX }), { sequence: 0 })).toEqual({ kind: 'ok' });
    expect(addSequence(SEQUENCE_MAX, 1)).toBe(0);
    expect(subtractSequence(0, 1)).toBe(SEQUENCE_MAX);
  });
});

describe('state of producers', () => {
  it('is forgotten after producer.id.expiration.ms without a batch', () => {
    const log = logOf({ sequence: 0 });
    expect(log.producers.removeExpired(T + DAY - 1, DAY)).toEqual([]);
    expect(log.producers.removeExpired(T + DAY, DAY)).toEqual([7]);
    expect(check(log, { sequence: 50 })).toEqual({ kind: 'ok' });
  });

  it('does not expire while a transaction is open, and says where it began', () => {
    const log = new PartitionLog();
    append(log, { sequence: 0, id: 1 });
    log.append(stored(1, { ...initOf({ sequence: 0 }), transactional: true }), T);
    log.append(stored(2, { ...initOf({ sequence: 1 }), transactional: true }), T);
    expect(log.producers.firstUnstableOffset).toBe(1);
    expect(log.producers.removeExpired(T + DAY, DAY)).toEqual([1]);
  });

  it('goes with the records that truncation cut off', () => {
    const log = logOf({ sequence: 0 }, { sequence: 1 }, { sequence: 2 }, { sequence: 0, id: 8 });
    log.truncateTo(2, T);
    expect([...log.producers.entries.keys()]).toEqual([7]);
    expect(check(log, { sequence: 2 })).toEqual({ kind: 'ok' });
    log.truncateFullyAndStartAt(2, T);
    expect(log.producers.entries.size).toBe(0);
  });

  it('outlives the records that retention deleted', () => {
    const log = logOf({ sequence: 0 }, { sequence: 1 });
    log.deleteRecordsTo(2, 2);
    expect(check(log, { sequence: 2 })).toEqual({ kind: 'ok' });
  });
});

describe('snapshots', () => {
  const settings = { 'segment.bytes': '240' };
  const config = logConfig(settings, {}, { segmentBytesMin: 14 });

  function rolled(): PartitionLog {
    const log = new PartitionLog({ config, nowMs: T });
    for (let i = 0; i < 8; i++) append(log, { sequence: i });
    return log;
  }

  it('are taken where a segment begins', () => {
    const log = rolled();
    expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 3, 6]);
    expect(namesOf(log).filter((name) => name.endsWith('.snapshot'))).toEqual([
      '00000000000000000003.snapshot',
      '00000000000000000006.snapshot',
    ]);
    expect(parseProducerSnapshot(log.fileBytes('00000000000000000003.snapshot')!)).toMatchObject([
      { producerId: 7, producerEpoch: 0, batches: [{ firstSequence: 2, lastSequence: 2, lastOffset: 2 }] },
    ]);
  });

  it('hold one batch of each producer: after a clean restart only a repeat of the last one is recognised', () => {
    const { log } = loadLog(shutDown(rolled()), {
      config,
      nowMs: T,
      hadCleanShutdown: true,
      recoveryPoint: 8,
      logStartOffset: 0,
    });
    expect(namesOf(log)).toContain('00000000000000000008.snapshot');
    expect(check(log, { sequence: 7 })).toMatchObject({ kind: 'duplicate' });
    expect(check(log, { sequence: 6 })).toMatchObject({ kind: 'error', errorCode: 45 });
    expect(check(log, { sequence: 8 })).toEqual({ kind: 'ok' });
  });

  it('and the batches behind the last of them are read again after a crash', () => {
    const { log } = loadLog(crash(rolled()), {
      config,
      nowMs: T,
      hadCleanShutdown: false,
      recoveryPoint: 6,
      logStartOffset: 0,
    });
    expect(check(log, { sequence: 8 })).toEqual({ kind: 'ok' });
    expect(check(log, { sequence: 7 })).toMatchObject({ kind: 'duplicate', batch: { firstOffset: 7 } });
  });

  it('are written in Kafka’s format, which a wrong checksum betrays', () => {
    const bytes = producerSnapshotBytes(logOf({ sequence: 4, count: 3, epoch: 2 }).producers.entries.values());
    expect(hexOf(bytes.subarray(6))).toBe(
      '00000001' +
        '0000000000000007' +
        '0002' +
        '00000006' +
        '0000000000000002' +
        '00000002' +
        '0000018bcfe56800' +
        'ffffffff' +
        'ffffffffffffffff',
    );
    expect(hexOf(bytes.subarray(0, 2))).toBe('0001');
    bytes[20]! ^= 1;
    expect(() => parseProducerSnapshot(bytes)).toThrow('Snapshot is corrupt (CRC is no longer valid)');
    bytes[1] = 9;
    expect(() => parseProducerSnapshot(bytes)).toThrow('unknown file version 9');
  });
});
