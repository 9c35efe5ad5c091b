import { BATCH_HEADER_BYTES, readBatchHeader, type BatchHeader } from '../protocol/batch-header';
import { decodeRecords } from '../protocol/batch-decode';
import { checkProducer, type ProducerCheck } from './producer-check';
import { addSequence, emptyEntry, withBatch, withMarker, type ProducerEntry } from './producer-entry';
import { parseProducerSnapshot, producerSnapshotBytes } from './producer-snapshot';
import type { StoredBatch } from './stored-batch';

/** Where the producer id stands in a batch, and the coordinator epoch in the value of a transaction marker. */
const PRODUCER_ID_AT = 43;
const COORDINATOR_EPOCH_AT = 2;

/**
 * What one replica knows of idempotent producers, and its snapshots on disk, by the offset up to which they know
 * everything. Kafka: ProducerStateManager.
 */
export class ProducerState {
  #entries = new Map<number, ProducerEntry>();
  #snapshots: Map<number, Uint8Array>;
  #mapEndOffset: number;
  #snapshotOffset = 0;

  constructor(startOffset = 0, snapshots: ReadonlyMap<number, Uint8Array> = new Map()) {
    this.#mapEndOffset = startOffset;
    this.#snapshots = new Map(snapshots);
  }

  /** Entries by producer id. */
  get entries(): ReadonlyMap<number, ProducerEntry> {
    return this.#entries;
  }

  get snapshots(): ReadonlyMap<number, Uint8Array> {
    return this.#snapshots;
  }

  /** Batches below this offset are accounted for. */
  get mapEndOffset(): number {
    return this.#mapEndOffset;
  }

  get latestSnapshotOffset(): number | null {
    let latest: number | null = null;
    for (const offset of this.#snapshots.keys()) if (latest === null || offset > latest) latest = offset;
    return latest;
  }

  /** First offset of the oldest open transaction, null without one: consumers that read committed stop there. */
  get firstUnstableOffset(): number | null {
    let first: number | null = null;
    for (const { currentTxnFirstOffset: offset } of this.#entries.values()) {
      if (offset !== null && (first === null || offset < first)) first = offset;
    }
    return first;
  }

  /** What the leader of `where` (`Topic-A-0`) does with a produced batch that is to begin at `offset`. */
  check(header: BatchHeader, where: string, offset: number): ProducerCheck {
    return checkProducer(this.#entries.get(header.producerId), header, where, offset);
  }

  /** A batch is in the log, whoever wrote it. */
  update(batch: StoredBatch): void {
    this.#mapEndOffset = batch.lastOffset + 1;
    if (!hasProducerId(batch.bytes)) return;
    const header = readBatchHeader(batch.bytes);
    const { producerId, producerEpoch } = header;
    const entry = this.#entries.get(producerId) ?? emptyEntry(producerId);
    if (header.control) {
      const [marker] = decodeRecords(batch.bytes);
      // Compaction leaves an empty batch of a marker whose transaction is gone.
      if (marker === undefined) return;
      const coordinatorEpoch = marker.value === null ? -1 : coordinatorEpochOf(marker.value);
      this.#entries.set(producerId, withMarker(entry, producerEpoch, coordinatorEpoch, marker.timestampMs));
      return;
    }
    const appended = {
      firstSequence: header.baseSequence,
      lastSequence: addSequence(header.baseSequence, header.lastOffsetDelta),
      firstOffset: batch.baseOffset,
      lastOffset: batch.lastOffset,
      timestampMs: batch.maxTimestamp,
    };
    this.#entries.set(producerId, withBatch(entry, producerEpoch, appended, header.transactional));
  }

  /** Forgets producers that wrote nothing for that long and have no open transaction; returns their ids. */
  removeExpired(nowMs: number, expirationMs: number): number[] {
    const gone = [...this.#entries.values()].filter((entry) => isExpired(entry, nowMs, expirationMs));
    for (const { producerId } of gone) this.#entries.delete(producerId);
    return gone.map(({ producerId }) => producerId);
  }

  /** The log goes on from here (a segment begins) although no batch said so. */
  moveEndTo(offset: number): void {
    this.#mapEndOffset = offset;
  }

  /** Writes a snapshot if anything came since the last one; returns its offset. */
  takeSnapshot(): number | null {
    if (this.#mapEndOffset <= this.#snapshotOffset) return null;
    this.#snapshots.set(this.#mapEndOffset, producerSnapshotBytes(this.#entries.values()));
    this.#snapshotOffset = this.#mapEndOffset;
    return this.#snapshotOffset;
  }

  /** Takes a snapshot off the list (its segment is gone); returns its bytes, null if there was none. */
  removeSnapshot(offset: number): Uint8Array | null {
    const bytes = this.#snapshots.get(offset) ?? null;
    this.#snapshots.delete(offset);
    return bytes;
  }

  /** Goes back to the newest snapshot between the two ends of the log; what is behind it must be read again. */
  truncateAndReload(logStartOffset: number, logEndOffset: number, nowMs: number, expirationMs: number): void {
    for (const offset of [...this.#snapshots.keys()]) {
      if (offset > logEndOffset || offset <= logStartOffset) this.#snapshots.delete(offset);
    }
    if (logEndOffset === this.#mapEndOffset) {
      this.onLogStartOffsetIncremented(logStartOffset);
      return;
    }
    this.#entries.clear();
    const offset = this.latestSnapshotOffset;
    this.#mapEndOffset = this.#snapshotOffset = offset ?? logStartOffset;
    if (offset === null) return;
    for (const entry of parseProducerSnapshot(this.#snapshots.get(offset) as Uint8Array)) {
      if (!isExpired(entry, nowMs, expirationMs)) this.#entries.set(entry.producerId, entry);
    }
  }

  truncateFullyAndStartAt(offset: number): void {
    this.#entries.clear();
    this.#snapshots.clear();
    this.#snapshotOffset = 0;
    this.#mapEndOffset = offset;
  }

  onLogStartOffsetIncremented(logStartOffset: number): void {
    this.#mapEndOffset = Math.max(this.#mapEndOffset, logStartOffset);
    this.#snapshotOffset = this.latestSnapshotOffset ?? logStartOffset;
  }

  /** Deletes snapshots that belong to no segment, but keeps the newest if it is behind the last one. */
  removeStraySnapshots(segmentBaseOffsets: readonly number[]): void {
    const strays = [...this.#snapshots.keys()]
      .filter((offset) => !segmentBaseOffsets.includes(offset))
      .sort((a, b) => a - b);
    const newest = strays.pop();
    for (const offset of strays) this.#snapshots.delete(offset);
    if (newest !== undefined && newest < (segmentBaseOffsets.at(-1) ?? -1)) this.#snapshots.delete(newest);
  }
}

const isExpired = (entry: ProducerEntry, nowMs: number, expirationMs: number): boolean =>
  entry.currentTxnFirstOffset === null && nowMs - entry.lastTimestampMs >= expirationMs;

/** Most batches have none, and that is seen in one byte: ids are not negative. */
const hasProducerId = (bytes: Uint8Array): boolean =>
  bytes.length >= BATCH_HEADER_BYTES && ((bytes[PRODUCER_ID_AT] as number) & 0x80) === 0;

const coordinatorEpochOf = (marker: Uint8Array): number =>
  new DataView(marker.buffer, marker.byteOffset, marker.byteLength).getInt32(COORDINATOR_EPOCH_AT);
