import { partitionName } from '../../contract/ids';
import { METADATA_TOPIC, MetadataLog } from '../controller/metadata-log';
import type { LogConfig } from '../storage/config/log-config';
import { LogDir, type LogDirOptions } from '../storage/log-dir';
import { PartitionLog } from '../storage/partition-log';
import type { Partition } from './partition';

/** log.dirs of every broker here. */
export const LOG_DIR = '/var/lib/kafka/data';

export interface NodeDiskOptions extends Omit<LogDirOptions, 'path'> {
  /** A random whole number from 0 up to the bound, which is not included. */
  readonly drawJitterMs: (boundMs: number) => number;
}

/** What of a node outlives its process: its log directory, and the metadata log in it. */
export class NodeDisk {
  readonly dir: LogDir;
  readonly metadata: MetadataLog;
  /** The roll jitter of a new segment. */
  readonly drawJitterMs: (boundMs: number) => number;

  constructor({ drawJitterMs, ...meta }: NodeDiskOptions) {
    this.dir = new LogDir({ ...meta, path: LOG_DIR });
    this.metadata = new MetadataLog(meta.nowMs);
    this.drawJitterMs = drawJitterMs;
  }

  /** The log of a replica, also of the metadata log; null if there is none. */
  log(topic: string, partition: number): PartitionLog | null {
    return topic === METADATA_TOPIC && partition === 0 ? this.metadata.log : this.dir.get(topic, partition);
  }

  /** The log of a replica, made if there is none. */
  logOf(topic: string, partition: number, topicId: string, config: LogConfig, nowMs: number): PartitionLog {
    const kept = this.dir.get(topic, partition);
    if (kept?.topicId === topicId) return kept;
    const log = new PartitionLog({ config, topicId, nowMs, drawJitterMs: this.drawJitterMs });
    this.dir.put(topic, partition, log);
    return log;
  }

  /** High watermarks by `partitionName`, as they were last written. */
  get highWatermarks(): Map<string, number> {
    const entries = this.dir.checkpointed('replicationOffset');
    return new Map(entries.map(({ topic, partition, offset }) => [partitionName(topic, partition), offset]));
  }

  /** replication-offset-checkpoint, written every replica.high.watermark.checkpoint.interval.ms. */
  checkpoint(partitions: readonly Partition[]): void {
    this.dir.checkpoint(
      'replicationOffset',
      partitions.map(({ topic, partition, highWatermark }) => ({ topic, partition, offset: highWatermark })),
    );
  }
}
