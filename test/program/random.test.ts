import { expect, test } from 'vitest';
import { Random, SeededCrypto } from '../../src/program/random';

const seeded = (seed: number): Random => {
  const random = new Random();
  random.seed(seed);
  return random;
};

test('the same seed gives the same chance, another seed another', () => {
  const draw = (seed: number): number[] => {
    const random = seeded(seed);
    return Array.from({ length: 50 }, () => random.next());
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(draw(0).some((one) => one === 0)).toBe(false);
});

test('numbers lie in [0, 1) and are spread evenly', () => {
  const random = seeded(42);
  const counts = Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) {
    // Anything outside of the range has no count of its own.
    const one = Math.floor(random.next() * 10);
    counts[one] = (counts[one] ?? NaN) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('UUIDs are of version 4 and differ', () => {
  const crypto = new SeededCrypto(seeded(3));
  const uuids = Array.from({ length: 100 }, () => crypto.randomUUID());
  for (const uuid of uuids)
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(uuids).size).toBe(100);
});

test('getRandomValues fills any view, and only that', () => {
  const crypto = new SeededCrypto(seeded(3));
  const bytes = new Uint8Array(10);
  const view = new Uint16Array(bytes.buffer, 2, 3);
  expect(crypto.getRandomValues(view)).toBe(view);
  expect([bytes[0], bytes[1], bytes[8], bytes[9]]).toEqual([0, 0, 0, 0]);
  expect(bytes.subarray(2, 8).some((byte) => byte !== 0)).toBe(true);
});
