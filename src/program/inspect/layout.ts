/** The parts of an object's text before they are laid out. */
export interface Pieces {
  /** What stands before the bracket, with the space that parts it: `Map(2) `. */
  prefix: string;
  readonly open: '[' | '{';
  readonly close: ']' | '}';
  readonly isList: boolean;
  readonly items: readonly string[];
}

/** A line longer than this is broken. */
const LINE_CHARS_MAX = 80;
/** An object stands on one line when at most this many levels of objects are inside of it. */
const LEVELS_ON_ONE_LINE = 3;
/** Lists with more items than this are set in columns. */
const COLUMNS_FROM = 6;
const COLUMNS_MAX = 15;
/** Cells as short as this are set in columns even if a few long ones stand among them. */
const SHORT_CELL_CHARS_MAX = 6;

/**
 * Puts the parts on one line if they fit and are shallow enough, else one below the other, as Node does.
 * @param levels levels of objects inside of this one, as far as its last part shows.
 */
export function lay(pieces: Pieces, indentation: number, levels: number): string {
  const { prefix, open, close } = pieces;
  if (pieces.items.length === 0) return `${prefix}${open}${close}`;
  const rows = pieces.isList && pieces.items.length > COLUMNS_FROM ? columns(pieces.items, indentation) : pieces.items;
  if (rows === pieces.items && levels < LEVELS_ON_ONE_LINE && fits(pieces, indentation)) {
    return `${prefix}${open} ${rows.join(', ')} ${close}`;
  }
  const pad = `\n${' '.repeat(indentation)}`;
  return `${prefix}${open}${pad}  ${rows.join(`,${pad}  `)}${pad}${close}`;
}

/** Node's estimate of the line's length, its margin of ten included. */
function fits(pieces: Pieces, indentation: number): boolean {
  const margin = pieces.items.length + indentation + pieces.open.length + pieces.prefix.length + 10;
  const total = pieces.items.reduce((sum, item) => sum + item.length, pieces.items.length + margin);
  return total <= LINE_CHARS_MAX && !pieces.prefix.includes('\n') && !pieces.items.some((item) => item.includes('\n'));
}

/** Several short items a line, in columns as wide as their widest item. */
function columns(items: readonly string[], indentation: number): readonly string[] {
  const hasMore = items.at(-1)!.startsWith('... ');
  const cells = hasMore ? items.slice(0, -1) : items;
  const widest = Math.max(...cells.map((cell) => cell.length)) + 2;
  const total = cells.reduce((sum, cell) => sum + cell.length + 2, 0);
  if (widest * 3 + indentation >= LINE_CHARS_MAX) return items;
  if (total / widest <= 5 && widest > SHORT_CELL_CHARS_MAX + 2) return items;
  // Rows should look about two and a half times as wide as high; uneven cells count as narrower ones.
  const bias = Math.sqrt(widest - total / items.length);
  const cellWidth = Math.max(widest - 3 - bias, 1);
  const count = Math.min(
    Math.round(Math.sqrt(2.5 * cellWidth * cells.length) / cellWidth),
    Math.floor((LINE_CHARS_MAX - indentation) / widest),
    LEVELS_ON_ONE_LINE * 4,
    COLUMNS_MAX,
  );
  if (count <= 1) return items;
  const widths: number[] = [];
  for (let column = 0; column < count; column++) {
    let width = 0;
    for (let i = column; i < cells.length; i += count) width = Math.max(width, cells[i]!.length + 2);
    widths.push(width);
  }
  const alignRight = cells.every((cell) => /^-?[\d.]+n?$/.test(cell));
  const rows: string[] = [];
  for (let from = 0; from < cells.length; from += count) {
    const row = cells.slice(from, from + count);
    rows.push(
      row
        .map((cell, column) => {
          if (alignRight) return cell.padStart(widths[column]! - 2);
          return column === row.length - 1 ? cell : `${cell}, `.padEnd(widths[column]!);
        })
        .join(alignRight ? ', ' : ''),
    );
  }
  if (hasMore) rows.push(items.at(-1)!);
  return rows;
}
