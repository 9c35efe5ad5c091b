/**
 * A 128-bit running hash over texts, for telling two journals apart. Not cryptographic: nobody gains by a collision
 * but a run that would go unnoticed as different, one in 2^64 for honest ones.
 */
export class TextHash {
  #lanes = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];

  /** The texts `ab`, `c` and `a`, `bc` give different hashes: each text ends with its length. */
  add(text: string): void {
    let [a, b, c, d] = this.#lanes as [number, number, number, number];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b + unit, 0x5bd1e995) ^ (b >>> 15);
      c = Math.imul(c ^ unit, 0x1b873593) ^ (c >>> 13);
      d = (Math.imul(d, 0x41c64e6d) + unit) | 0;
    }
    a = mix(a ^ text.length);
    b = mix(b ^ a);
    c = mix(c ^ b);
    d = mix(d ^ c);
    this.#lanes = [a, b, c, d];
  }

  digest(): string {
    return this.#lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

function mix(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
