/** Chance, as a program sees it: all of it comes from the seed that the run gave to this process. */
export class Random {
  readonly #state = new Uint32Array(4);

  /** Starts the sequence of this seed over. */
  seed(seed: number): void {
    // splitmix32 spreads a small seed over the whole state.
    let x = seed >>> 0;
    for (let i = 0; i < 4; i++) {
      x = (x + 0x9e3779b9) >>> 0;
      let z = x;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.#state[i] = z ^ (z >>> 15);
    }
  }

  /** xoshiro128**: 32 bits. */
  nextUint32(): number {
    const s = this.#state;
    const s1 = s[1]!;
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    s[2]! ^= s[0]!;
    s[3]! ^= s1;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= s1 << 9;
    s[3] = rotateLeft(s[3]!, 11);
    return result;
  }

  /** Math.random: [0, 1) in steps of 2^-53. */
  readonly next = (): number =>
    ((this.nextUint32() >>> 5) * 67_108_864 + (this.nextUint32() >>> 6)) / 9_007_199_254_740_992;

  fill(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i += 4) {
      const word = this.nextUint32();
      for (let j = 0; j < 4 && i + j < bytes.length; j++) bytes[i + j] = word >>> (8 * j);
    }
  }
}

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** The part of Web Crypto and of Node's crypto that needs nothing but chance. */
export class SeededCrypto {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  readonly getRandomValues = <T extends ArrayBufferView>(array: T): T => {
    this.#random.fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return array;
  };

  /** Version 4, as RFC 9562 lays it out. */
  readonly randomUUID = (): string => {
    const bytes = this.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
}
