import type { BatchAppendedEvent, OffsetRange } from '../../contract/event';
import type { CompactionReport } from '../storage/compaction/compact';
import type { LoadedReplica } from '../storage/log-dir-life';
import type { DeletedSegment } from '../storage/log-results';
import type { StoredBatch } from '../storage/stored-batch';
import type { BrokerContext } from './context';
import type { Partition } from './partition';
import type { ReplicaChart } from './replica-state';

/** Tells the journal what became of a broker's replicas. */
export class ReplicaJournal {
  readonly #broker: BrokerContext;

  constructor(broker: BrokerContext) {
    this.#broker = broker;
  }

  appended(batch: StoredBatch, role: BatchAppendedEvent['role'], messageId: number | null): void {
    // The most frequent event: not even made where nobody reads it.
    if (!this.#broker.journals) return;
    const { leaderEpoch } = batch;
    this.#broker.emit({
      type: 'batch-appended',
      ...batch.summary,
      broker: this.#broker.id,
      role,
      leaderEpoch,
      messageId,
    });
  }

  highWatermark(partition: Partition): void {
    this.#broker.emit({ type: 'high-watermark', ...this.#about(partition), offset: partition.highWatermark });
  }

  state(partition: Partition, { state }: ReplicaChart): void {
    const { leaderEpoch } = partition;
    this.#broker.emit({ type: 'replica-state', ...this.#about(partition), state, leaderEpoch });
  }

  truncated(partition: Partition): void {
    this.#broker.emit({ type: 'log-truncated', ...this.#about(partition), offset: partition.log.logEndOffset });
  }

  logStart(partition: Partition): void {
    this.#broker.emit({ type: 'log-start', ...this.#about(partition), offset: partition.log.logStartOffset });
  }

  rolled(partition: Partition, roll: { readonly baseOffset: number; readonly reason: string } | null): void {
    if (roll === null) return;
    const { baseOffset, reason } = roll;
    this.#broker.emit({ type: 'segment-rolled', ...this.#about(partition), baseOffset, reason });
  }

  segmentsDeleted(partition: Partition, deleted: readonly DeletedSegment[]): void {
    for (const { reason, baseOffset, endOffset } of deleted) {
      this.#broker.emit({ type: 'segment-deleted', ...this.#about(partition), baseOffset, endOffset, reason });
    }
  }

  compacted(partition: Partition, report: CompactionReport): void {
    const { firstDirtyOffset, endOffset, bytesBefore, bytesAfter } = report;
    const removed: readonly OffsetRange[] = report.removed;
    this.#broker.emit({
      type: 'log-compacted',
      ...this.#about(partition),
      fromOffset: firstDirtyOffset,
      upToOffset: endOffset,
      removed,
      segments: partition.log.segments.map(({ baseOffset }) => baseOffset),
      bytesBefore,
      bytesAfter,
    });
  }

  /** A log that was empty behind its recovery point is not worth a word. */
  loaded(replica: LoadedReplica): void {
    const { topic, partition, recovered, recoveryPoint, logEndOffset, logStartOffset } = replica;
    const where = { broker: this.#broker.id, topic, partition };
    if (logStartOffset !== replica.formerLogStartOffset) {
      this.#broker.emit({ type: 'log-start', ...where, offset: logStartOffset });
    }
    if (recovered.every(({ sizeBytes }) => sizeBytes === 0)) return;
    const segments = recovered.map(({ baseOffset }) => baseOffset);
    const truncatedBytes = recovered.reduce((sum, one) => sum + one.truncatedBytes, 0);
    this.#broker.emit({ type: 'log-recovered', ...where, recoveryPoint, segments, truncatedBytes, logEndOffset });
  }

  #about({ topic, partition }: Partition) {
    return { broker: this.#broker.id, topic, partition };
  }
}
