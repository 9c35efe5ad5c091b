/**
 * A 128-bit running hash over texts, for telling two journals apart. Not cryptographic: nobody gains by a collision
 * but a run that would go unnoticed as different, one in 2^64 for honest ones.
 */
export class TextHash {
  readonly #lanes = Int32Array.of(0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f);

  /**
   * Adds one text, given in pieces: joined, they would have to be copied to be read.
   * The texts `ab`, `c` and `a`, `bc` give different hashes: each text ends with its length.
   */
  add(...pieces: readonly string[]): void {
    const lanes = this.#lanes;
    let [a, b, c, d] = [lanes[0]!, lanes[1]!, lanes[2]!, lanes[3]!];
    let length = 0;
    for (const piece of pieces) {
      length += piece.length;
      for (let i = 0; i < piece.length; i++) {
        const unit = piece.charCodeAt(i);
        a = Math.imul(a ^ unit, 0x01000193);
        b = Math.imul(b + unit, 0x5bd1e995) ^ (b >>> 15);
        c = Math.imul(c ^ unit, 0x1b873593) ^ (c >>> 13);
        d = (Math.imul(d, 0x41c64e6d) + unit) | 0;
      }
    }
    lanes[0] = mix(a ^ length);
    lanes[1] = mix(b ^ lanes[0]);
    lanes[2] = mix(c ^ lanes[1]);
    lanes[3] = mix(d ^ lanes[2]);
  }

  digest(): string {
    return Array.from(this.#lanes, (lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

function mix(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
