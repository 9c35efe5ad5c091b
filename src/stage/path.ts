import type { Point } from './geometry';

/** A cubic Bézier curve: start, two handles, end. */
export type Cubic = readonly [Point, Point, Point, Point];

/** A way across the stage: points at equal distances along it. */
export interface Path {
  /** x, y of STEPS + 1 points. */
  readonly points: Float64Array;
  readonly length: number;
}

export const STEPS = 120;
const SAMPLES = 48;

export const cubic = (
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
): Cubic => [
  { x: x0, y: y0 },
  { x: x1, y: y1 },
  { x: x2, y: y2 },
  { x: x3, y: y3 },
];

/** From one height to another, level at both ends. */
export function sCurve(from: Point, to: Point, bend = 0.5): Cubic {
  const dx = to.x - from.x;
  return cubic(from.x, from.y, from.x + dx * bend, from.y, to.x - dx * bend, to.y, to.x, to.y);
}

export function pathOf(curves: readonly Cubic[]): Path {
  const rough: Point[] = [];
  for (const curve of curves) {
    for (let index = rough.length === 0 ? 0 : 1; index <= SAMPLES; index += 1)
      rough.push(pointOn(curve, index / SAMPLES));
  }
  const lengths = [0];
  for (let index = 1; index < rough.length; index += 1) {
    const [a, b] = [rough[index - 1], rough[index]];
    if (a === undefined || b === undefined) continue;
    lengths.push((lengths[index - 1] ?? 0) + Math.hypot(b.x - a.x, b.y - a.y));
  }
  const length = lengths.at(-1) ?? 0;
  const points = new Float64Array(2 * (STEPS + 1));
  let at = 0;
  for (let step = 0; step <= STEPS; step += 1) {
    const wanted = (length * step) / STEPS;
    while (at < rough.length - 2 && (lengths[at + 1] ?? length) < wanted) at += 1;
    const [a, b] = [rough[at], rough[at + 1] ?? rough[at]];
    const span = (lengths[at + 1] ?? length) - (lengths[at] ?? 0);
    const part = span === 0 ? 0 : (wanted - (lengths[at] ?? 0)) / span;
    points[2 * step] = (a?.x ?? 0) + ((b?.x ?? 0) - (a?.x ?? 0)) * part;
    points[2 * step + 1] = (a?.y ?? 0) + ((b?.y ?? 0) - (a?.y ?? 0)) * part;
  }
  return { points, length };
}

/** The point at a part (0 to 1) of the way. */
export function pointAt(path: Path, part: number): Point {
  const exact = Math.min(1, Math.max(0, part)) * STEPS;
  const step = Math.min(STEPS - 1, Math.floor(exact));
  const rest = exact - step;
  const { points } = path;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [
    points[2 * step],
    points[2 * step + 1],
    points[2 * step + 2],
    points[2 * step + 3],
  ];
  return { x: x0 + (x1 - x0) * rest, y: y0 + (y1 - y0) * rest };
}

/** How far books lean at most, in radians: on a steep way they stay upright enough to be read. */
const LEAN_MAX = (24 * Math.PI) / 180;

/** How books lean there: with the way, never upside down. */
export function leanAt(path: Path, part: number): number {
  const step = Math.min(STEPS - 1, Math.floor(Math.min(1, Math.max(0, part)) * STEPS));
  const { points } = path;
  const dx = (points[2 * step + 2] ?? 0) - (points[2 * step] ?? 0);
  const dy = (points[2 * step + 3] ?? 0) - (points[2 * step + 1] ?? 0);
  // Leftwards counts as rightwards seen from the other side.
  const angle = dx < 0 ? Math.atan2(-dy, -dx) : Math.atan2(dy, dx);
  return Math.min(LEAN_MAX, Math.max(-LEAN_MAX, angle));
}

function pointOn([a, b, c, d]: Cubic, t: number): Point {
  const s = 1 - t;
  const [wa, wb, wc, wd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, y: wa * a.y + wb * b.y + wc * c.y + wd * d.y };
}
