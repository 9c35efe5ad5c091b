/** log.cleaner.dedupe.buffer.size of one thread, the bytes of a slot, and log.cleaner.io.buffer.load.factor. */
const BUFFER_BYTES = 128 * 1024 * 1024;
const SLOT_BYTES = 24;
const LOAD_FACTOR = 0.9;

/** As many keys as Kafka's default memory for it holds. */
const OFFSET_MAP_KEYS = Math.floor(Math.floor(BUFFER_BYTES / SLOT_BYTES) * LOAD_FACTOR);

/** The latest offset of each key in the dirty part of a log. Kafka: SkimpyOffsetMap, which knows keys by their MD5. */
export class OffsetMap {
  #offsets = new Map<string, number>();
  #latestOffset = -1;

  constructor(readonly keysMax = OFFSET_MAP_KEYS) {}

  get size(): number {
    return this.#offsets.size;
  }

  /** Up to here (inclusive) every record is in the map. */
  get latestOffset(): number {
    return this.#latestOffset;
  }

  /** False if the map is full: Kafka then compacts with what there is, even if the key is in it already. */
  put(key: Uint8Array, offset: number): boolean {
    if (this.#offsets.size >= this.keysMax) return false;
    this.#offsets.set(textOf(key), offset);
    this.#latestOffset = offset;
    return true;
  }

  /** -1 for a key that the dirty part does not have. */
  get(key: Uint8Array): number {
    return this.#offsets.get(textOf(key)) ?? -1;
  }

  moveLatestTo(offset: number): void {
    this.#latestOffset = offset;
  }
}

/** One character a byte: equal texts are equal keys. */
function textOf(key: Uint8Array): string {
  let text = '';
  for (const byte of key) text += String.fromCharCode(byte);
  return text;
}
