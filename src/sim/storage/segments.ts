import type { Segment } from './segment';

/** The segments of a log in order of their base offsets; the last one is written to. Kafka: LogSegments. */
export class Segments {
  #list: Segment[] = [];

  get all(): readonly Segment[] {
    return this.#list;
  }

  /** A log has at least one segment. */
  get active(): Segment {
    return this.#list.at(-1) as Segment;
  }

  get first(): Segment {
    return this.#list[0] as Segment;
  }

  /** Bytes of all .log files. */
  get sizeBytes(): number {
    let sum = 0;
    for (const segment of this.#list) sum += segment.sizeBytes;
    return sum;
  }

  /** Index of the segment with the greatest base offset that is not above, -1 if all are above. */
  floorIndex(offset: number): number {
    // Reads are near the end of the log most of the time.
    if (this.active.baseOffset <= offset) return this.#list.length - 1;
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle] as Segment).baseOffset <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  floor(offset: number): Segment | null {
    return this.#list[this.floorIndex(offset)] ?? null;
  }

  /** From the segment that holds `from` (the first one if all are above) to those whose base offset is below `to`. */
  range(from: number, to: number): readonly Segment[] {
    if (from >= to) return [];
    return this.#list.slice(Math.max(0, this.floorIndex(from))).filter(({ baseOffset }) => baseOffset < to);
  }

  /** Adds a segment in its place; one with the same base offset gives way. */
  add(segment: Segment): void {
    const last = this.#list.at(-1);
    if (last === undefined || last.baseOffset < segment.baseOffset) this.#list.push(segment);
    else {
      this.remove(segment.baseOffset);
      const at = this.#list.findIndex(({ baseOffset }) => baseOffset > segment.baseOffset);
      this.#list.splice(at < 0 ? this.#list.length : at, 0, segment);
    }
  }

  remove(baseOffset: number): void {
    this.#list = this.#list.filter((segment) => segment.baseOffset !== baseOffset);
  }
}
