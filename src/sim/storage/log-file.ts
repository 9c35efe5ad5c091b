import type { StoredBatch } from './stored-batch';

/** `.log` of one segment: batches one after another, each at its position. Kafka: FileRecords. */
export class LogFile {
  #batches: StoredBatch[] = [];
  #positions: number[] = [];
  /** When each was written, epoch ms. */
  #writtenMs: number[] = [];
  #sizeBytes = 0;
  #torn: Uint8Array | null = null;

  get batches(): readonly StoredBatch[] {
    return this.#batches;
  }

  /** Of the batches. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Bytes behind the last batch: the beginning of one whose end never reached the disk. Recovery cuts them. */
  get tornBytes(): number {
    return this.#torn?.length ?? 0;
  }

  append(batch: StoredBatch, nowMs: number): void {
    this.#batches.push(batch);
    this.#positions.push(this.#sizeBytes);
    this.#writtenMs.push(nowMs);
    this.#sizeBytes += batch.bytes.length;
  }

  /** Puts other bytes of the same length in the place of a batch's: the disk went wrong. */
  replace(slot: number, batch: StoredBatch): void {
    if (batch.bytes.length !== this.#batches[slot]?.bytes.length) throw new RangeError(`no such batch ${slot}`);
    this.#batches[slot] = batch;
  }

  /** The power went when only these bytes of the next batch were on the disk. */
  tear(bytes: Uint8Array): void {
    this.#torn = bytes.length === 0 ? null : bytes;
  }

  /** When the batch of this slot was written, epoch ms. */
  writtenMs(slot: number): number {
    return this.#writtenMs[slot] ?? 0;
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
    this.#writtenMs.length = this.#batches.length;
    this.#torn = null;
    this.#sizeBytes = sizeBytes;
    return cut;
  }

  bytes(from = 0, to = this.#sizeBytes + this.tornBytes): Uint8Array {
    const end = Math.min(to, this.#sizeBytes + this.tornBytes);
    const bytes = new Uint8Array(Math.max(0, end - from));
    if (this.#torn !== null && end > this.#sizeBytes) {
      const first = Math.max(from, this.#sizeBytes);
      bytes.set(this.#torn.subarray(first - this.#sizeBytes, end - this.#sizeBytes), first - from);
    }
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
