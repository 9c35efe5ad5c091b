import { describe, expect, it } from 'vitest';
import { Prng } from '../../../src/sim/cluster/prng';

const draws = (prng: Prng, count = 8): number[] => Array.from({ length: count }, () => prng.next32());

describe('seeded chance', () => {
  it('draws the same for the same seed, and something else for another', () => {
    expect(draws(new Prng(7))).toEqual(draws(new Prng(7)));
    expect(draws(new Prng(7))).not.toEqual(draws(new Prng(8)));
  });

  it('forks by name, not by what was drawn before', () => {
    const fresh = new Prng(7).fork('broker 1');
    const used = new Prng(7);
    draws(used, 100);
    expect(draws(used.fork('broker 1'))).toEqual(draws(fresh));
    expect(draws(used.fork('broker 2'))).not.toEqual(draws(new Prng(7).fork('broker 1')));
  });

  it('is about even over a bound that does not divide 2^32', () => {
    const prng = new Prng(1);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[prng.nextInt(7)] = (counts[prng.nextInt(7)] ?? 0) + 1;
    expect(Math.min(...counts)).toBeGreaterThan(9_500);
    expect(Math.max(...counts)).toBeLessThan(10_500);
  });

  it('makes version 4 UUIDs', () => {
    expect(new Prng(3).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
