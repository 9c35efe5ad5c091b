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
  #timestamps: number[] = [];
  #offsets: number[] = [];
  #sizeBytes: number;

  constructor(
    readonly baseOffset: number,
    readonly maxBytes: number,
  ) {
    this.#sizeBytes = roundDown(maxBytes, ENTRY_BYTES);
  }

  get entries(): number {
    return this.#timestamps.length;
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
    const timestampMs = this.#timestamps[slot];
    if (timestampMs === undefined) throw new RangeError(`time index entry ${slot} of ${this.entries}`);
    return { timestampMs, offset: this.#offsets[slot] as number };
  }

  /** Adds an entry unless the timestamp is the last one's. `isLast`: it may take the slot kept for the roll. */
  maybeAppend(timestampMs: number, offset: number, isLast = false): void {
    if (timestampMs <= (this.#timestamps.at(-1) ?? -1) || (this.isFull && !isLast)) return;
    this.#timestamps.push(timestampMs);
    this.#offsets.push(offset);
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
    const kept = slot >= 0 && this.#offsets[slot] === offset ? slot : slot + 1;
    this.#timestamps.length = kept;
    this.#offsets.length = kept;
  }

  resizeToMax(): void {
    this.#sizeBytes = roundDown(this.maxBytes, ENTRY_BYTES);
  }

  trim(): void {
    this.#sizeBytes = this.usedBytes;
  }

  bytes(from = 0, to = this.#sizeBytes): Uint8Array {
    return entryFileBytes(ENTRY_BYTES, this.entries, from, Math.min(to, this.#sizeBytes), (view, at, slot) => {
      view.setBigInt64(at, BigInt(this.#timestamps[slot] as number));
      view.setInt32(at + 8, (this.#offsets[slot] as number) - this.baseOffset);
    });
  }
}
