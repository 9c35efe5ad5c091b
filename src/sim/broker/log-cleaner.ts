import { partitionName, US_PER_MS, type Us } from '../../contract/ids';
import { isCleanable, logToClean, type LogToClean } from '../storage/compaction/cleanable';
import { applyCompaction, compact } from '../storage/compaction/compact';
import type { LogDir } from '../storage/log-dir';
import type { BrokerContext } from './context';
import { every } from './every';
import type { Partition } from './partition';
import type { ReplicaJournal } from './replica-journal';

export interface LogCleanerOptions {
  readonly broker: BrokerContext;
  readonly dir: LogDir;
  readonly partitions: () => Iterable<Partition>;
  readonly journal: ReplicaJournal;
  /** Retention, which compacted logs leave to the cleaner. */
  readonly deleteOldSegments: (partition: Partition) => void;
  /** Some files of the partition are called `.deleted` now. */
  readonly onFilesDeleted: (partition: Partition) => void;
}

/**
 * Compacts the logs of topics that ask for it, the filthiest first, until none is filthy enough; then it sleeps for
 * log.cleaner.backoff.ms. Where compaction has come to stands in cleaner-offset-checkpoint. It takes no time here.
 * Kafka: LogCleaner, LogCleanerManager.
 */
export class LogCleaner {
  readonly #options: LogCleanerOptions;
  /** By partition. */
  #checkpoints = new Map<string, number>();

  constructor(options: LogCleanerOptions) {
    this.#options = options;
  }

  start(): void {
    const { broker, dir } = this.#options;
    for (const { topic, partition, offset } of dir.checkpointed('cleanerOffset')) {
      this.#checkpoints.set(partitionName(topic, partition), offset);
    }
    if (!broker.config.flag('log.cleaner.enable')) return;
    const backoffUs = (): Us => broker.config.int('log.cleaner.backoff.ms') * US_PER_MS;
    every(broker.clock, backoffUs, 0, () => this.#run());
  }

  /** The log is gone: it leaves the checkpoint too. */
  forget(topic: string, partition: number): void {
    if (this.#checkpoints.delete(partitionName(topic, partition))) this.#write();
  }

  /** The log ends earlier now: what is before its active segment may have been compacted, not what is behind. */
  truncated({ topic, partition, log }: Partition): void {
    const name = partitionName(topic, partition);
    const activeBase = log.segments.at(-1)?.baseOffset ?? 0;
    if ((this.#checkpoints.get(name) ?? 0) > activeBase) this.#checkpoint(name, activeBase);
  }

  #run(): void {
    const { partitions, deleteOldSegments } = this.#options;
    const compacted = [...partitions()].filter(({ log }) => log.config.cleanupPolicy.compact);
    for (const partition of compacted) if (mayShrink(partition)) deleteOldSegments(partition);
    // The active segment is never compacted.
    const candidates = compacted.filter(({ log }) => log.segments.length > 1);
    for (let next = this.#filthiest(candidates); next !== null; next = this.#filthiest(candidates)) {
      this.#clean(next.partition, next.toClean);
    }
  }

  #filthiest(candidates: readonly Partition[]): { partition: Partition; toClean: LogToClean } | null {
    let filthiest: { partition: Partition; toClean: LogToClean } | null = null;
    for (const partition of candidates) {
      const name = partitionName(partition.topic, partition.partition);
      const { log, lastStableOffset } = partition;
      const checkpoint = this.#checkpoints.get(name) ?? null;
      const toClean = logToClean(log, { checkpoint, lastStableOffset, nowMs: this.#options.broker.nowMs() });
      if (toClean.resetCheckpoint) this.#checkpoint(name, toClean.firstDirtyOffset);
      if (!isCleanable(toClean, log.config.minCleanableDirtyRatio)) continue;
      if (filthiest === null || toClean.cleanableRatio > filthiest.toClean.cleanableRatio) {
        filthiest = { partition, toClean };
      }
    }
    return filthiest;
  }

  #clean(partition: Partition, toClean: LogToClean): void {
    const { broker, journal, onFilesDeleted } = this.#options;
    const { topic, partition: index, log } = partition;
    const nowMs = broker.nowMs();
    const compaction = compact(log, toClean, nowMs);
    applyCompaction(log, compaction, nowMs);
    this.#checkpoint(partitionName(topic, index), compaction.report.endOffset);
    journal.compacted(partition, compaction.report);
    onFilesDeleted(partition);
  }

  #checkpoint(name: string, offset: number): void {
    this.#checkpoints.set(name, offset);
    this.#write();
  }

  #write(): void {
    const { dir } = this.#options;
    const entries = dir.replicas().flatMap(({ topic, partition }) => {
      const offset = this.#checkpoints.get(partitionName(topic, partition));
      return offset === undefined ? [] : [{ topic, partition, offset }];
    });
    dir.checkpoint('cleanerOffset', entries);
  }
}

/** A log of one segment, of which nothing is deleted by age or size, stays as it is. */
const mayShrink = ({ log }: Partition): boolean => log.segments.length > 1 || log.config.cleanupPolicy.delete;
