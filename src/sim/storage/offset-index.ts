import { entryFileBytes, roundDown } from './entry-file';
import { greatestNotAbove, type Probe } from './index-search';

/** Relative offset (int32) and position (int32). */
const ENTRY_BYTES = 8;
const RELATIVE_OFFSET_MAX = 0x7fff_ffff;

export interface OffsetIndexEntry {
  /** Last offset of the batch. */
  readonly offset: number;
  /** Where the batch begins in the .log file. */
  readonly position: number;
}

/**
 * `.index` of one segment: sparse, offsets to positions, strictly increasing. While its segment is written to, the
 * file has its full size from the start, zeros behind the entries. Kafka: OffsetIndex.
 */
export class OffsetIndex {
  // Behind the last entry: what truncation cut off. The file has it until it is overwritten or trimmed.
  #offsets: number[] = [];
  #positions: number[] = [];
  #entries = 0;
  #sizeBytes: number;

  constructor(
    readonly baseOffset: number,
    readonly maxBytes: number,
  ) {
    this.#sizeBytes = roundDown(maxBytes, ENTRY_BYTES);
  }

  get entries(): number {
    return this.#entries;
  }

  /** Entries that fit the file as it is. */
  get maxEntries(): number {
    return this.#sizeBytes / ENTRY_BYTES;
  }

  get isFull(): boolean {
    return this.entries >= this.maxEntries;
  }

  /** Bytes of the file, preallocated ones included. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Bytes of the entries alone. */
  get usedBytes(): number {
    return this.entries * ENTRY_BYTES;
  }

  entry(slot: number): OffsetIndexEntry {
    if (slot < 0 || slot >= this.#entries) throw new RangeError(`index entry ${slot} of ${this.#entries}`);
    return { offset: this.#offsets[slot] as number, position: this.#positions[slot] as number };
  }

  /** Whether the offset can be written relative to the base offset. */
  canAppend(offset: number): boolean {
    return offset >= this.baseOffset && offset - this.baseOffset <= RELATIVE_OFFSET_MAX;
  }

  /** Adds an entry. A full index stays as it is: Kafka rolls before that, unless its size is a few entries only. */
  append(offset: number, position: number): void {
    const last = this.#entries === 0 ? -1 : (this.#offsets[this.#entries - 1] as number);
    if (offset <= last) throw new RangeError(`index entry for ${offset} after one for ${last}`);
    if (this.isFull) return;
    this.#offsets[this.#entries] = offset;
    this.#positions[this.#entries++] = position;
  }

  /** Slot of the greatest entry that is not above the offset, -1 if all are. */
  slotOf(offset: number, probes?: Probe[]): number {
    return greatestNotAbove(this.entries, ENTRY_BYTES, (slot) => this.#offsets[slot] as number, offset, probes);
  }

  /** The greatest entry that is not above the offset; the start of the segment if all are. */
  lookup(offset: number): OffsetIndexEntry {
    const slot = this.slotOf(offset);
    return slot < 0 ? { offset: this.baseOffset, position: 0 } : this.entry(slot);
  }

  /** Keeps the entries below the offset. */
  truncateTo(offset: number): void {
    const slot = this.slotOf(offset);
    this.#entries = slot >= 0 && this.#offsets[slot] === offset ? slot : slot + 1;
  }

  /** Gives the file its full size again, for a segment that is written to (again). */
  resizeToMax(): void {
    this.#sizeBytes = roundDown(this.maxBytes, ENTRY_BYTES);
  }

  /** Cuts the file to its entries: the segment is not written to any more. */
  trim(): void {
    this.#offsets.length = this.#entries;
    this.#positions.length = this.#entries;
    this.#sizeBytes = this.usedBytes;
  }

  bytes(from = 0, to = this.#sizeBytes): Uint8Array {
    return entryFileBytes(ENTRY_BYTES, this.#offsets.length, from, Math.min(to, this.#sizeBytes), (view, at, slot) => {
      view.setInt32(at, (this.#offsets[slot] as number) - this.baseOffset);
      view.setInt32(at + 4, this.#positions[slot] as number);
    });
  }
}
