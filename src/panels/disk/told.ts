import type { BatchPlace, SegmentView } from '../../contract/query';
import type { Shelf } from '../../view/shelf';

/** What a Fetch, or a ListOffsets, makes of a look-up: the case at hand. */
export type ReaderCase =
  | { readonly type: 'before-start'; readonly logStart: number }
  | { readonly type: 'beyond-end'; readonly logEnd: number }
  | { readonly type: 'at-end'; readonly logEnd: number }
  | { readonly type: 'not-yet'; readonly offset: number; readonly highWatermark: number }
  | { readonly type: 'compacted'; readonly offset: number; readonly position: number; readonly next: number }
  | {
      readonly type: 'batch';
      readonly position: number;
      /** First and last offset that the client gets and skips; null: none. */
      readonly skips: { readonly from: number; readonly to: number } | null;
    }
  | { readonly type: 'time'; readonly offset: number; readonly logStart: number }
  | { readonly type: 'no-time'; readonly logEnd: number };

export interface ReaderFacts {
  readonly target: { readonly offset: number } | { readonly timestampMs: number };
  /** Answer of the look-up. */
  readonly offset: number | null;
  readonly found: BatchPlace | null;
  readonly logStart: number;
  readonly logEnd: number;
  readonly highWatermark: number;
}

/** Kafka: UnifiedLog.read, ReplicaManager.readFromLog, UnifiedLog.fetchOffsetByTimestamp. */
export function readerCase({ target, offset, found, logStart, logEnd, highWatermark }: ReaderFacts): ReaderCase {
  if ('timestampMs' in target) {
    return offset === null ? { type: 'no-time', logEnd } : { type: 'time', offset, logStart };
  }
  const wanted = target.offset;
  if (wanted < logStart) return { type: 'before-start', logStart };
  if (wanted > logEnd) return { type: 'beyond-end', logEnd };
  if (found === null) return { type: 'at-end', logEnd };
  if (wanted >= highWatermark) return { type: 'not-yet', offset: wanted, highWatermark };
  const { baseOffset, position } = found;
  if (baseOffset > wanted) return { type: 'compacted', offset: wanted, position, next: baseOffset };
  return { type: 'batch', position, skips: baseOffset === wanted ? null : { from: baseOffset, to: wanted - 1 } };
}

/** What retention did last, or what holds for it. */
export type RetentionCase =
  | { readonly type: 'size'; readonly segment: number; readonly limit: number; readonly left: number }
  | { readonly type: 'size-unknown'; readonly segment: number }
  | { readonly type: 'time'; readonly segment: number; readonly limit: number }
  | { readonly type: 'log-start'; readonly segment: number; readonly logStart: number }
  | { readonly type: 'compact' }
  /** `limits`: `retention.ms=604800000`; empty when nothing is limited. */
  | { readonly type: 'nothing'; readonly limits: string };

export interface LogLimits {
  readonly isCompacted: boolean;
  /** retention.ms and retention.bytes; -1: none. */
  readonly ms: number;
  readonly bytes: number;
  /** segment.bytes; null: Kafka's 1 GiB, which nobody sees full here. */
  readonly segmentBytes: number | null;
}

type Configs = Readonly<Record<string, string>>;

const WEEK_MS = 604_800_000;

/** What holds for a topic: its own settings, else the brokers', else Kafka's. Kafka: LogConfig, ServerTopicConfigSynonyms. */
export function limitsOf(topic: Configs, brokers: Configs): LogLimits {
  const number = (text: string | undefined, times = 1): number | null =>
    text === undefined ? null : Number(text) * times;
  return {
    isCompacted: (topic['cleanup.policy'] ?? brokers['log.cleanup.policy']) === 'compact',
    ms:
      number(topic['retention.ms']) ??
      number(brokers['log.retention.ms']) ??
      number(brokers['log.retention.minutes'], 60_000) ??
      number(brokers['log.retention.hours'], 3_600_000) ??
      WEEK_MS,
    bytes: number(topic['retention.bytes']) ?? number(brokers['log.retention.bytes']) ?? -1,
    segmentBytes: number(topic['segment.bytes']) ?? number(brokers['log.segment.bytes']),
  };
}

/** `last`: as the journal has it. `segments`: those that wait for their deletion too. */
export function retentionCase(
  last: Shelf['lastDeleted'],
  limits: LogLimits,
  segments: readonly SegmentView[],
  logStart: number,
): RetentionCase {
  const live = segments.filter((each) => each.deletedAtUs === null);
  // The disk may have been asked a moment before the view: what is shown as gone is what is told of.
  const onDisk = segments.filter((each) => each.deletedAtUs !== null).at(-1)?.baseOffset;
  const isGone = last !== null && last.endOffset <= logStart;
  const segment = onDisk ?? (isGone ? last.baseOffset : undefined);
  if (last === null || segment === undefined) {
    if (limits.isCompacted) return { type: 'compact' };
    const texts = [
      ...(limits.ms < 0 ? [] : [`retention.ms=${limits.ms}`]),
      ...(limits.bytes < 0 ? [] : [`retention.bytes=${limits.bytes}`]),
    ];
    return { type: 'nothing', limits: texts.join(', ') };
  }
  if (last.reason === 'log-start') return { type: 'log-start', segment, logStart };
  if (last.reason === 'time') return { type: 'time', segment, limit: limits.ms };
  const left = live.reduce((sum, each) => sum + each.sizeBytes, 0);
  // A limit that was changed since explains nothing.
  return limits.bytes >= 0 && left >= limits.bytes
    ? { type: 'size', segment, limit: limits.bytes, left }
    : { type: 'size-unknown', segment };
}
