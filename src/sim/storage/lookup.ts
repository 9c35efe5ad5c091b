import { decodeRecords } from '../protocol/batch-decode';
import type { Probe } from './index-search';
import type { OffsetIndexEntry } from './offset-index';
import type { Segment } from './segment';
import type { Segments } from './segments';
import type { TimeIndexEntry } from './time-index';

/** A batch as a look-up meets it. */
export interface BatchPlace {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly position: number;
  readonly sizeBytes: number;
  readonly maxTimestampMs: number;
}

/** A binary search in one index: each entry that it looked at, and the one that it settled on. */
export interface IndexSteps<Entry> {
  readonly entries: number;
  readonly target: number;
  readonly probes: readonly (Probe & { readonly entry: Entry })[];
  /** Null: every entry is above the target, so the segment's start it is. */
  readonly chosen: (Entry & { readonly slot: number }) | null;
}

/** Batches read one after another from a position of the .log file. */
export interface ScanSteps {
  readonly position: number;
  /** The last of them is the one that was looked for, unless the file ended. */
  readonly batches: readonly BatchPlace[];
}

/** The way through one segment. */
export interface SegmentLookup {
  readonly segment: number;
  readonly index: IndexSteps<OffsetIndexEntry>;
  readonly scan: ScanSteps;
  readonly found: BatchPlace | null;
}

/** How Kafka finds the batch of an offset. */
export interface OffsetLookup {
  readonly offset: number;
  /** Base offsets of all segments: the file names among which the floor is looked for. */
  readonly baseOffsets: readonly number[];
  /** More than one where compaction left nothing at or behind the offset in the first. */
  readonly segments: readonly SegmentLookup[];
  readonly found: (BatchPlace & { readonly segment: number }) | null;
}

export interface RecordPlace {
  readonly offset: number;
  readonly timestampMs: number;
  readonly leaderEpoch: number;
  readonly batch: BatchPlace;
}

/** How Kafka finds the first record of a time or later. */
export interface TimeLookup {
  readonly timestampMs: number;
  /** Segments looked at, oldest first, up to the first one whose largest timestamp is late enough. */
  readonly segments: readonly {
    readonly segment: number;
    readonly largestTimestampMs: number;
    readonly lateEnough: boolean;
  }[];
  /** The way through that segment; null when there is none. */
  readonly within: {
    readonly segment: number;
    readonly timeIndex: IndexSteps<TimeIndexEntry>;
    readonly offsetIndex: IndexSteps<OffsetIndexEntry>;
    readonly scan: ScanSteps;
  } | null;
  readonly found: RecordPlace | null;
}

/** Floor segment, binary search in its offset index, then batches from there on. Kafka: LogSegment.translateOffset. */
export function explainOffset(segments: Segments, offset: number): OffsetLookup {
  const { all } = segments;
  const lookups: SegmentLookup[] = [];
  let found: OffsetLookup['found'] = null;
  for (let i = segments.floorIndex(offset); i >= 0 && i < all.length && found === null; i++) {
    const segment = all[i] as Segment;
    const lookup = explainInSegment(segment, offset);
    lookups.push(lookup);
    if (lookup.found !== null) found = { ...lookup.found, segment: segment.baseOffset };
  }
  return { offset, baseOffsets: all.map(({ baseOffset }) => baseOffset), segments: lookups, found };
}

function explainInSegment(segment: Segment, offset: number): SegmentLookup {
  const index = offsetIndexSteps(segment, offset);
  const position = index.chosen?.position ?? 0;
  const batches: BatchPlace[] = [];
  let found: BatchPlace | null = null;
  for (let slot = segment.log.slotOfPosition(position); slot < segment.log.batches.length && found === null; slot++) {
    const place = placeOf(segment, slot);
    batches.push(place);
    if (place.lastOffset >= offset) found = place;
  }
  return { segment: segment.baseOffset, index, scan: { position, batches }, found };
}

/**
 * The first segment with a late enough timestamp, the floor in its time index, that entry's offset in its offset index,
 * then records from there on; a record below the log start does not count. Kafka: UnifiedLog.searchOffsetInLocalLog,
 * LogSegment.findOffsetByTimestamp.
 */
export function explainTime(segments: Segments, timestampMs: number, logStartOffset: number): TimeLookup {
  const looked: { segment: number; largestTimestampMs: number; lateEnough: boolean }[] = [];
  for (const segment of segments.all) {
    const { baseOffset, largestTimestampMs } = segment;
    const lateEnough = largestTimestampMs >= timestampMs;
    looked.push({ segment: baseOffset, largestTimestampMs, lateEnough });
    if (!lateEnough) continue;
    const timeIndex = timeIndexSteps(segment, timestampMs);
    const offsetIndex = offsetIndexSteps(segment, Math.max(timeIndex.chosen?.offset ?? baseOffset, logStartOffset));
    const { scan, found } = scanForTime(segment, offsetIndex.chosen?.position ?? 0, timestampMs, logStartOffset);
    return { timestampMs, segments: looked, within: { segment: baseOffset, timeIndex, offsetIndex, scan }, found };
  }
  return { timestampMs, segments: looked, within: null, found: null };
}

function scanForTime(
  segment: Segment,
  position: number,
  timestampMs: number,
  logStartOffset: number,
): { scan: ScanSteps; found: RecordPlace | null } {
  const places: BatchPlace[] = [];
  const { log } = segment;
  for (let slot = log.slotOfPosition(position); slot < log.batches.length; slot++) {
    const batch = log.batches[slot]!;
    const place = placeOf(segment, slot);
    places.push(place);
    if (batch.maxTimestamp < timestampMs) continue;
    const record = decodeRecords(batch.bytes).find(
      (one) => one.timestampMs >= timestampMs && one.offset >= logStartOffset,
    );
    if (record !== undefined) {
      const { offset, timestampMs: at } = record;
      const found = { offset, timestampMs: at, leaderEpoch: batch.leaderEpoch, batch: place };
      return { scan: { position, batches: places }, found };
    }
  }
  return { scan: { position, batches: places }, found: null };
}

function offsetIndexSteps({ offsetIndex }: Segment, offset: number): IndexSteps<OffsetIndexEntry> {
  const probes: Probe[] = [];
  const slot = offsetIndex.slotOf(offset, probes);
  return {
    entries: offsetIndex.entries,
    target: offset,
    probes: probes.map((probe) => ({ ...probe, entry: offsetIndex.entry(probe.slot) })),
    chosen: slot < 0 ? null : { slot, ...offsetIndex.entry(slot) },
  };
}

function timeIndexSteps({ timeIndex }: Segment, timestampMs: number): IndexSteps<TimeIndexEntry> {
  const probes: Probe[] = [];
  const slot = timeIndex.slotOf(timestampMs, probes);
  return {
    entries: timeIndex.entries,
    target: timestampMs,
    probes: probes.map((probe) => ({ ...probe, entry: timeIndex.entry(probe.slot) })),
    chosen: slot < 0 ? null : { slot, ...timeIndex.entry(slot) },
  };
}

/** Where the batch of this slot stands. */
export function placeOf({ log }: Segment, slot: number): BatchPlace {
  const { baseOffset, lastOffset, bytes, maxTimestamp } = log.batches[slot]!;
  const position = log.positionOf(slot);
  return { baseOffset, lastOffset, position, sizeBytes: bytes.length, maxTimestampMs: maxTimestamp };
}
