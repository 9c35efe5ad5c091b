import type { ProgramSpec, Scenario, SourceFiles } from '../contract/scenario';
import type { Language } from '../i18n/messages';
import type { Mark } from '../view/marks';

/** A lesson in one language, as the build made it: plain data, no Markdown and no YAML left. */
export interface Lesson {
  readonly id: string;
  /** Place in the list of lessons, from 1. */
  readonly number: number;
  readonly language: Language;
  /** `Partitions and readers` */
  readonly name: string;
  /** `Partitions: why four readers are about four times faster` */
  readonly title: string;
  /** `Does a fourth reader make it faster?` */
  readonly question: string;
  readonly minutes: number;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly programs: readonly ProgramSpec[];
  /** What the learner opens, by file name. */
  readonly files: SourceFiles;
  /** What the stage shows beyond books and boards. */
  readonly marks: readonly Mark[];
  readonly steps: readonly Step[];
  readonly finished: Finished;
}

export interface Step {
  readonly id: string;
  readonly title: string;
  /** In reading order. */
  readonly parts: readonly Part[];
  /** Accessible name of the task list. */
  readonly tasksLabel: string;
  readonly tasks: readonly Task[];
  /** One after the other, from a nudge to the answer. */
  readonly hints: readonly RichText[];
}

export type Part =
  | { readonly type: 'prose'; readonly text: RichText }
  | { readonly type: 'quiz'; readonly quiz: Quiz }
  | { readonly type: 'figure'; readonly figure: Figure };

export interface Quiz {
  readonly id: string;
  readonly caption: string;
  readonly question: RichText;
  readonly options: readonly RichText[];
  /** Index of the option that the run proves right. */
  readonly right: number;
  /** The task whose end is the outcome: until then a prediction can be changed, then it stands beside the outcome. */
  readonly outcome: string;
  /** What each option says in seconds, if it is a time: drawn beside the measured bar. */
  readonly guessSeconds: readonly number[] | null;
  readonly explanation: RichText;
}

/** Bars of times measured in the run. */
export interface Figure {
  readonly id: string;
  readonly caption: string;
  readonly bars: readonly Bar[];
}

export interface Bar {
  /** The task that measures it. */
  readonly task: string;
  readonly label: RichText;
}

export interface Task {
  readonly id: string;
  readonly text: RichText;
  readonly check: string;
  readonly args: unknown;
}

export interface Finished {
  readonly title: string;
  readonly text: RichText;
  readonly simplified: RichText;
}

/** Formatted text as a tree, so that nothing on the page is ever made of an HTML string. */
export type RichText = readonly RichNode[];

export type RichNode = string | Place | Element;

export interface Element {
  readonly type: 'element';
  readonly tag: Tag;
  /** Of a link. */
  readonly href?: string;
  readonly children: RichText;
}

export const TAGS = ['p', 'h3', 'ul', 'ol', 'li', 'em', 'strong', 'code', 'pre', 'a', 'br'] as const;
export type Tag = (typeof TAGS)[number];

/** A place that the run fills. */
export type Place =
  /** Time that a task measured: `{{one-measured}}`. */
  | { readonly type: 'measured'; readonly task: string }
  /** How many times longer the first took than the second: `{{one-measured / four-measured}}`. */
  | { readonly type: 'ratio'; readonly of: string; readonly to: string }
  /** The option that the learner chose: `{{guess four-readers}}`. */
  | { readonly type: 'guess'; readonly quiz: string };

/** What the list of lessons needs, in both languages: small, and part of the first chunk. */
export interface LessonEntry {
  readonly id: string;
  readonly number: number;
  readonly minutes: number;
  readonly steps: number;
  readonly text: Readonly<Record<Language, { readonly name: string; readonly question: string }>>;
}
