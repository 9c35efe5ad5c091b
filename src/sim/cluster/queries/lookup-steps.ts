import type { LookupStep, Query, QueryAnswer } from '../../../contract/query';
import type { IndexSteps, OffsetLookup, ScanSteps, TimeLookup } from '../../storage/lookup';
import type { OffsetIndexEntry } from '../../storage/offset-index';
import type { PartitionLog } from '../../storage/partition-log';
import type { Segment } from '../../storage/segment';
import type { TimeIndexEntry } from '../../storage/time-index';
import { recordViews } from './record-views';

type Target = Extract<Query, { readonly type: 'lookup' }>['target'];

/** A look-up, step by step, and what it found. An offset outside of the log is refused before any step. */
export function answerLookup(target: Target, log: PartitionLog): QueryAnswer {
  if ('timestampMs' in target) {
    const lookup = log.explainTimeLookup(target.timestampMs);
    const { offset = null, timestampMs = null } = lookup.found ?? {};
    return { type: 'lookup', steps: timeSteps(lookup, log), offset, timestampMs };
  }
  if (target.offset < log.logStartOffset || target.offset > log.logEndOffset) {
    return { type: 'lookup', steps: [], offset: null, timestampMs: null };
  }
  const lookup = log.explainLookup(target.offset);
  return { type: 'lookup', steps: offsetSteps(lookup, log), offset: firstRecord(lookup, log), timestampMs: null };
}

function offsetSteps({ baseOffsets, segments }: OffsetLookup, log: PartitionLog): LookupStep[] {
  return segments.flatMap(({ segment, index, scan, found }) => [
    { type: 'segment' as const, segments: baseOffsets, largestTimestampsMs: null, chosen: segment },
    ...offsetIndexSteps(index, segmentOf(log, segment)),
    { type: 'scan' as const, batches: scan.batches, found },
  ]);
}

function timeSteps({ within, found }: TimeLookup, log: PartitionLog): LookupStep[] {
  const { segments } = log;
  const chosen = within?.segment ?? null;
  const steps: LookupStep[] = [
    {
      type: 'segment',
      segments: segments.map(({ baseOffset }) => baseOffset),
      largestTimestampsMs: segments.map(({ largestTimestampMs }) => largestTimestampMs),
      chosen,
    },
  ];
  if (within === null) return steps;
  const segment = segmentOf(log, within.segment);
  const scan: ScanSteps = within.scan;
  return [
    ...steps,
    ...timeIndexSteps(within.timeIndex, segment, within.offsetIndex.target),
    ...offsetIndexSteps(within.offsetIndex, segment),
    { type: 'scan', batches: scan.batches, found: found?.batch ?? null },
  ];
}

function offsetIndexSteps(steps: IndexSteps<OffsetIndexEntry>, { offsetIndex }: Segment): LookupStep[] {
  const entryOf = ({ offset, position }: OffsetIndexEntry) => ({ key: offset, leadsTo: position });
  const entries = Array.from({ length: steps.entries }, (_, slot) => entryOf(offsetIndex.entry(slot)));
  const { slot = null, position = 0 } = steps.chosen ?? {};
  return [...probes('offset', steps, entryOf), { type: 'indexed', index: 'offset', entries, slot, leadsTo: position }];
}

/** `next` is the offset that is looked up in the offset index: the entry's, but not below the log start. */
function timeIndexSteps(steps: IndexSteps<TimeIndexEntry>, { timeIndex }: Segment, next: number): LookupStep[] {
  const entryOf = ({ timestampMs, offset }: TimeIndexEntry) => ({ key: timestampMs, leadsTo: offset });
  const entries = Array.from({ length: steps.entries }, (_, slot) => entryOf(timeIndex.entry(slot)));
  const { slot = null } = steps.chosen ?? {};
  return [...probes('time', steps, entryOf), { type: 'indexed', index: 'time', entries, slot, leadsTo: next }];
}

function probes<Entry>(
  index: 'offset' | 'time',
  steps: IndexSteps<Entry>,
  entryOf: (entry: Entry) => { readonly key: number; readonly leadsTo: number },
): LookupStep[] {
  return steps.probes.map(({ step, low, high, slot, found, entry }) => ({
    type: 'probe',
    index,
    step,
    low,
    high,
    slot,
    entry: entryOf(entry),
    isAbove: found === 'above',
  }));
}

/** The first record of the batch at or behind the offset; null where compaction left the batch's header alone. */
function firstRecord({ offset, found }: OffsetLookup, log: PartitionLog): number | null {
  const batch = found === null ? null : log.batchAt(found.baseOffset);
  if (batch === null) return null;
  return recordViews('', batch.bytes).find((record) => record.offset >= offset)?.offset ?? null;
}

const segmentOf = (log: PartitionLog, baseOffset: number): Segment =>
  log.segments.find((segment) => segment.baseOffset === baseOffset)!;
