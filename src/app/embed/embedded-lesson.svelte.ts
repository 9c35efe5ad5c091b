import { tick } from 'svelte';
import type { EmbeddedPage, Refusal } from '../../embed/host-link';
import type { Configuration, SavedState } from '../../embed/incoming';
import type { PageMessage, ProgressReport } from '../../embed/outgoing';
import { newsBetween, reportOn } from '../../embed/report';
import { restoreState, saveState } from '../../embed/saved-state';
import { deskWords } from '../../i18n/desk-words.svelte';
import { lessonWords } from '../../i18n/lesson-words.svelte';
import { words } from '../../i18n/words.svelte';
import { loadLesson, LESSONS } from '../../lesson/catalogue';
import type { Lesson } from '../../lesson/lesson';
import { type PlayerState, START, startAt } from '../../lesson/player';
import { LessonRun } from '../lesson-run.svelte';
import type { Session } from '../session.svelte';
import type { Keeper } from '../storage';

export interface EmbeddedLessonParts {
  readonly keeper: Keeper;
  /** The run that the page shows; null while there is none. */
  readonly session: () => Pick<Session, 'files' | 'spec' | 'startOver'> | null;
  /** Changes what the page looks like. */
  readonly configure: (configuration: Configuration) => Promise<Refusal | null>;
}

const NOT_READY: Refusal = { code: 'not-ready', message: 'There is no lesson on the screen.' };

/** The lesson in the frame, and all that a host may do with it. */
export class EmbeddedLesson implements EmbeddedPage {
  run: LessonRun | null = $state.raw(null);
  /** The name that was asked for, when there is no such lesson: empty when none was. */
  lost: string | null = $state(null);
  /** The step that was asked for, when the lesson has fewer. */
  beyond: number | null = $state(null);
  readonly #parts: EmbeddedLessonParts;
  /** What the host has been told of. */
  #told: { readonly run: LessonRun; readonly state: PlayerState } | null = null;

  constructor(parts: EmbeddedLessonParts) {
    this.#parts = parts;
  }

  /** What the address asks for: the nearest of it. Rejects when the lesson cannot be fetched. */
  async open(name: string | null, step: number | null): Promise<Refusal | null> {
    const id = name ?? '';
    const entry = LESSONS.find((lesson) => lesson.id === id);
    if (entry === undefined) {
      this.lost = id;
      return noLesson(id);
    }
    this.beyond = step !== null && step > entry.steps ? step : null;
    await this.#arrive(id, step === null ? undefined : Math.min(step, entry.steps));
    return this.beyond === null ? null : noStep(this.beyond, entry.steps);
  }

  /** The same lesson in the language of the page. */
  async follow(): Promise<void> {
    const [run, language] = [this.run, words.language];
    if (run === null || run.lesson.language === language) return;
    const lesson = await loadLesson(run.lesson.id, language);
    if (this.run === run && words.language === language) run.lesson = lesson;
  }

  /** What has happened since this was last asked. */
  news(): readonly PageMessage[] {
    const run = this.run;
    if (run === null) return [];
    const told = this.#told;
    this.#told = { run, state: run.state };
    if (told?.run !== run) return [{ type: 'progress', ...reportOn(run.lesson, run.state) }];
    return newsBetween(run.lesson, told.state, run.state);
  }

  /** Back to the choice of lessons. */
  close(): void {
    this.run = null;
    this.lost = '';
    this.beyond = null;
  }

  async configure(configuration: Configuration): Promise<Refusal | null> {
    const refusal = await this.#parts.configure(configuration);
    await this.follow();
    return refusal;
  }

  async goTo(name: string | undefined, step: number | undefined): Promise<Refusal | null> {
    const id = name ?? this.run?.lesson.id;
    if (id === undefined) return NOT_READY;
    const entry = LESSONS.find((lesson) => lesson.id === id);
    if (entry === undefined) return noLesson(id);
    if (step !== undefined && step > entry.steps) return noStep(step, entry.steps);
    this.beyond = null;
    await this.#arrive(id, step);
    return null;
  }

  async reset(files: boolean): Promise<Refusal | null> {
    const [run, session] = [this.run, this.#session()];
    if (run === null || session === null) return NOT_READY;
    const { from } = run.state;
    run.change(from === undefined ? START : { ...START, from, step: from });
    if (files) for (const [name, text] of Object.entries(run.lesson.files)) session.files.edit(name, text);
    await session.startOver();
    return null;
  }

  state(): SavedState | null {
    const [run, session] = [this.run, this.#session()];
    return run === null || session === null ? null : saveState(run.lesson, run.state, session.files.texts);
  }

  /**
   * Progress and programs as they were kept. What runs goes on with the text that it began with: what a host sends is
   * started by the learner, or not at all.
   */
  async setState(state: SavedState): Promise<Refusal | null> {
    const id = state.progress.lesson;
    if (!LESSONS.some((lesson) => lesson.id === id)) return noLesson(id);
    const isAnother = this.run?.lesson.id !== id;
    const lesson = isAnother ? await this.#fetch(id) : (this.run?.lesson ?? (await this.#fetch(id)));
    const restored = restoreState(lesson, lessonWords.now, state);
    if (restored === null) return { code: 'bad-state', message: 'The state does not fit the lesson.' };
    if (isAnother) {
      this.#show(new LessonRun(lesson, this.#parts.keeper));
      await tick();
    }
    const [run, session] = [this.run, this.#session()];
    if (run === null || session === null) return NOT_READY;
    run.change(restored.player);
    // The host has it from itself: nothing of it is news.
    this.#told = { run, state: run.state };
    for (const [name, text] of Object.entries(restored.files)) session.files.edit(name, text);
    return null;
  }

  report(): ProgressReport | null {
    return this.run === null ? null : reportOn(this.run.lesson, this.run.state);
  }

  /** The lesson is on the screen at this step, from 1; without one, where the learner left it. */
  async #arrive(id: string, step: number | undefined): Promise<void> {
    const run = this.run?.lesson.id === id ? this.run : new LessonRun(await this.#fetch(id), this.#parts.keeper);
    if (step !== undefined) run.change(startAt(run.lesson, run.state, step - 1));
    this.#show(run);
  }

  async #fetch(id: string): Promise<Lesson> {
    const [lesson] = await Promise.all([loadLesson(id, words.language), deskWords.ready, lessonWords.ready]);
    return lesson;
  }

  #show(run: LessonRun): void {
    this.run = run;
    this.lost = null;
  }

  #session(): ReturnType<EmbeddedLessonParts['session']> {
    const session = this.#parts.session();
    return session?.spec.id === this.run?.lesson.id ? session : null;
  }
}

const noLesson = (id: string): Refusal => ({ code: 'unknown-lesson', message: `There is no lesson ${id}.` });
const noStep = (step: number, steps: number): Refusal => ({
  code: 'unknown-step',
  message: `There is no step ${step}: the lesson has ${steps}.`,
});
