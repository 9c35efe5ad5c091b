import type { PartitionLog } from './partition-log';

/** Linux's vm.dirty_expire_centisecs and vm.dirty_writeback_centisecs as they come, in ms. */
const EXPIRE_MS = 30_000;
const WRITEBACK_MS = 5_000;

/** How far a log has come to the disk. */
export interface OnDisk {
  /** Bytes of its .log files, whole batches. */
  readonly bytes: number;
  /** Of the batch behind them, which the disk does not have, or has in part; 0: there is none. */
  readonly nextBytes: number;
}

/**
 * What of a log is on the disk at this moment: all that Kafka flushed, and all that the operating system wrote by
 * itself. Every 5 s that looks for files with something in them that has waited for 30 s, and writes all of such a
 * file.
 */
export function onDisk(log: PartitionLog, nowMs: number): OnDisk {
  let bytes = 0;
  // Up to when whatever was written has come to the disk.
  let writtenBackMs = -Infinity;
  for (const { log: file } of log.segments) {
    for (const [slot, batch] of file.batches.entries()) {
      const isFlushed = batch.lastOffset < log.recoveryPoint;
      const atMs = file.writtenMs(slot);
      if (!isFlushed && atMs > writtenBackMs) {
        const tickMs = Math.ceil((atMs + EXPIRE_MS) / WRITEBACK_MS) * WRITEBACK_MS;
        if (tickMs > nowMs) return { bytes, nextBytes: batch.bytes.length };
        writtenBackMs = tickMs;
      }
      bytes += batch.bytes.length;
    }
  }
  return { bytes, nextBytes: 0 };
}
