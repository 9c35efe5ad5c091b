import { Buffer } from 'buffer/index.js';
import type { Random, SeededCrypto } from '../random';

const unavailable = (name: string) => () => {
  throw new Error(
    `crypto.${name} is not available here: programs get randomBytes, randomInt, randomUUID and getRandomValues.`,
  );
};

/** Node's `crypto` for programs: chance from the run's seed, and no ciphers. */
export const cryptoModule = (random: Random, seeded: SeededCrypto): Record<string, unknown> => ({
  randomUUID: seeded.randomUUID,
  getRandomValues: seeded.getRandomValues,
  randomBytes: (size: number) => {
    const bytes = Buffer.alloc(size);
    random.fill(bytes);
    return bytes;
  },
  randomInt: (min: number, max?: number) => {
    const [from, to] = max === undefined ? [0, min] : [min, max];
    return from + Math.floor(random.next() * (to - from));
  },
  createHash: unavailable('createHash'),
  createHmac: unavailable('createHmac'),
});
