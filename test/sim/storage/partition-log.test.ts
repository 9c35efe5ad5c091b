import { describe, expect, it } from 'vitest';
import { OffsetOutOfRange } from '../../../src/sim/storage/errors';
import { hexOf } from '../protocol/hex';
import { basesOf, batch, logOf, namesOf, storedFromHex } from './batches';

const sized = (baseOffset: number, count: number, timestampMs = baseOffset) =>
  batch(baseOffset, { count, sizeBytes: 100, timestampMs });

describe('partition log', () => {
  const log = logOf(sized(0, 3), sized(3, 2), sized(5, 5), sized(10, 1));

  it('reads whole batches from the one that holds the offset', () => {
    expect(basesOf(log.read(4, 11, 1e6, true))).toEqual([3, 5, 10]);
    expect(basesOf(log.read(5, 11, 1e6, true))).toEqual([5, 10]);
  });

  it('stops at the upper bound, which is not read', () => {
    expect(basesOf(log.read(0, 5, 1e6, true))).toEqual([0, 3]);
    expect(basesOf(log.read(5, 5, 1e6, true))).toEqual([]);
    expect(basesOf(log.read(8, 5, 1e6, true))).toEqual([]);
  });

  it('gives nothing of a batch that goes beyond the upper bound', () => {
    expect(basesOf(log.read(0, 7, 1e6, true))).toEqual([0, 3]);
  });

  it('keeps to the bytes asked for, but gives at least one batch where that is wanted', () => {
    expect(basesOf(log.read(0, 11, 250, true))).toEqual([0, 3]);
    expect(basesOf(log.read(0, 11, 50, true))).toEqual([0]);
    expect(basesOf(log.read(0, 11, 50, false))).toEqual([]);
  });

  it('tells what Kafka would send of the batch that does not fit', () => {
    expect(log.read(0, 11, 250, true).cut).toEqual({ batch: log.batchAt(5), bytes: 50 });
    expect(log.read(0, 11, 200, true).cut).toBeNull();
    expect(log.read(0, 11, 50, true).cut).toBeNull();
    expect(log.read(0, 3, 150, true).cut).toBeNull();
    expect(log.read(0, 11, 50, false).cut).toBeNull();
  });

  it('knows its two ends, and refuses what lies outside', () => {
    expect(basesOf(log.read(11, 11, 1e6, true))).toEqual([]);
    expect(() => log.read(12, 11, 1e6, true)).toThrow(OffsetOutOfRange);
    expect(() => log.read(-1, 11, 1e6, true)).toThrow('offset -1 is outside the log, which goes from 0 to 11');
  });

  it('has no holes and no overlaps', () => {
    expect(() => logOf(sized(0, 3), sized(4, 1))).toThrow(RangeError);
    expect(() => logOf(sized(0, 3), sized(2, 1))).toThrow(RangeError);
  });

  it('finds batches by time', () => {
    const timed = logOf(sized(0, 1, 50), sized(1, 1, 40), sized(2, 1, 60), sized(3, 1, 60));
    expect(timed.firstBatchSince(51)?.baseOffset).toBe(2);
    expect(timed.firstBatchSince(61)).toBeNull();
    expect(timed.batchWithMaxTimestamp()?.baseOffset).toBe(2);
    timed.deleteRecordsTo(1, 4);
    expect(timed.firstBatchSince(45)?.baseOffset).toBe(2);
    expect(logOf().batchWithMaxTimestamp()).toBeNull();
  });

  it('is a folder with the files that a new log has in Kafka', () => {
    expect(logOf().files()).toEqual([
      { name: '00000000000000000000.index', sizeBytes: 10485760 },
      { name: '00000000000000000000.log', sizeBytes: 0 },
      { name: '00000000000000000000.timeindex', sizeBytes: 10485756 },
      { name: 'leader-epoch-checkpoint', sizeBytes: 0 },
    ]);
    expect(namesOf(log)).toContain('leader-epoch-checkpoint');
    expect(log.fileBytes('00000000000000000001.log')).toBeNull();
  });
});

describe('golden batches (kafka-clients 4.2.1)', () => {
  const plain =
    '0000000000000000000000520000000002ef0dacd00000000000020000018bcfe568000000018bcfe56805ffffffffffffffffffffffffffff000000031e000000026b0476310204686b04687610000a0201047632000e000204026b0100';
  const transactional =
    '000000000000002a0000003a00000005022f9e5cae0010000000000000018bcfe568000000018bcfe5680000000000000003e80002000000070000000110000000026b027600';
  const commit =
    '000000000000002b000000420000000502c6c4ecad0030000000000000018bcfe568640000018bcfe5686400000000000003e80002ffffffff000000012000000008000000010c00000000000900';

  it('stand in the .log file as they came', () => {
    const log = logOf();
    log.appendAsFollower([storedFromHex(plain)]);
    log.appendAsFollower([storedFromHex(transactional), storedFromHex(commit)]);
    expect(hexOf(log.fileBytes('00000000000000000000.log')!)).toBe(plain + transactional + commit);
    expect(log.logEndOffset).toBe(44);
    expect(log.sizeBytes).toBe((plain.length + transactional.length + commit.length) / 2);
    expect(log.epochs.entries).toEqual([
      { epoch: 0, startOffset: 0 },
      { epoch: 5, startOffset: 42 },
    ]);
    expect(log.producers.entries.get(1000)).toEqual({
      producerId: 1000,
      producerEpoch: 2,
      coordinatorEpoch: 9,
      lastTimestampMs: 1_700_000_000_100,
      currentTxnFirstOffset: null,
      batches: [{ firstSequence: 7, lastSequence: 7, firstOffset: 42, lastOffset: 42, timestampMs: 1_700_000_000_000 }],
    });
  });

  it('can be read in any part of the file', () => {
    const log = logOf(storedFromHex(plain), batch(3, { sizeBytes: 80 }));
    const whole = log.fileBytes('00000000000000000000.log')!;
    expect(whole).toHaveLength(174);
    for (const [from, to] of [
      [0, 1],
      [90, 100],
      [94, 174],
      [93, 95],
      [173, 999],
      [174, 180],
    ] as const) {
      expect(hexOf(log.fileBytes('00000000000000000000.log', from, to)!)).toBe(hexOf(whole.slice(from, to)));
    }
  });
});
