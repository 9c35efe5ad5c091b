import type { Us } from './ids';

/** Questions that the page may ask of the stopped cluster; never on the way of a frame. */
export type Query =
  /** The records of one batch as stored on one broker. */
  | {
      readonly type: 'batch';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly baseOffset: number;
    }
  /** The files of a partition's folder on one broker, as `ls` orders them. */
  | { readonly type: 'partition-folder'; readonly broker: number; readonly topic: string; readonly partition: number }
  /** Bytes of one of them; those that it has of the range. */
  | {
      readonly type: 'file';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly name: string;
      readonly fromByte: number;
      /** Not included. */
      readonly toByte: number;
    }
  /** What stands in a broker's log.dirs, also while it is down. */
  | { readonly type: 'log-dir'; readonly broker: number }
  /** Bytes of a file that stands in log.dirs itself: `meta.properties`, `replication-offset-checkpoint` … */
  | {
      readonly type: 'log-dir-file';
      readonly broker: number;
      readonly name: string;
      readonly fromByte: number;
      /** Not included. */
      readonly toByte: number;
    }
  /** The segments of one replica's log, oldest first. */
  | { readonly type: 'segments'; readonly broker: number; readonly topic: string; readonly partition: number }
  /** The batches of one segment, in order. */
  | {
      readonly type: 'batches';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly segment: number;
    }
  /** How this replica's log finds an offset or a time, step by step. */
  | {
      readonly type: 'lookup';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly target: { readonly offset: number } | { readonly timestampMs: number };
    }
  /** The statecharts that run, as they are written. */
  | { readonly type: 'charts' }
  /** SHA-like hash of the journal so far (see sim/cluster/journal.ts). */
  | { readonly type: 'journal-hash' };

export interface RecordView {
  readonly offset: number;
  readonly timestampMs: number;
  /** UTF-8 text, or null when there is none. */
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly { readonly key: string; readonly value: string | null }[];
  /** What key and value say in a topic of Kafka's own; absent in other topics. */
  readonly internal?: InternalRecord;
}

/** A record of `__consumer_offsets` or `__cluster_metadata`, decoded. */
export interface InternalRecord {
  /** Kafka's name of the schema: `OffsetCommit`, `GroupMetadata`, `PartitionChangeRecord` … */
  readonly schema: string;
  readonly version: number;
  readonly key: readonly NamedField[];
  /** Null: a tombstone. */
  readonly value: readonly NamedField[] | null;
}

export interface NamedField {
  readonly name: string;
  readonly text: string;
}

export interface LogDirEntry {
  readonly name: string;
  readonly kind: 'folder' | 'file';
  /** Of a folder: of all that is in it. */
  readonly sizeBytes: number;
  /** Of a folder that holds a partition, one that waits for its deletion too. */
  readonly partition?: { readonly topic: string; readonly partition: number };
}

export interface SegmentView {
  readonly baseOffset: number;
  /** Offset behind its last record. */
  readonly nextOffset: number;
  readonly sizeBytes: number;
  /** Null: it holds no record. */
  readonly maxTimestampMs: number | null;
  readonly isActive: boolean;
  /** Retention took it: its files are called `.deleted`, and go at this time. */
  readonly deletedAtUs: Us | null;
  readonly batches: number;
  /** Entries of its offset index, and of its time index. */
  readonly indexEntries: number;
  readonly timeIndexEntries: number;
}

/** A batch of a segment, by where it stands. */
export interface BatchPlace {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Byte of the .log file at which it begins. */
  readonly position: number;
  readonly sizeBytes: number;
  readonly maxTimestampMs: number;
}

/** One look of a look-up. Kafka: LogSegments.floorSegment, AbstractIndex.indexSlotRangeFor, FileRecords.searchForOffset. */
export type LookupStep =
  /**
   * Which segment. For an offset: the last whose base offset is not above it; a segment that compaction left without
   * anything at or behind the offset sends the look-up to the next. For a time: the first whose largest timestamp is not
   * before it; null when there is none. `segments`: base offsets, in order.
   */
  | {
      readonly type: 'segment';
      readonly segments: readonly number[];
      /** Of the same segments; null for a look-up by offset. */
      readonly largestTimestampsMs: readonly number[] | null;
      readonly chosen: number | null;
    }
  /** One probe of the binary search in an index. `low` and `high`: the slots that were still possible. */
  | {
      readonly type: 'probe';
      readonly index: 'offset' | 'time';
      /** `warm`, `first`: the two looks by which Kafka chooses a section of the index (near its end, or before). */
      readonly step: 'warm' | 'first' | 'search';
      readonly low: number;
      readonly high: number;
      readonly slot: number;
      /** What stands there: an offset (of the offset index) or a timestamp (of the time index), and what it leads to. */
      readonly entry: { readonly key: number; readonly leadsTo: number };
      readonly isAbove: boolean;
    }
  /**
   * What the index says: start reading the .log at this byte (offset index), or look for this offset in the offset index
   * (time index). `entries`: the whole index.
   */
  | {
      readonly type: 'indexed';
      readonly index: 'offset' | 'time';
      readonly entries: readonly { readonly key: number; readonly leadsTo: number }[];
      /** Null: the target is before the first entry, so the start of the segment. */
      readonly slot: number | null;
      readonly leadsTo: number;
    }
  /** Batch headers read on the way, until one whose last offset (or largest timestamp) is not below the target. */
  | { readonly type: 'scan'; readonly batches: readonly BatchPlace[]; readonly found: BatchPlace | null };

/** A statechart as data: what a panel draws. */
export interface ChartView {
  readonly id: 'consumer-group' | 'broker' | 'replica' | 'registration';
  /** Kafka's class: `ClassicGroupState`. */
  readonly source: string;
  readonly initial: string;
  /** Names with a dot for states within states: `Follower.Fetching`. */
  readonly states: readonly { readonly name: string; readonly isFinal: boolean }[];
  readonly transitions: readonly ChartTransition[];
}

export interface ChartTransition {
  readonly from: string;
  readonly to: string;
  /** `member-added`; `after initialDelay` for a timer of the state, `always` for what happens without an event. */
  readonly event: string;
  /** Name of the condition under which it happens. */
  readonly guard: string | null;
}

export type QueryAnswer =
  | { readonly type: 'batch'; readonly records: readonly RecordView[]; readonly bytes: Uint8Array }
  | { readonly type: 'journal-hash'; readonly hash: string; readonly events: number }
  | {
      readonly type: 'partition-folder';
      readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
    }
  | { readonly type: 'file'; readonly bytes: Uint8Array }
  | { readonly type: 'log-dir'; readonly path: string; readonly entries: readonly LogDirEntry[] }
  | { readonly type: 'segments'; readonly logStartOffset: number; readonly segments: readonly SegmentView[] }
  | { readonly type: 'batches'; readonly batches: readonly BatchPlace[] }
  /** `offset`: the answer, null when there is none; of a look-up by time its timestamp too. */
  | {
      readonly type: 'lookup';
      readonly steps: readonly LookupStep[];
      readonly offset: number | null;
      readonly timestampMs: number | null;
    }
  | { readonly type: 'charts'; readonly charts: readonly ChartView[] }
  /** What was asked for is not there (any more). */
  | { readonly type: 'gone'; readonly what: string };
