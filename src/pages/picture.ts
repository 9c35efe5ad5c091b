import type { BrokerId } from '../contract/ids';
import type { Scenario } from '../contract/scenario';
import { Drawing } from './drawing';
import { type Colour, encodePng } from './png';

/** What link previews show best. */
export const PICTURE = { width: 1_200, height: 630 } as const;

// The light theme of src/app/tokens.css: a build has no style sheet.
const PAPER = 0xfaf8f3;
const RAISED = 0xffffff;
const LINE = 0xc4bfb3;
const RULE = 0x2b2e38;
const FAINT = 0x656974;
const ACCENT = 0x39459e;
const PLATE = 0xfffdf8;
const KEYS: readonly Colour[] = [0xe69f00, 0x56b4e9, 0x009e73, 0xd55e00, 0xcc79a7, 0xf0e442, 0x0072b2, 0x9a9da6];

const MARGIN = 64;
const GAP = 40;
const CASE_MAX = 560;
const ROWS_MIN = 2;
const ROWS_MAX = 6;
/** Books of a picture with few shelves are larger; `wide` is a part of their height. */
const BOOK = { tallMax: 140, wide: 0.28, gap: 4 } as const;
/** What stands there when the learner makes the topics. */
const IMAGINED = [{ name: 'imagined', partitions: 3, replicationFactor: 2 }];

interface Row {
  readonly partition: number;
  readonly leads: boolean;
}

/**
 * The preview of a lesson: the cluster that its scenario describes, as bookcases. No letter stands in it, so that it is
 * the same in every language. The same scenario gives the same bytes.
 */
export function pictureOf(scenario: Scenario): Buffer {
  const drawing = new Drawing(PICTURE.width, PICTURE.height, PAPER);
  const rows = rowsOf(scenario);
  const count = Math.max(1, rows.length);
  const width = Math.min(CASE_MAX, Math.floor((PICTURE.width - 2 * MARGIN - (count - 1) * GAP) / count));
  const left = Math.floor((PICTURE.width - count * width - (count - 1) * GAP) / 2);
  rows.forEach((own, i) => drawCase(drawing, left + i * (width + GAP), width, own, i));
  return encodePng(drawing.width, drawing.height, drawing.pixels);
}

/** By broker: the replicas that it holds, as many as a bookcase has room for. */
function rowsOf({ brokers, topics: existing }: Scenario): readonly (readonly Row[])[] {
  const topics: Scenario['topics'] = existing.length === 0 ? IMAGINED : existing;
  const rows = new Map<BrokerId, Row[]>(brokers.map(({ id }) => [id, []]));
  let seen = 0;
  for (const { partitions, replicationFactor, assignment } of topics) {
    for (let partition = 0; partition < partitions; partition += 1) {
      const spread = Array.from({ length: replicationFactor }, (_, i) => brokers[(seen + i) % brokers.length]?.id ?? 0);
      (assignment?.[partition] ?? spread).forEach((broker, i) => {
        rows.get(broker)?.push({ partition: seen, leads: i === 0 });
      });
      seen += 1;
    }
  }
  return [...rows.values()].map((own) => own.slice(0, ROWS_MAX));
}

function drawCase(drawing: Drawing, x: number, width: number, rows: readonly Row[], place: number): void {
  const [top, height] = [MARGIN, PICTURE.height - 2 * MARGIN];
  drawing.box(x, top, width, height, RAISED, LINE, 2);
  drawing.fill(x - 10, top - 3, width + 20, 6, RULE);
  drawing.fill(x + 20, top + height, 30, 9, LINE);
  drawing.fill(x + width - 50, top + height, 30, 9, LINE);
  const shelves = Math.max(ROWS_MIN, rows.length);
  const pitch = Math.floor(height / shelves);
  for (let i = 0; i < shelves; i += 1) {
    const board = top + (i + 1) * pitch - 12;
    const row = rows[i];
    if (row === undefined || row.leads) drawing.fill(x + 2, board, width - 4, 6, RULE);
    else drawing.dashes(x + 2, board + 2, width - 4, 2, 8, FAINT);
    if (row !== undefined)
      drawBooks(drawing, x + 24, board, width - 48, Math.min(BOOK.tallMax, pitch - 40), row, place);
  }
}

/** A leader's books are filled, a follower's are outlines of the same. */
function drawBooks(
  drawing: Drawing,
  x: number,
  board: number,
  room: number,
  tall: number,
  row: Row,
  place: number,
): void {
  const next = chance(row.partition + 1);
  const wide = Math.round(tall * BOOK.wide);
  const fitting = Math.floor(room / (wide + BOOK.gap));
  const count = Math.max(1, Math.min(fitting, Math.round(fitting * (0.45 + next() * 0.5))));
  for (let i = 0; i < count; i += 1) {
    const key = KEYS[Math.floor(next() * 2) + ((row.partition * 2) % KEYS.length)] ?? ACCENT;
    const full = Math.round(tall * (0.78 + next() * 0.22));
    const height = row.leads ? full : Math.round(full * 0.62);
    const [left, top] = [x + i * (wide + BOOK.gap), board - height];
    const edge = mixed(key, RULE, 0.45);
    drawing.box(left, top, wide, height, row.leads ? key : mixed(key, RAISED, 0.84), edge, 2);
    if (row.leads) drawing.fill(left + 6, top + Math.round(height * 0.52), wide - 12, Math.round(wide * 0.6), PLATE);
  }
  // One bookmark, in the first bookcase: where a reader has come to.
  if (row.leads && place === 0) {
    const at = x + Math.max(1, count - 3) * (wide + BOOK.gap) - BOOK.gap / 2 - 8;
    drawing.ribbon(at, board - 4, 16, 36, ACCENT);
  }
}

function mixed(one: Colour, other: Colour, share: number): Colour {
  const channel = (shift: number): number =>
    Math.round(((one >> shift) & 255) * (1 - share) + ((other >> shift) & 255) * share) << shift;
  return channel(16) | channel(8) | channel(0);
}

/** Repeatable chance (mulberry32): the same shelf has the same books in every picture, its copies too. */
function chance(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
