import { LeaderEpochCache } from './leader-epoch-cache';
import { PartitionLog } from './partition-log';
import { ProducerState } from './producer-state';
import type { Segment } from './segment';
import { Segments } from './segments';

/**
 * A log's files without the process that wrote them. It takes the segments over: the log that crashed must not be used
 * any more.
 */
export interface LogImage {
  readonly topicId: string | null;
  readonly segments: readonly Segment[];
  /** Content of leader-epoch-checkpoint. */
  readonly epochs: string;
  /** Producer snapshots by offset. */
  readonly snapshots: ReadonlyMap<number, Uint8Array>;
  /** Up to where it was flushed; the broker's checkpoint of it may be older. */
  readonly recoveryPoint: number;
  readonly logStartOffset: number;
}

/**
 * What is on the disk after the process is gone. kill -9 leaves all that was written (the page cache is the kernel's);
 * a power loss leaves `flushedBytes` of the .log files, counted from the log's first segment, and never less than what
 * was flushed. A batch may be torn; a segment that begins behind them is not there at all.
 */
export function crash(log: PartitionLog, flushedBytes = log.sizeBytes): LogImage {
  if (flushedBytes >= log.sizeBytes) return imageOf(log, log.segments);
  let left = flushedBytes;
  const segments: Segment[] = [];
  for (const segment of log.segments) {
    const flushedSlot = segment.log.slotOfOffset(log.recoveryPoint);
    const kept = Math.max(left, segment.log.positionOf(flushedSlot));
    if (segments.length > 0 && kept <= 0 && segment.baseOffset >= log.recoveryPoint) break;
    segments.push(segment);
    left -= segment.sizeBytes;
    if (kept >= segment.sizeBytes) continue;
    segment.tear(kept);
    break;
  }
  return imageOf(log, segments);
}

/** What a power loss leaves of a log, as it stands on the disk until somebody starts on it: not to be written to. */
export function afterPowerLoss(log: PartitionLog, flushedBytes: number): PartitionLog {
  const { config, producerIdExpirationMs } = log;
  const image = crash(log, flushedBytes);
  const segments = new Segments();
  for (const segment of image.segments) segments.add(segment);
  return new PartitionLog({
    config,
    producerIdExpirationMs,
    ...(image.topicId === null ? {} : { topicId: image.topicId }),
    loaded: {
      segments,
      deleted: log.deletedFiles,
      epochs: epochsOf(image),
      producers: new ProducerState(0, image.snapshots),
      logStartOffset: image.logStartOffset,
      logEndOffset: segments.active.nextOffset,
      recoveryPoint: image.recoveryPoint,
    },
  });
}

/** What is on the disk after the broker ended in good order. */
export function shutDown(log: PartitionLog): LogImage {
  log.close();
  return imageOf(log, log.segments);
}

function imageOf(log: PartitionLog, segments: readonly Segment[]): LogImage {
  const { topicId, epochs, producers, recoveryPoint, logStartOffset } = log;
  const snapshots = new Map(producers.snapshots);
  return { topicId, segments, epochs: epochs.text, snapshots, recoveryPoint, logStartOffset };
}

/** The epochs of an image. */
export const epochsOf = ({ epochs }: LogImage): LeaderEpochCache => LeaderEpochCache.parse(epochs);

/**
 * A fault of the disk: inverts the byte at `position` of the segment's .log file. The checksum of its batch does not fit
 * any more, unless the byte is one of the first 21 (base offset, length, leader epoch, magic, the checksum itself).
 */
export function corruptByte(image: LogImage, segmentBaseOffset: number, position: number): void {
  const segment = image.segments.find(({ baseOffset }) => baseOffset === segmentBaseOffset);
  if (segment === undefined || position < 0 || position >= segment.sizeBytes) {
    throw new RangeError(`no byte ${position} in segment ${segmentBaseOffset}`);
  }
  const slot = segment.log.slotOfPosition(position + 1) - 1;
  const batch = segment.log.batches[slot]!;
  const bytes = batch.bytes.slice();
  const at = position - segment.log.positionOf(slot);
  bytes[at] = bytes[at]! ^ 0xff;
  segment.log.replace(slot, { ...batch, bytes });
}
