import type { Graphics } from 'pixi.js';
import { thingKey, type Thing } from '../view/thing';
import type { LinkBox, LinkWay } from './links';
import type { Palette } from './palette';
import { pointAt, STEPS, type Path } from './path';
import { alongPath, arrowHead, coil, cutMark } from './pen';

/** Px that a coil is long where there is room for it. */
const COIL = 48;

/** Links that are faulty or chosen. */
export function drawLinks(graphics: Graphics, links: readonly LinkBox[], chosen: Thing | null, palette: Palette): void {
  graphics.clear();
  for (const link of links) {
    const isChosen = chosen !== null && thingKey(link.thing) === thingKey(chosen);
    for (const way of link.ways) drawWay(graphics, way, isChosen, palette);
  }
}

function drawWay(graphics: Graphics, way: LinkWay, isChosen: boolean, palette: Palette): void {
  const { fault, ink2, accent, paper } = palette.hex;
  const color = way.state === 'cut' ? fault : isChosen ? accent : ink2;
  alongPath(graphics, way.path, 1);
  graphics.stroke({ width: isChosen ? 2 : 1.5, color });
  if (way.to !== null) {
    const { x, y } = pointAt(way.path, 1);
    arrowHead(graphics, x, y, angleAt(way.path, 1), color);
  }
  const { x, y } = pointAt(way.path, 0.5);
  const angle = angleAt(way.path, 0.5);
  if (way.state === 'cut') cutMark(graphics, x, y, angle, paper, fault);
  if (way.state === 'slow') coil(graphics, x, y, angle, Math.min(COIL, way.path.length / 2), paper, fault);
}

/** Direction of the way there, in radians. */
function angleAt(path: Path, part: number): number {
  const step = 1 / STEPS;
  const [a, b] = [pointAt(path, Math.max(0, part - step)), pointAt(path, Math.min(1, part + step))];
  return Math.atan2(b.y - a.y, b.x - a.x);
}
