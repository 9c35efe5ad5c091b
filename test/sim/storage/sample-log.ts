import { applyCompaction, compact } from '../../../src/sim/storage/compaction/compact';
import { logToClean } from '../../../src/sim/storage/compaction/cleanable';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { record, stored, storedFromHex } from './batches';

const T = 1_700_000_000_000;

/** The golden batches of record-batch.test, in the places that they claim. */
const THREE_RECORDS =
  '0000000000000000000000520000000002ef0dacd00000000000020000018bcfe568000000018bcfe56805ffffffffffffffffffffffffffff000000031e000000026b0476310204686b04687610000a0201047632000e000204026b0100';
const TRANSACTION = [
  '000000000000002a0000003a00000005022f9e5cae0010000000000000018bcfe568000000018bcfe5680000000000000003e80002000000070000000110000000026b027600',
  '000000000000002b000000420000000502c6c4ecad0030000000000000018bcfe568640000018bcfe5686400000000000003e80002ffffffff000000012000000008000000010c00000000000900',
];

/**
 * A compacted log with a bit of everything: several segments, index entries, a producer, a transaction, a tombstone with
 * its delete horizon, an empty batch, a hole, gzip, LogAppendTime. `data/dump-log.txt` is what Kafka's tool says of it.
 */
export function sampleLog(): PartitionLog {
  const config = logConfig(
    { 'cleanup.policy': 'compact', 'segment.bytes': '600', 'index.interval.bytes': '150' },
    {},
    { segmentBytesMin: 14 },
  );
  const log = new PartitionLog({ config, nowMs: T, topicId: 'wXe5CyTYQ4C6KiOIpOTLVw' });
  log.append(storedFromHex(THREE_RECORDS), T);
  // All of it is superseded, but it has its producer's last sequence.
  const records = [record('a=0', T), record('b=0', T)];
  log.append(stored(3, { producerId: 8, producerEpoch: 0, baseSequence: 40, records }), T);
  const keys = ['a=1 b=1 c=1', 'a=2', 'b=2 d=1', 'c', 'e=1 f=1', 'a=3', 'g=1 e=2', 'h=1'];
  let sequence = 0;
  for (const [i, texts] of keys.entries()) {
    const records = texts.split(' ').map((text, j) => record(text, T + 1000 * i - 10 * j));
    const producer = i % 2 === 0 ? { producerId: 7, producerEpoch: 1, baseSequence: sequence } : {};
    if (i % 2 === 0) sequence += records.length;
    const kind =
      i === 5 ? { timestampType: 'LogAppendTime' as const } : i === 7 ? { compression: 'gzip' as const } : {};
    log.append(stored(log.logEndOffset, { ...producer, ...kind, records }, i > 4 ? 3 : 1), T + 1000 * i);
  }
  const toClean = logToClean(log, { checkpoint: null, lastStableOffset: log.logEndOffset, nowMs: T + 9000 });
  applyCompaction(log, compact(log, toClean, T + 9000), T + 9000);
  log.unlinkDeleted(T + 99_000);
  log.appendAsFollower(TRANSACTION.map(storedFromHex), T + 9000);
  return log;
}
