import type { Graphics } from 'pixi.js';
import type { CaseBox } from './boxes';
import { bottom, right } from './geometry';
import type { Palette } from './palette';
import { cutMark, dashedRect } from './pen';

/** Between two lines of a dead bookcase's hatch. */
const HATCH = 14;
const HATCH_ALPHA = 0.16;
/** An isolated bookcase's outline stands this far from it, and what leads there ends at it. */
const AWAY = { x: 11, y: 6 } as const;
const STUB = 18;

export function drawCase(graphics: Graphics, box: CaseBox, palette: Palette): void {
  if (box.standing === 'down') drawDown(graphics, box, palette);
  else drawStanding(graphics, box, palette);
  if (box.isolated) drawIsolation(graphics, box, palette);
}

function drawStanding(graphics: Graphics, box: CaseBox, palette: Palette): void {
  const { x, y, width, height } = box;
  const { raised, line2, ink3, rule } = palette.hex;
  graphics.roundRect(x + 0.5, y + 0.5, width, height, 2).fill(raised);
  if (box.standing === 'starts') {
    // No cornice yet: it comes with the broker's first word as a broker.
    dashedRect(graphics, x + 0.5, y + 0.5, width, height, 4, 4);
    graphics.stroke({ width: 1, color: ink3 });
  } else {
    graphics.roundRect(x + 0.5, y + 0.5, width, height, 2).stroke({ width: 1, color: line2 });
    graphics
      .moveTo(x - 4, y)
      .lineTo(x + width + 5, y)
      .stroke({ width: 1.5, color: rule });
  }
  for (const foot of [x + 8, x + width - 20]) graphics.rect(foot, bottom(box) + 0.5, 12, 3);
  graphics.fill(line2);
}

function drawDown(graphics: Graphics, box: CaseBox, palette: Palette): void {
  const { fault } = palette.hex;
  const [left, top, end, floor] = [box.x + 0.5, box.y + 0.5, right(box) + 0.5, bottom(box) + 0.5];
  // Lines that rise to the right, each cut off by the outline.
  for (let sum = HATCH; sum < end - left + floor - top; sum += HATCH) {
    const up = Math.max(0, sum - (end - left));
    const down = Math.min(sum, floor - top);
    graphics.moveTo(left + sum - down, top + down).lineTo(left + sum - up, top + up);
  }
  graphics.stroke({ width: 1, color: fault, alpha: HATCH_ALPHA });
  dashedRect(graphics, left, top, end - left, floor - top, 4, 4);
  graphics.stroke({ width: 1, color: fault });
}

function drawIsolation(graphics: Graphics, box: CaseBox, palette: Palette): void {
  const { fault, line2, paper } = palette.hex;
  const [left, end] = [box.x - AWAY.x + 0.5, right(box) + AWAY.x + 0.5];
  const [top, floor] = [box.y - AWAY.y + 0.5, bottom(box) + AWAY.y + 0.5];
  dashedRect(graphics, left, top, end - left, floor - top, 4, 4);
  graphics.stroke({ width: 1.5, color: fault });
  for (const y of [box.y + box.height * 0.3, box.y + box.height * 0.7].map(Math.round)) {
    for (const [at, outwards] of [
      [left, -1],
      [end, 1],
    ] as const) {
      graphics
        .moveTo(at, y + 0.5)
        .lineTo(at + outwards * STUB, y + 0.5)
        .stroke({ width: 1, color: line2 });
      cutMark(graphics, at, y, 0, paper, fault);
    }
  }
}
