import { decodeRecords, type DecodedRecord } from '../../protocol/batch-decode';
import { readBatchHeader, type BatchHeader } from '../../protocol/batch-header';
import type { ProducerEntry } from '../producer-entry';
import type { StoredBatch } from '../stored-batch';
import type { OffsetMap } from './offset-map';
import type { OffsetRanges } from './offset-ranges';
import { emptyBatch, rebuildBatch } from './rebuild-batch';

/** Why a record is not there any more, or what became of it. */
export interface CleanStats {
  recordsRead: number;
  recordsKept: number;
  /** A later record has the same key. */
  superseded: number;
  /** Tombstones whose time was over. */
  tombstonesDropped: number;
  /** Records without a key: in a compacted topic nothing says which of them is the latest. */
  keylessDropped: number;
  /** Batches that got their delete horizon in this pass. */
  horizonsSet: number;
  /** Batches of which the header alone is kept. */
  emptied: number;
  batchesDropped: number;
  /** Batches in a codec that is not read here (snappy, lz4, zstd): they stay as they are. */
  unread: number;
}

export const noStats = (): CleanStats => ({
  recordsRead: 0,
  recordsKept: 0,
  superseded: 0,
  tombstonesDropped: 0,
  keylessDropped: 0,
  horizonsSet: 0,
  emptied: 0,
  batchesDropped: 0,
  unread: 0,
});

export interface FilterParams {
  readonly map: OffsetMap;
  readonly nowMs: number;
  readonly deleteRetentionMs: number;
  /** The offset at which this round ends: the batch before it stays, so that the log's offsets do. */
  readonly endOfRound: number;
  readonly producers: ReadonlyMap<number, ProducerEntry>;
  /** Collects the offsets whose records go. */
  readonly removed: OffsetRanges;
}

/**
 * What remains of a batch, null if nothing does. Kafka: MemoryRecords.filterTo with the filter of Cleaner.cleanInto.
 */
export function filterBatch(batch: StoredBatch, params: FilterParams, stats: CleanStats): StoredBatch | null {
  const header = readBatchHeader(batch.bytes);
  if (!isReadable(header)) {
    stats.unread++;
    return batch;
  }
  const records = decodeRecords(batch.bytes);
  const horizonMs = header.hasDeleteHorizon ? header.baseTimestamp : null;
  const kept = records.filter((record) => {
    const stays = header.control || isKept(record, horizonMs, params, stats);
    if (!stays) params.removed.add(record.offset);
    return stays;
  });
  stats.recordsRead += records.length;
  stats.recordsKept += kept.length;
  if (kept.length === 0) {
    if (staysEmpty(header, params)) {
      stats.emptied++;
      return emptyBatch(batch, header);
    }
    stats.batchesDropped++;
    return null;
  }
  const needsHorizon = horizonMs === null && kept.some(({ value }) => value === null);
  if (kept.length === records.length && !needsHorizon) return batch;
  if (needsHorizon) stats.horizonsSet++;
  const newHorizonMs = needsHorizon ? params.nowMs + params.deleteRetentionMs : (horizonMs ?? -1);
  return rebuildBatch(batch, header, kept, newHorizonMs);
}

export const isReadable = ({ compression }: BatchHeader): boolean => compression === 'none' || compression === 'gzip';

function isKept(
  record: DecodedRecord,
  horizonMs: number | null,
  { map, nowMs }: FilterParams,
  stats: CleanStats,
): boolean {
  if (record.offset > map.latestOffset) return true;
  if (record.key === null) {
    stats.keylessDropped++;
    return false;
  }
  if (record.offset < map.get(record.key)) {
    stats.superseded++;
    return false;
  }
  if (record.value === null && horizonMs !== null && nowMs >= horizonMs) {
    stats.tombstonesDropped++;
    return false;
  }
  return true;
}

/** A producer's last batch says which sequence is next; the last batch of the round says where the log goes on. */
function staysEmpty(header: BatchHeader, { endOfRound, producers }: FilterParams): boolean {
  if (header.lastOffset + 1 === endOfRound) return true;
  const entry = header.producerId < 0 ? undefined : producers.get(header.producerId);
  if (entry === undefined) return false;
  const last = entry.batches.at(-1);
  return last === undefined
    ? header.control && header.producerEpoch === entry.producerEpoch
    : header.lastOffset === last.lastOffset;
}
