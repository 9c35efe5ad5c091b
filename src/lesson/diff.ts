export interface DiffLine {
  /** gap: unchanged lines that are left out. */
  readonly kind: 'same' | 'gone' | 'new' | 'gap';
  readonly text: string;
}

/** Unchanged lines that stand around a change. */
const AROUND = 2;

/** How to come from one text to another, line by line: the longest common subsequence stays. */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.trimEnd().split('\n');
  const b = after.trimEnd().split('\n');
  // common[i][j]: length of what a from i and b from j have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const longest =
        a[i] === b[j] ? at(common, i + 1, j + 1) + 1 : Math.max(at(common, i + 1, j), at(common, i, j + 1));
      (common[i] ?? [])[j] = longest;
    }
  }
  const lines: DiffLine[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1)) {
      lines.push({ kind: 'gone', text: a[i] ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'new', text: b[j] ?? '' });
      j += 1;
    }
  }
  return shortened(lines);
}

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** Only what changed, and a little around it. Nothing when nothing changed. */
function shortened(lines: readonly DiffLine[]): DiffLine[] {
  const near = (i: number): boolean =>
    lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((line) => line.kind !== 'same');
  const kept: DiffLine[] = [];
  for (const [i, line] of lines.entries()) {
    if (near(i)) kept.push(line);
    else if (kept.length > 0 && kept.at(-1)?.kind !== 'gap') kept.push({ kind: 'gap', text: '' });
  }
  if (kept.at(-1)?.kind === 'gap') kept.pop();
  return kept;
}
