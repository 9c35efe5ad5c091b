import { isProgressOf, type Progress } from './stored-progress';

const VERSION = 1;

/** Progress by lesson id. */
export type ProgressOfAll = Readonly<Record<string, Progress>>;

/** Progress of all lessons as one text, to be kept elsewhere. */
export const exportProgress = (progress: ProgressOfAll): string =>
  `${JSON.stringify({ shelfmark: 'progress', version: VERSION, progress }, null, 2)}\n`;

export type Imported =
  | {
      readonly ok: true;
      readonly progress: ProgressOfAll;
      /** Lessons that there are not here. */
      readonly unknown: readonly string[];
      /** Lessons whose progress is none. */
      readonly unreadable: readonly string[];
    }
  /** `none`: it is no progress of ours. `newer`: a newer Shelfmark wrote it. */
  | { readonly ok: false; readonly why: 'none' | 'newer' };

/**
 * What such a text holds of these lessons. Never throws. What a lesson's progress says in detail is read by
 * `fromProgress` when the lesson is opened, which drops what does not fit.
 */
export function importProgress(text: string, lessons: readonly string[]): Imported {
  const file = json(text);
  if (!isRecord(file) || file['shelfmark'] !== 'progress' || !isRecord(file['progress'])) return NONE;
  const { version, progress } = file;
  if (typeof version === 'number' && Number.isInteger(version) && version > VERSION) return { ok: false, why: 'newer' };
  if (version !== VERSION) return NONE;
  const known: [string, Progress][] = [];
  const unknown: string[] = [];
  const unreadable: string[] = [];
  for (const [id, kept] of Object.entries(progress)) {
    if (!lessons.includes(id)) unknown.push(id);
    else if (isProgressOf(id, kept)) known.push([id, kept]);
    else unreadable.push(id);
  }
  return { ok: true, progress: Object.fromEntries(known), unknown, unreadable };
}

const NONE: Imported = { ok: false, why: 'none' };

/** Both together: nothing of mine is lost, and what the other has besides comes to it. */
export function mergeProgress(mine: Progress | null, other: Progress): Progress {
  if (mine === null) return other;
  const hints = { ...other.hints };
  for (const [step, shown] of Object.entries(mine.hints)) hints[step] = Math.max(shown, hints[step] ?? 0);
  const { from: _, ...rest } = mine;
  // Steps that one of the two was never asked for are done or open in the other.
  const begun = mine.from === undefined || other.from === undefined ? {} : { from: Math.min(mine.from, other.from) };
  return {
    ...rest,
    ...begun,
    step: Math.max(mine.step, other.step),
    tasks: { ...other.tasks, ...mine.tasks },
    answers: { ...other.answers, ...mine.answers },
    hints,
    spentMs: Math.max(mine.spentMs, other.spentMs),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
