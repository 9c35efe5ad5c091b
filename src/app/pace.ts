import type { Us } from '../contract/ids';

/** How fast virtual time goes: virtual seconds a real second. */
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 50] as const;

/** A frame longer than this counts as this long: after a hitch, time goes on where it stood instead of jumping. */
export const FRAME_MS_MAX = 100;

/** How far a step looks for the next drawn event. */
export const STEP_US_MAX = 60_000_000;

/** The next speed down; the slowest stays. */
export function slower(speed: number): number {
  return SPEEDS.findLast((each) => each < speed) ?? SPEEDS[0];
}

/** The next speed up; the fastest stays. */
export function faster(speed: number): number {
  return SPEEDS.find((each) => each > speed) ?? SPEEDS[SPEEDS.length - 1] ?? speed;
}

/** Until when there is something to be seen, as the journal has it. */
export interface Attention {
  /** A record is on its way, or something has just changed. */
  readonly seenUntilUs: Us;
  /** What deserves a slower look is on its way: a rebalance, an election, the first records of a run. */
  readonly slowUntilUs: Us;
  /** Programs that run. Without any, nothing will come of hurrying. */
  readonly running: number;
}

export const NOTHING_SEEN: Attention = { seenUntilUs: 0, slowUntilUs: 0, running: 0 };

/** A lull shorter than this is rhythm, not a quiet stretch: a reader that takes half a second for a record. */
const LULL_US = 700_000;
/** A quiet stretch is hurried through faster the longer it lasts, up to HURRY_MAX after this. */
const RAMP_US = 2_000_000;
const HURRY_MAX = 8;
const SLOW = 0.5;

/** What auto pace makes of the chosen speed at this moment. A function of what is to be seen and of now alone. */
export function autoFactor(attention: Attention, nowUs: Us): number {
  if (nowUs < attention.slowUntilUs) return SLOW;
  if (attention.running === 0) return 1;
  const quietUs = nowUs - attention.seenUntilUs - LULL_US;
  if (quietUs <= 0) return 1;
  return 1 + (HURRY_MAX - 1) * Math.min(1, quietUs / RAMP_US);
}

export interface Pace {
  /** One of SPEEDS. */
  readonly speed: number;
  readonly auto: boolean;
}

/** Virtual seconds a real second right now. */
export function effectiveSpeed(pace: Pace, attention: Attention, nowUs: Us): number {
  if (!pace.auto) return pace.speed;
  const fastest = Math.max(pace.speed, SPEEDS[SPEEDS.length - 1] ?? pace.speed);
  return Math.min(fastest, pace.speed * autoFactor(attention, nowUs));
}

/** How far to let time go for `elapsedMs` of real time. At least 1 µs, so that a slow clock still moves. */
export function grantUntil(nowUs: Us, elapsedMs: number, speed: number): Us {
  const ms = Math.min(Math.max(elapsedMs, 0), FRAME_MS_MAX);
  return nowUs + Math.max(1, Math.round(ms * speed * 1000));
}
