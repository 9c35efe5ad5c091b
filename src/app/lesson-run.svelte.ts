import type { SimEvent } from '../contract/event';
import type { Lesson } from '../lesson/lesson';
import { feed, newRun, spend, START, type PlayerState } from '../lesson/player';
import { fromProgress, toProgress } from '../lesson/progress';
import type { View } from '../view/view';
import type { Keeper } from './storage';

/** Longer than this without a sign of the visitor is not counted as spent on the lesson. */
const GAP_MS_MAX = 5_000;

/** A lesson as it is being taken: its text in the language of the page, and where the learner stands in it. */
export class LessonRun {
  lesson: Lesson = $state.raw() as Lesson;
  state: PlayerState = $state.raw(START);
  readonly #keeper: Keeper;
  #kept: PlayerState = START;
  #lastMs: number | null = null;

  /** Somebody else's run is looked at in this lesson: the address stays that of the run. */
  readonly isGuest: boolean;

  /** @param guestStep the step that somebody else's run opens at; null: the learner's own place in the lesson. */
  constructor(lesson: Lesson, keeper: Keeper, guestStep: number | null = null) {
    this.isGuest = guestStep !== null;
    this.lesson = lesson;
    this.#keeper = keeper;
    this.state = fromProgress(lesson, keeper.read(keyOf(lesson)));
    if (guestStep !== null) this.state = { ...this.state, step: Math.min(guestStep, lesson.steps.length) };
    this.#kept = this.state;
  }

  /** A run begins from zero: what was done stays done. */
  begin(): void {
    this.state = newRun(this.state);
  }

  tell(view: View, event: SimEvent): void {
    this.state = feed(this.lesson, this.state, view, event);
  }

  change(state: PlayerState): void {
    this.state = state;
    this.keep();
  }

  /** The clock of the visitor's time; called once a second or so. */
  tick(realMs: number): void {
    const passed = this.#lastMs === null ? 0 : realMs - this.#lastMs;
    this.#lastMs = realMs;
    if (passed > 0 && passed <= GAP_MS_MAX) this.state = spend(this.lesson, this.state, passed);
  }

  keep(): void {
    if (this.state === this.#kept) return;
    this.#kept = this.state;
    this.#keeper.write(keyOf(this.lesson), toProgress(this.lesson, this.state));
  }
}

const keyOf = (lesson: Lesson): string => `progress:${lesson.id}`;
