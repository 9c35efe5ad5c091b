/** Something in a lesson's files that does not fit: where, what was found, what was expected. */
export interface Mistake {
  /** Path from the repository's root: `lessons/01-partitions-and-readers/en.md`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export const mistakeText = ({ file, line, column, message }: Mistake): string =>
  `${file}:${line}:${column}: ${message}`;

/** All mistakes of a lesson at once, so that an author mends them in one go. */
export class LessonError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(mistakeText).join('\n'));
    this.name = 'LessonError';
    this.mistakes = mistakes;
  }
}

export const quoted = (text: string): string => `"${text}"`;

/** `1 option`, `2 options` */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** `a, b or c` */
export function anyOf(names: readonly string[]): string {
  const last = names.at(-1) ?? 'nothing';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** Names that one can take in at once. */
const FEW = 12;

/** `a, b or c`; of many the nearest three, and where all stand. */
export function anyNear(found: string, names: readonly string[]): string {
  if (names.length <= FEW) return anyOf(names);
  const near = [...names].sort((a, b) => editDistance(found, a) - editDistance(found, b)).slice(0, 3);
  return `${near.join(', ')} or another of docs/writing-lessons.md`;
}

/** ` Did you mean "check"?`, or nothing when no name is near enough. */
export function suggestion(found: string, names: readonly string[]): string {
  const near = names
    .map((name) => ({ name, distance: editDistance(found.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  return near === undefined ? '' : ` Did you mean ${quoted(near.name)}?`;
}

/** Single-character insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const best = Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(swapped ? Math.min(best, (before[j - 2] ?? 0) + 1) : best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** @throws LessonError when there are any. */
export function refuse(mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) throw new LessonError(mistakes);
}
