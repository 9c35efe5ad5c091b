import type { ProducerState } from './producer-state';
import type { Segments } from './segments';

export interface RebuildParams {
  readonly logStartOffset: number;
  /** Up to where; no batch goes beyond it. */
  readonly endOffset: number;
  readonly nowMs: number;
  readonly expirationMs: number;
  /** After a clean shutdown without snapshots nothing is read: there was no idempotent producer. */
  readonly afterCleanShutdown: boolean;
}

/**
 * What is known of producers, from the newest snapshot and the batches behind it; leaves snapshots where the last two
 * segments begin and at the end. Kafka: UnifiedLog.rebuildProducerState.
 */
export function rebuildProducerState(producers: ProducerState, segments: Segments, params: RebuildParams): void {
  const { logStartOffset, endOffset, nowMs, expirationMs } = params;
  const lastTwo = segments.all.slice(-2).map(({ baseOffset }) => baseOffset);
  if (producers.latestSnapshotOffset === null && params.afterCleanShutdown) {
    for (const offset of [...lastTwo, endOffset]) {
      producers.moveEndTo(offset);
      producers.takeSnapshot();
    }
    return;
  }
  const knewNothing = producers.entries.size === 0 && producers.mapEndOffset >= endOffset;
  producers.truncateAndReload(logStartOffset, endOffset, nowMs, expirationMs);
  if (endOffset > producers.mapEndOffset && !knewNothing) {
    for (const segment of segments.range(producers.mapEndOffset, endOffset)) {
      const from = Math.max(segment.baseOffset, producers.mapEndOffset, logStartOffset);
      producers.moveEndTo(from);
      if (lastTwo.includes(segment.baseOffset)) producers.takeSnapshot();
      for (const batch of segment.log.batches.slice(segment.log.slotOfOffset(from))) producers.update(batch);
    }
  }
  producers.moveEndTo(endOffset);
  producers.takeSnapshot();
}
