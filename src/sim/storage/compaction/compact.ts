import type { OffsetRange } from '../../../contract/event';
import { decodeRecords } from '../../protocol/batch-decode';
import { readBatchHeader } from '../../protocol/batch-header';
import type { PartitionLog } from '../partition-log';
import { Segment } from '../segment';
import type { LogToClean } from './cleanable';
import { filterBatch, isReadable, noStats, type CleanStats } from './filter-batch';
import { groupSegments } from './group-segments';
import { OffsetMap } from './offset-map';
import { OffsetRanges } from './offset-ranges';

/** One segment that stands for one or more old ones. */
export interface CleanedGroup {
  readonly old: readonly Segment[];
  readonly cleaned: Segment;
}

/** What compaction makes of a log. The log itself is as it was: see `applyCompaction`. */
export interface Compaction {
  readonly groups: readonly CleanedGroup[];
  readonly report: CompactionReport;
}

/** Plain data for the journal. */
export interface CompactionReport {
  readonly firstDirtyOffset: number;
  /** Everything below is compacted now: the log's next entry in cleaner-offset-checkpoint. */
  readonly endOffset: number;
  readonly keys: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly segments: readonly {
    readonly old: readonly number[];
    readonly bytesBefore: number;
    readonly baseOffset: number;
    readonly bytesAfter: number;
  }[];
  /** Offsets whose records went. */
  readonly removed: readonly OffsetRange[];
  readonly stats: Readonly<CleanStats>;
}

/**
 * One pass of the log cleaner: the latest offset of each key in the dirty part, then every segment up to its end written
 * anew without what is superseded. The active segment is never among them. Transactions are not looked at yet: markers
 * stay. Kafka: Cleaner.doClean.
 */
export function compact(
  log: PartitionLog,
  { firstDirtyOffset, firstUncleanableOffset }: LogToClean,
  nowMs: number,
  keysMax?: number,
): Compaction {
  const map = buildOffsetMap(log, firstDirtyOffset, firstUncleanableOffset, new OffsetMap(keysMax));
  const endOffset = map.latestOffset + 1;
  const stats = noStats();
  const params = {
    map,
    nowMs,
    deleteRetentionMs: log.config.deleteRetentionMs,
    endOfRound: firstUncleanableOffset,
    producers: log.producers.entries,
    removed: new OffsetRanges(),
  };
  const groups = groupSegments(log.segmentRange(0, endOffset), log.config, firstUncleanableOffset).map((old) => {
    const cleaned = new Segment((old[0] as Segment).baseOffset, log.config, nowMs, 0);
    for (const segment of old) {
      for (const batch of segment.log.batches) {
        const kept = filterBatch(batch, params, stats);
        if (kept !== null) cleaned.append(kept, nowMs);
      }
    }
    cleaned.becomeInactive();
    cleaned.setLastModified((old.at(-1) as Segment).lastModifiedMs);
    return { old, cleaned };
  });
  const segments = groups.map(({ old, cleaned }) => ({
    old: old.map(({ baseOffset }) => baseOffset),
    bytesBefore: old.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0),
    baseOffset: cleaned.baseOffset,
    bytesAfter: cleaned.sizeBytes,
  }));
  const total = (key: 'bytesBefore' | 'bytesAfter'): number => segments.reduce((bytes, one) => bytes + one[key], 0);
  return {
    groups,
    report: {
      firstDirtyOffset,
      endOffset,
      keys: map.size,
      bytesBefore: total('bytesBefore'),
      bytesAfter: total('bytesAfter'),
      segments,
      removed: params.removed.all,
      stats,
    },
  };
}

/** Puts the new segments in the place of the old ones, which stay as `.deleted` for a while. */
export function applyCompaction(log: PartitionLog, { groups }: Compaction, nowMs: number): void {
  for (const { old, cleaned } of groups) log.replaceSegments(cleaned, old, nowMs);
}

/** Stops where the map is full: what is behind stays dirty. Kafka: Cleaner.buildOffsetMap. */
function buildOffsetMap(log: PartitionLog, start: number, end: number, map: OffsetMap): OffsetMap {
  const dirty = log.segmentRange(start, end);
  for (const [i, segment] of dirty.entries()) {
    const { batches } = segment.log;
    for (let slot = segment.log.slotOfOffset(start); slot < batches.length; slot++) {
      const batch = batches[slot]!;
      const header = readBatchHeader(batch.bytes);
      if (!header.control && isReadable(header)) {
        for (const { key, offset } of decodeRecords(batch.bytes)) {
          if (key !== null && offset >= start && !map.put(key, offset)) return map;
        }
      }
      map.moveLatestTo(batch.lastOffset);
    }
    map.moveLatestTo((dirty[i + 1]?.baseOffset ?? end) - 1);
  }
  return map;
}
