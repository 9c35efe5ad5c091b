import { describe, expect, it } from 'vitest';
import { autoFactor, effectiveSpeed, faster, FRAME_MS_MAX, grantUntil, slower, SPEEDS } from '../../src/app/pace';

const SECOND = 1_000_000;
const busy = { seenUntilUs: 5 * SECOND, slowUntilUs: 0, running: 1 };

describe('speeds', () => {
  it('go up and down the list and stay at its ends', () => {
    expect(SPEEDS.map(faster)).toEqual([0.25, 0.5, 1, 2, 5, 10, 50, 50]);
    expect(SPEEDS.map(slower)).toEqual([0.1, 0.1, 0.25, 0.5, 1, 2, 5, 10]);
    expect(faster(3)).toBe(5);
    expect(slower(3)).toBe(2);
  });
});

describe('a grant', () => {
  it('is the real time that passed, times the speed', () => {
    expect(grantUntil(SECOND, 16, 1)).toBe(SECOND + 16_000);
    expect(grantUntil(SECOND, 16, 0.1)).toBe(SECOND + 1_600);
    expect(grantUntil(SECOND, 20, 50)).toBe(2 * SECOND);
  });

  it('of a long frame is cut', () => {
    expect(grantUntil(0, 5_000, 1)).toBe(FRAME_MS_MAX * 1_000);
  });

  it('always moves, and never goes back', () => {
    expect(grantUntil(7, 0, 0.1)).toBe(8);
    expect(grantUntil(7, -3, 1)).toBe(8);
  });
});

describe('auto pace', () => {
  it('keeps the chosen speed while there is something to be seen', () => {
    expect(autoFactor(busy, 4 * SECOND)).toBe(1);
  });

  it('keeps it through a lull: half a second is a reader at work', () => {
    expect(autoFactor(busy, 5.5 * SECOND)).toBe(1);
  });

  it('hurries through a quiet stretch, more and more, up to a limit', () => {
    const at = (seconds: number): number => autoFactor(busy, seconds * SECOND);
    expect(at(6)).toBeGreaterThan(1);
    expect(at(7)).toBeGreaterThan(at(6));
    expect(at(8)).toBe(8);
    expect(at(60)).toBe(8);
  });

  it('slows for what deserves a closer look', () => {
    expect(autoFactor({ seenUntilUs: 0, slowUntilUs: 9 * SECOND, running: 1 }, 8 * SECOND)).toBe(0.5);
  });

  it('does not hurry when no program runs: nothing would come of it', () => {
    expect(autoFactor({ ...busy, running: 0 }, 60 * SECOND)).toBe(1);
  });

  it('never goes beyond the fastest speed, and leaves the speed alone when it is off', () => {
    const quiet = { seenUntilUs: 0, slowUntilUs: 0, running: 1 };
    expect(effectiveSpeed({ speed: 10, auto: true }, quiet, 60 * SECOND)).toBe(50);
    expect(effectiveSpeed({ speed: 50, auto: true }, quiet, 60 * SECOND)).toBe(50);
    expect(effectiveSpeed({ speed: 10, auto: false }, quiet, 60 * SECOND)).toBe(10);
  });
});
