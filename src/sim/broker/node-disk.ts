import { partitionName } from '../../contract/ids';
import { MetadataLog } from '../controller/metadata-log';
import type { LogConfig } from '../storage/config/log-config';
import { PartitionLog } from '../storage/partition-log';
import type { Partition } from './partition';

interface Kept {
  readonly topic: string;
  readonly partition: number;
  readonly log: PartitionLog;
}

/** What of a node outlives its process: logs, checkpoints, the metadata log, and how the last run ended. */
export class NodeDisk {
  #logs = new Map<string, Kept>();
  #highWatermarks = new Map<string, number>();
  readonly metadata = new MetadataLog();
  /** Broker epoch of a clean shutdown, from the file that it leaves; -1 after anything else. */
  cleanShutdownEpoch = -1;
  /** Starts so far: each has an incarnation of its own. */
  incarnations = 0;
  /** What it takes; null: whatever comes. */
  bytesPerSecond: number | null = null;
  readonly #drawJitterMs: (boundMs: number) => number;

  constructor(drawJitterMs: (boundMs: number) => number) {
    this.#drawJitterMs = drawJitterMs;
  }

  /** The log of a replica, made if there is none; one of an older topic of this name is thrown away. */
  logOf(topic: string, partition: number, topicId: string, config: LogConfig, nowMs: number): PartitionLog {
    const name = partitionName(topic, partition);
    const kept = this.#logs.get(name);
    if (kept?.log.topicId === topicId) return kept.log;
    const log = new PartitionLog({ config, topicId, nowMs, drawJitterMs: this.#drawJitterMs });
    this.#logs.set(name, { topic, partition, log });
    this.#highWatermarks.delete(name);
    return log;
  }

  highWatermarkOf(name: string): number {
    return this.#highWatermarks.get(name) ?? 0;
  }

  topicsOf(): Set<string> {
    return new Set([...this.#logs.values()].map(({ topic }) => topic));
  }

  get logs(): readonly PartitionLog[] {
    return [...this.#logs.values()].map(({ log }) => log);
  }

  /** replication-offset-checkpoint, written every replica.high.watermark.checkpoint.interval.ms. */
  checkpoint(partitions: readonly Partition[]): void {
    for (const { topic, partition, highWatermark } of partitions) {
      this.#highWatermarks.set(partitionName(topic, partition), highWatermark);
    }
  }

  deleteLog(topic: string, partition: number): void {
    const name = partitionName(topic, partition);
    this.#logs.delete(name);
    this.#highWatermarks.delete(name);
  }

  deleteTopic(topic: string): void {
    for (const kept of [...this.#logs.values()]) if (kept.topic === topic) this.deleteLog(topic, kept.partition);
  }
}
