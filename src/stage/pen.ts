import type { Graphics } from 'pixi.js';
import { STEPS, type Path } from './path';

/** Lines that Pixi's Graphics does not have. The caller strokes them. */

export function dashedLine(
  graphics: Graphics,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  on: number,
  off: number,
): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
  for (let at = 0; at < length; at += on + off) {
    const end = Math.min(length, at + on);
    graphics.moveTo(x0 + dx * at, y0 + dy * at).lineTo(x0 + dx * end, y0 + dy * end);
  }
}

export function dashedRect(
  graphics: Graphics,
  x: number,
  y: number,
  width: number,
  height: number,
  on: number,
  off: number,
): void {
  dashedLine(graphics, x, y, x + width, y, on, off);
  dashedLine(graphics, x + width, y, x + width, y + height, on, off);
  dashedLine(graphics, x + width, y + height, x, y + height, on, off);
  dashedLine(graphics, x, y + height, x, y, on, off);
}

/** Two slanted strokes across a line that runs in this direction (radians): it is cut here. */
export function cutMark(graphics: Graphics, x: number, y: number, angle: number, ground: number, color: number): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = (dx: number, dy: number): [number, number] => [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
  graphics.poly([...at(-5, -5), ...at(5, -5), ...at(5, 5), ...at(-5, 5)]).fill(ground);
  for (const dx of [-3.5, 3.5]) graphics.moveTo(...at(dx - 2, 6.5)).lineTo(...at(dx + 2, -6.5));
  graphics.stroke({ width: 2, color, cap: 'round' });
}

/** A coil in the way: what comes along here takes longer. */
export function coil(
  graphics: Graphics,
  x: number,
  y: number,
  angle: number,
  length: number,
  ground: number,
  color: number,
): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = (dx: number, dy: number): [number, number] => [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
  const half = length / 2;
  const turns = Math.max(2, Math.round(length / COIL_TURN));
  const turn = length / turns;
  graphics.poly([...at(-half, -7), ...at(half, -7), ...at(half, 7), ...at(-half, 7)]).fill(ground);
  graphics.moveTo(...at(-half, 0));
  for (let start = -half; start < half - 1; start += turn) {
    graphics.lineTo(...at(start + turn / 4, -6)).lineTo(...at(start + turn * 0.75, 6));
  }
  graphics.lineTo(...at(half, 0)).stroke({ width: 1.5, color, join: 'round' });
}

const COIL_TURN = 12;

/** A head of 5 px at the end of a line that comes in this direction (radians). */
export function arrowHead(graphics: Graphics, x: number, y: number, angle: number, color: number): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = (dx: number, dy: number): [number, number] => [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
  graphics
    .moveTo(...at(-5, -3.5))
    .lineTo(x, y)
    .lineTo(...at(-5, 3.5))
    .stroke({ width: 1.5, color, join: 'round' });
}

/** Along a path from one part of it to another. */
export function alongPath(graphics: Graphics, { points }: Path, until: number): void {
  const exact = Math.min(1, Math.max(0, until)) * STEPS;
  const whole = Math.floor(exact);
  graphics.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let step = 1; step <= whole; step += 1) graphics.lineTo(points[2 * step] ?? 0, points[2 * step + 1] ?? 0);
  const rest = exact - whole;
  if (rest === 0 || whole >= STEPS) return;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.subarray(2 * whole, 2 * whole + 4);
  graphics.lineTo(x0 + (x1 - x0) * rest, y0 + (y1 - y0) * rest);
}

/** Dots along the whole of a path. */
export function dottedPath(graphics: Graphics, { points, length }: Path, on: number, off: number): void {
  const step = length / STEPS;
  const at = (distance: number): [number, number] => {
    const index = Math.min(STEPS - 1, Math.floor(distance / step));
    const rest = distance / step - index;
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.subarray(2 * index, 2 * index + 4);
    return [x0 + (x1 - x0) * rest, y0 + (y1 - y0) * rest];
  };
  for (let distance = 0; distance < length; distance += on + off) {
    graphics.moveTo(...at(distance)).lineTo(...at(Math.min(length, distance + on)));
  }
}
