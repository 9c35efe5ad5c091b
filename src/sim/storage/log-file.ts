import type { StoredBatch } from './stored-batch';

/** `.log` of one segment: batches one after another, each at its position. Kafka: FileRecords. */
export class LogFile {
  #batches: StoredBatch[] = [];
  #positions: number[] = [];
  #sizeBytes = 0;

  get batches(): readonly StoredBatch[] {
    return this.#batches;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  append(batch: StoredBatch): void {
    this.#batches.push(batch);
    this.#positions.push(this.#sizeBytes);
    this.#sizeBytes += batch.bytes.length;
  }

  /** Puts other bytes of the same length in the place of a batch's: the disk went wrong. */
  replace(slot: number, batch: StoredBatch): void {
    if (batch.bytes.length !== this.#batches[slot]?.bytes.length) throw new RangeError(`no such batch ${slot}`);
    this.#batches[slot] = batch;
  }

  /** Where the batch of this slot begins, in bytes; the end of the file behind the last one. */
  positionOf(slot: number): number {
    return this.#positions[slot] ?? this.#sizeBytes;
  }

  /** The batch that holds the offset, or the first behind it: the first whose last offset is not below. */
  slotOfOffset(offset: number): number {
    return firstSlot(this.#batches.length, (slot) => (this.#batches[slot] as StoredBatch).lastOffset >= offset);
  }

  /** The first batch that begins at or behind the position. */
  slotOfPosition(position: number): number {
    return firstSlot(this.#batches.length, (slot) => (this.#positions[slot] as number) >= position);
  }

  /** Cuts the file before the batch of this slot; returns the bytes that went. */
  truncateToSlot(slot: number): number {
    const sizeBytes = this.positionOf(slot);
    const cut = this.#sizeBytes - sizeBytes;
    this.#batches.length = Math.min(slot, this.#batches.length);
    this.#positions.length = this.#batches.length;
    this.#sizeBytes = sizeBytes;
    return cut;
  }

  bytes(from = 0, to = this.#sizeBytes): Uint8Array {
    const end = Math.min(to, this.#sizeBytes);
    const bytes = new Uint8Array(Math.max(0, end - from));
    // The batch that holds `from` begins at it or is the one before.
    let slot = this.slotOfPosition(from + 1) - 1;
    for (; slot >= 0 && slot < this.#batches.length && this.positionOf(slot) < end; slot++) {
      const batch = (this.#batches[slot] as StoredBatch).bytes;
      const at = this.positionOf(slot);
      bytes.set(batch.subarray(Math.max(0, from - at), Math.min(batch.length, end - at)), Math.max(0, at - from));
    }
    return bytes;
  }
}

/** The first slot that fits, where all behind it do too; `count` if none does. */
function firstSlot(count: number, fits: (slot: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
