import { checkpointText, parseCheckpoint } from './checkpoint-file';

/** Offsets of all partitions of one log directory, one file for each kind. */
export const OFFSET_CHECKPOINTS = {
  /** Up to where everything is on the disk for sure: recovery begins there. Every 60 s. */
  recoveryPoint: 'recovery-point-offset-checkpoint',
  /** High watermarks. Every 5 s. */
  replicationOffset: 'replication-offset-checkpoint',
  /** Where logs begin whose first segment begins earlier. Every 60 s. */
  logStartOffset: 'log-start-offset-checkpoint',
  /** Where the part that compaction has not seen begins. After each compaction. */
  cleanerOffset: 'cleaner-offset-checkpoint',
} as const;

export type OffsetCheckpoint = keyof typeof OFFSET_CHECKPOINTS;

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** In the order given; Kafka's order is that of a hash map. */
export function offsetCheckpointText(offsets: readonly PartitionOffset[]): string {
  return checkpointText(offsets.map(({ topic, partition, offset }) => `${topic} ${partition} ${offset}`));
}

/** Throws CorruptFile. */
export function parseOffsetCheckpoint(kind: OffsetCheckpoint, text: string): PartitionOffset[] {
  return parseCheckpoint(
    OFFSET_CHECKPOINTS[kind],
    text,
    /^(\S+)\s+(\d+)\s+(-?\d+)$/,
    ([, topic, partition, offset]) => ({
      topic: topic as string,
      partition: Number(partition),
      offset: Number(offset),
    }),
  );
}
