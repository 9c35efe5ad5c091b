import type { Report } from './checks/check';
import { fitsQuiz } from './answers';
import type { Answer, Lesson } from './lesson';
import { isCount, isDuration, isRecord, PROGRESS_VERSION, type Progress } from './stored-progress';
import { goTo, isDone, type PlayerState, quizzesOf, START } from './player';

export function toProgress(lesson: Lesson, state: PlayerState): Progress {
  const tasks = Object.fromEntries(Object.entries(state.tasks).filter(([id]) => isDone(state, id)));
  const { step, from, answers, hints, spentMs } = state;
  const begun = from === undefined ? {} : { from };
  return { version: PROGRESS_VERSION, lesson: lesson.id, step, ...begun, tasks, answers, hints, spentMs };
}

/**
 * The state that was stored, as far as it fits the lesson of today: steps, tasks and quizzes may have changed since.
 * Whatever is of another version, of another lesson or no progress at all gives a fresh start.
 */
export function fromProgress(lesson: Lesson, stored: unknown): PlayerState {
  if (!isRecord(stored) || stored['version'] !== PROGRESS_VERSION || stored['lesson'] !== lesson.id) return START;
  const { step, from, tasks, answers, hints, spentMs } = stored;
  let state: PlayerState = { ...START, spentMs: isDuration(spentMs) ? spentMs : 0 };
  const kept = quizzesOf(lesson).flatMap((quiz): [string, Answer][] => {
    const given = isRecord(answers) ? answers[quiz.id] : undefined;
    return fitsQuiz(quiz, given) ? [[quiz.id, given]] : [];
  });
  state = { ...state, answers: Object.fromEntries(kept) };
  const known = new Set(lesson.steps.flatMap((each) => each.tasks.map((task) => task.id)));
  const reports = entries(tasks).filter(
    (entry): entry is [string, Report] => known.has(entry[0]) && isReport(entry[1]),
  );
  const shown: Record<string, number> = {};
  for (const each of lesson.steps) {
    const count = isRecord(hints) ? hints[each.id] : undefined;
    if (isCount(count)) shown[each.id] = Math.min(count, each.hints.length);
  }
  state = { ...state, tasks: Object.fromEntries(reports), hints: shown };
  if (isCount(from) && from < lesson.steps.length) state = { ...state, from };
  return isCount(step) ? furthest(lesson, state, step) : state;
}

/** The step that was left, or the last before it whose way is still open. */
function furthest(lesson: Lesson, state: PlayerState, step: number): PlayerState {
  for (let at = Math.min(step, lesson.steps.length); at > 0; at--) {
    const there = goTo(lesson, state, at);
    if (there.step === at) return there;
  }
  return state;
}

const entries = (value: unknown): [string, unknown][] => (isRecord(value) ? Object.entries(value) : []);

const isReport = (value: unknown): value is Report =>
  isRecord(value) &&
  value['state'] === 'done' &&
  (value['measuredUs'] === null || isCount(value['measuredUs'])) &&
  (value['measuredRate'] === undefined || isDuration(value['measuredRate'])) &&
  isEvidence(value['evidence']);

const isEvidence = (value: unknown): boolean =>
  isRecord(value) &&
  (value['atUs'] === null || isCount(value['atUs'])) &&
  isRecord(value['fact']) &&
  typeof value['fact']['kind'] === 'string';
