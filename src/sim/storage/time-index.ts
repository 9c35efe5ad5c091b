import { entryFileBytes, roundDown } from './entry-file';
import { greatestNotAbove, type Probe } from './index-search';

/** Timestamp (int64) and relative offset (int32). */
const ENTRY_BYTES = 12;

export interface TimeIndexEntry {
  /** The largest timestamp of the segment up to the batch, epoch ms. */
  readonly timestampMs: number;
  /** Last offset of the batch that has it. */
  readonly offset: number;
}

/** `.timeindex` of one segment: largest timestamps so far to offsets, both increasing. Kafka: TimeIndex. */
export class TimeIndex {
  // Behind the last entry: what truncation cut off. The file has it until it is overwritten or trimmed.
  #timestamps: number[] = [];
  #offsets: number[] = [];
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

  get maxEntries(): number {
    return this.#sizeBytes / ENTRY_BYTES;
  }

  /** One slot is kept for the entry that is written when the segment is rolled. */
  get isFull(): boolean {
    return this.entries >= this.maxEntries - 1;
  }

  /** Bytes of the file, preallocated ones included. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Bytes of the entries alone. */
  get usedBytes(): number {
    return this.entries * ENTRY_BYTES;
  }

  /** (-1, base offset) while there is none. */
  get lastEntry(): TimeIndexEntry {
    return this.entries === 0 ? { timestampMs: -1, offset: this.baseOffset } : this.entry(this.entries - 1);
  }

  entry(slot: number): TimeIndexEntry {
    if (slot < 0 || slot >= this.#entries) throw new RangeError(`time index entry ${slot} of ${this.#entries}`);
    return { timestampMs: this.#timestamps[slot] as number, offset: this.#offsets[slot] as number };
  }

  /** Adds an entry unless the timestamp is the last one's. `isLast`: it may take the slot kept for the roll. */
  maybeAppend(timestampMs: number, offset: number, isLast = false): void {
    if (timestampMs <= this.lastEntry.timestampMs || (this.isFull && !isLast)) return;
    this.#timestamps[this.#entries] = timestampMs;
    this.#offsets[this.#entries++] = offset;
  }

  /** Slot of the last entry that is not later than the time, -1 if all are. */
  slotOf(timestampMs: number, probes?: Probe[]): number {
    const keyAt = (slot: number): number => this.#timestamps[slot] as number;
    return greatestNotAbove(this.entries, ENTRY_BYTES, keyAt, timestampMs, probes);
  }

  /** The last entry that is not later than the time; (-1, base offset) if all are. */
  lookup(timestampMs: number): TimeIndexEntry {
    const slot = this.slotOf(timestampMs);
    return slot < 0 ? { timestampMs: -1, offset: this.baseOffset } : this.entry(slot);
  }

  /** Keeps the entries whose offset is below. */
  truncateTo(offset: number): void {
    const slot = greatestNotAbove(this.entries, ENTRY_BYTES, (at) => this.#offsets[at] as number, offset);
    this.#entries = slot >= 0 && this.#offsets[slot] === offset ? slot : slot + 1;
  }

  resizeToMax(): void {
    this.#sizeBytes = roundDown(this.maxBytes, ENTRY_BYTES);
  }

  trim(): void {
    this.#timestamps.length = this.#entries;
    this.#offsets.length = this.#entries;
    this.#sizeBytes = this.usedBytes;
  }

  bytes(from = 0, to = this.#sizeBytes): Uint8Array {
    return entryFileBytes(
      ENTRY_BYTES,
      this.#timestamps.length,
      from,
      Math.min(to, this.#sizeBytes),
      (view, at, slot) => {
        view.setBigInt64(at, BigInt(this.#timestamps[slot] as number));
        view.setInt32(at + 8, (this.#offsets[slot] as number) - this.baseOffset);
      },
    );
  }
}
