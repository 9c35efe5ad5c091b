/**
 * Record keys in order of first sight. Views share one growing map, and each sees its first `size` keys:
 * a run with a new key in every record costs no copies.
 */
export class KeyOrder implements ReadonlyMap<string, number> {
  private constructor(
    private readonly all: Map<string, number>,
    readonly size: number,
  ) {}

  static empty(): KeyOrder {
    return new KeyOrder(new Map(), 0);
  }

  /** With these keys behind the known ones; itself when all are known. */
  with(keys: readonly (string | null)[]): KeyOrder {
    let all = this.all;
    let size: number = this.size;
    for (const key of keys) {
      if (key === null) continue;
      const index = all.get(key);
      if (index !== undefined && index < size) continue;
      if (index !== size) {
        // Another branch of history saw other keys after these.
        if (all.size > size) all = new Map([...all].slice(0, size));
        all.set(key, size);
      }
      size += 1;
    }
    return size === this.size ? this : new KeyOrder(all, size);
  }

  get(key: string): number | undefined {
    const index = this.all.get(key);
    return index !== undefined && index < this.size ? index : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  forEach(call: (value: number, key: string, map: ReadonlyMap<string, number>) => void): void {
    for (const [key, index] of this) call(index, key, this);
  }

  *entries(): Generator<[string, number], undefined> {
    for (const entry of this.all) {
      if (entry[1] >= this.size) return;
      yield entry;
    }
  }

  *keys(): Generator<string, undefined> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): Generator<number, undefined> {
    for (const [, index] of this.entries()) yield index;
  }

  [Symbol.iterator](): Generator<[string, number], undefined> {
    return this.entries();
  }
}
