import type { BrokerId } from './ids';

/** What becomes of a replica's log on disk, beside what is appended to it. */

/**
 * The end of a replica's log is gone: it was cut off, where it went beyond its leader's, or it had not reached the disk
 * when the power went, or the disk was lost.
 */
export interface LogTruncatedEvent {
  readonly type: 'log-truncated';
  readonly broker: BrokerId;
  readonly topic: string;
  readonly partition: number;
  /** The new log end offset. */
  readonly offset: number;
}

/** The first offset that a replica still has. */
export interface LogStartEvent {
  readonly type: 'log-start';
  readonly broker: BrokerId;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A new segment began; the one before is not written to any more. */
export interface SegmentRolledEvent {
  readonly type: 'segment-rolled';
  readonly broker: BrokerId;
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: number;
  /** `size`, `time`, `index full` … */
  readonly reason: string;
}

/** Retention took a segment: its files are called `.deleted` for a while. */
export interface SegmentDeletedEvent {
  readonly type: 'segment-deleted';
  readonly broker: BrokerId;
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: number;
  /** Offset behind its last record. */
  readonly endOffset: number;
  readonly reason: string;
}

/** Offsets from one to another. */
export interface OffsetRange {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** The log cleaner wrote the closed segments of a replica anew. Offsets stay as they are; some have no record any more. */
export interface LogCompactedEvent {
  readonly type: 'log-compacted';
  readonly broker: BrokerId;
  readonly topic: string;
  readonly partition: number;
  /** Where the part began that had not been compacted before. */
  readonly fromOffset: number;
  /** Everything below is compacted now. */
  readonly upToOffset: number;
  /** Offsets whose records went, ascending. */
  readonly removed: readonly OffsetRange[];
  /** Base offsets of the log's segments now, oldest first: neighbours may have become one. */
  readonly segments: readonly number[];
  /** Of the segments that were written anew. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** A broker that had not stopped in good order read a log through that had something from its recovery point on. */
export interface LogRecoveredEvent {
  readonly type: 'log-recovered';
  readonly broker: BrokerId;
  readonly topic: string;
  readonly partition: number;
  /** Its entry in recovery-point-offset-checkpoint. */
  readonly recoveryPoint: number;
  /** Base offsets of the segments that were read. */
  readonly segments: readonly number[];
  /** Cut from the end: a batch that was not wholly there, or whose checksum was wrong, and all behind it. */
  readonly truncatedBytes: number;
  readonly logEndOffset: number;
}
