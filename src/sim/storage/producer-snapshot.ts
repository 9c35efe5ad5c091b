import { crc32c } from '../protocol/crc32c';
import { Reader } from '../protocol/reader';
import { Writer } from '../protocol/writer';
import { CorruptFile } from './errors';
import { emptyEntry, lastSequence, subtractSequence, type ProducerBatch, type ProducerEntry } from './producer-entry';

const VERSION = 1;
/** The checksum stands behind the version and covers what is behind it. */
const CRC_AT = 2;
const ENTRIES_AT = 6;

/**
 * `.snapshot`: what is known of producers at an offset. Of each only the last batch is in it, so after a restart a
 * partition recognises a repeat of that one and not of the four before it.
 *
 *   version:int16 crc:uint32 [producerId:int64 epoch:int16 lastSequence:int32 lastOffset:int64 offsetDelta:int32
 *   timestamp:int64 coordinatorEpoch:int32 currentTxnFirstOffset:int64]
 *
 * Kafka: ProducerStateManager.writeSnapshot.
 */
export function producerSnapshotBytes(entries: Iterable<ProducerEntry>): Uint8Array {
  const all = inHashMapOrder([...entries]);
  const writer = new Writer(64);
  writer.int16(VERSION);
  writer.int32(0);
  writer.int32(all.length);
  for (const entry of all) {
    const last = entry.batches.at(-1);
    writer.int64(entry.producerId);
    writer.int16(entry.producerEpoch);
    writer.int32(lastSequence(entry));
    writer.int64(last?.lastOffset ?? -1);
    writer.int32(last === undefined ? 0 : last.lastOffset - last.firstOffset);
    writer.int64(entry.lastTimestampMs);
    writer.int32(entry.coordinatorEpoch);
    writer.int64(entry.currentTxnFirstOffset ?? -1);
  }
  writer.put32(CRC_AT, crc32c(writer.bytes, ENTRIES_AT, writer.at));
  return writer.toBytes();
}

/** Kafka writes its producers in the order of a Java hash map: by bucket, and in a bucket as they came. */
function inHashMapOrder(entries: readonly ProducerEntry[]): ProducerEntry[] {
  let buckets = 16;
  while (entries.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (id: number): number => {
    const hash = id ^ Math.floor(id / 0x1_0000_0000);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return entries.toSorted((a, b) => bucketOf(a.producerId) - bucketOf(b.producerId));
}

/** Throws CorruptFile for another version or a wrong checksum. */
export function parseProducerSnapshot(bytes: Uint8Array): ProducerEntry[] {
  const reader = new Reader(bytes);
  const version = reader.int16();
  if (version !== VERSION) throw new CorruptFile(`Snapshot contained an unknown file version ${version}`);
  const stored = reader.uint32();
  const computed = crc32c(bytes, ENTRIES_AT);
  if (stored !== computed) {
    throw new CorruptFile(
      `Snapshot is corrupt (CRC is no longer valid). Stored crc: ${stored}. Computed crc: ${computed}`,
    );
  }
  const entries: ProducerEntry[] = [];
  for (let left = reader.int32(); left > 0; left--) entries.push(readEntry(reader));
  return entries;
}

function readEntry(reader: Reader): ProducerEntry {
  const producerId = reader.int64();
  const producerEpoch = reader.int16();
  const last = reader.int32();
  const lastOffset = reader.int64();
  const offsetDelta = reader.int32();
  const timestampMs = reader.int64();
  const coordinatorEpoch = reader.int32();
  const txnFirstOffset = reader.int64();
  const batches: ProducerBatch[] =
    lastOffset < 0
      ? []
      : [
          {
            firstSequence: subtractSequence(last, offsetDelta),
            lastSequence: last,
            firstOffset: lastOffset - offsetDelta,
            lastOffset,
            timestampMs,
          },
        ];
  return {
    ...emptyEntry(producerId),
    producerEpoch,
    coordinatorEpoch,
    lastTimestampMs: timestampMs,
    currentTxnFirstOffset: txnFirstOffset >= 0 ? txnFirstOffset : null,
    batches,
  };
}
