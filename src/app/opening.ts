import type { Us } from '../contract/ids';
import { ENGINE_VERSION, type RunLog } from '../contract/run-log';
import type { SourceFiles } from '../contract/scenario';
import { filesAfter, freshLog, givenUntil, type KeptRun, type RunBook } from './run-book';
import type { SessionParts } from './session-parts';

/** What a session opens when its page does. */
export interface Opening {
  readonly log: RunLog;
  readonly untilUs: Us;
  readonly playing: boolean;
  /** The past moment that was looked at; null: the present. */
  readonly pastUs: Us | null;
  /** What is to be said of it. */
  readonly note: 'other-engine' | 'lesson-changed' | null;
}

/** The run that was given, or the kept one where it was left, or a fresh one with these files. */
export function openingOf(
  { spec, taken, startsPlaying }: SessionParts,
  book: RunBook | null,
  texts: SourceFiles,
): Opening {
  const kept: KeptRun | 'changed' | null = taken
    ? { ...taken, playing: false, pastUs: null }
    : (book?.run(spec) ?? null);
  if (kept === null || kept === 'changed') {
    const note = kept === 'changed' ? 'lesson-changed' : null;
    return { log: freshLog(spec, texts), untilUs: givenUntil(spec), playing: startsPlaying, pastUs: null, note };
  }
  const note = kept.log.engine === ENGINE_VERSION ? null : 'other-engine';
  const { log, nowUs, playing, pastUs } = kept;
  return { log: { ...log, engine: ENGINE_VERSION }, untilUs: nowUs, playing, pastUs, note };
}

/** The files as they are when the page opens: those of the run that was given, or the visitor's. */
export function textsOf({ spec, taken }: SessionParts, book: RunBook | null): SourceFiles {
  return taken ? filesAfter(taken.log) : (book?.files(spec) ?? spec.files);
}
