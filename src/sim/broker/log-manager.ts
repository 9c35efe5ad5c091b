import { EPOCH_MS, US_PER_MS } from '../../contract/ids';
import type { Timer } from '../cluster/clock';
import type { Prng } from '../cluster/prng';
import type { PartitionLog } from '../storage/partition-log';
import type { BrokerContext } from './context';
import { every } from './every';
import { folderId } from './folder-id';
import { LogCleaner } from './log-cleaner';
import type { NodeDisk } from './node-disk';
import type { Partition } from './partition';
import type { ReplicaJournal } from './replica-journal';

export interface LogManagerOptions {
  readonly broker: BrokerContext;
  readonly disk: NodeDisk;
  readonly partitions: () => Iterable<Partition>;
  readonly journal: ReplicaJournal;
  /** Retention moved the log start. */
  readonly onLogStart: (partition: Partition) => void;
  /** For the names of deleted folders. */
  readonly random: Prng;
}

/**
 * What is done to the logs of a broker beside reading and writing: retention, compaction, flushes, checkpoints, and
 * files that go when their time has come. Kafka: LogManager.
 */
export class LogManager {
  readonly #options: LogManagerOptions;
  readonly #cleaner: LogCleaner;
  /** Logs with files that wait to be unlinked. */
  #unlinking = new Set<PartitionLog>();
  #unlink: Timer | null = null;

  constructor(options: LogManagerOptions) {
    this.#options = options;
    const { broker, disk, partitions, journal } = options;
    this.#cleaner = new LogCleaner({
      broker,
      dir: disk.dir,
      partitions,
      journal,
      deleteOldSegments: (partition) => this.#deleteOldSegments(partition),
      onFilesDeleted: (partition) => this.filesDeleted(partition),
    });
  }

  /** The logs are there: the tasks begin, most of them after log.initial.task.delay.ms. */
  start(): void {
    const { broker, disk } = this.#options;
    const { clock, config } = broker;
    const us = (name: Parameters<typeof config.int>[0]): number => config.int(name) * US_PER_MS;
    const delayUs = us('log.initial.task.delay.ms');
    every(clock, us('log.retention.check.interval.ms'), delayUs, () => this.#checkRetention());
    every(clock, us('log.flush.scheduler.interval.ms'), delayUs, () => this.#flushDirtyLogs());
    every(clock, us('log.flush.offset.checkpoint.interval.ms'), delayUs, () => disk.dir.checkpointRecoveryPoints());
    every(clock, us('log.flush.start.offset.checkpoint.interval.ms'), delayUs, () => disk.dir.checkpointLogStarts());
    every(clock, us('producer.id.expiration.check.interval.ms'), us('producer.id.expiration.check.interval.ms'), () =>
      this.#expireProducers(),
    );
    this.#cleaner.start();
    this.#armUnlink();
  }

  /** Kafka flushes a log at once when it rolls, and by flush.messages as it is written; this is flush.ms. */
  #flushDirtyLogs(): void {
    const nowMs = this.#options.broker.nowMs();
    for (const { log } of this.#options.partitions()) {
      if (nowMs - log.lastFlushMs >= log.config.flushMs) log.flush(nowMs);
    }
  }

  #checkRetention(): void {
    for (const partition of this.#options.partitions()) {
      if (!partition.log.config.cleanupPolicy.compact) this.#deleteOldSegments(partition);
    }
  }

  #deleteOldSegments(partition: Partition): void {
    const { broker, journal, onLogStart } = this.#options;
    const { deleted, roll } = partition.log.deleteOldSegments(broker.nowMs(), partition.highWatermark);
    if (deleted.length === 0) return;
    journal.rolled(partition, roll);
    journal.segmentsDeleted(partition, deleted);
    onLogStart(partition);
    this.filesDeleted(partition);
  }

  #expireProducers(): void {
    const { broker, partitions } = this.#options;
    const expirationMs = broker.config.int('producer.id.expiration.ms');
    for (const { log } of partitions()) log.producers.removeExpired(broker.nowMs(), expirationMs);
  }

  /** A replica's log was cut, by whole segments perhaps. Its recovery point is written down at once. */
  truncated(partition: Partition): void {
    this.#cleaner.truncated(partition);
    this.#options.disk.dir.checkpointRecoveryPoints();
    this.filesDeleted(partition);
  }

  /** Some files of a log may be called `.deleted` now: they go after file.delete.delay.ms. */
  filesDeleted({ log }: Partition): void {
    if (log.nextUnlinkMs === null) return;
    this.#unlinking.add(log);
    this.#armUnlink();
  }

  /** The replica is not here any more: its folder gets another name, and goes later. Kafka: asyncDelete. */
  deleteLater({ topic, partition, log }: Pick<Partition, 'topic' | 'partition' | 'log'>): void {
    const { broker, disk, random } = this.#options;
    const { fileDeleteDelayMs } = broker.config.logConfig({});
    disk.dir.renameForDelete(topic, partition, folderId(random), broker.nowMs() + fileDeleteDelayMs);
    this.#unlinking.delete(log);
    this.#cleaner.forget(topic, partition);
    disk.dir.checkpointRecoveryPoints();
    disk.dir.checkpointLogStarts();
    this.#armUnlink();
  }

  /** One timer for all files: it rings when the next of them is due. */
  #armUnlink(): void {
    const { broker, disk } = this.#options;
    let dueMs = disk.dir.nextUnlinkMs;
    for (const { nextUnlinkMs } of this.#unlinking) {
      if (nextUnlinkMs !== null && (dueMs === null || nextUnlinkMs < dueMs)) dueMs = nextUnlinkMs;
    }
    if (dueMs === null) return;
    const atUs = Math.max(broker.clock.nowUs, (dueMs - EPOCH_MS) * US_PER_MS);
    if (this.#unlink !== null && this.#unlink.atUs <= atUs) return;
    this.#unlink?.cancel();
    this.#unlink = broker.clock.after(atUs - broker.clock.nowUs, () => {
      this.#unlink = null;
      const nowMs = broker.nowMs();
      disk.dir.unlinkDeleted(nowMs);
      for (const log of [...this.#unlinking]) {
        log.unlinkDeleted(nowMs);
        if (log.nextUnlinkMs === null) this.#unlinking.delete(log);
      }
      this.#armUnlink();
    });
  }
}
