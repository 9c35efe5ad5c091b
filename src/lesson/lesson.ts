import type { Command, LoggedCommand } from '../contract/command';
import type { Us } from '../contract/ids';
import type { ProgramSpec, Scenario, SourceFiles } from '../contract/scenario';
import type { Language } from '../i18n/messages';
import type { TermId } from '../i18n/terms';
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
  /** The cluster has lived so long before the learner comes. */
  readonly warmUpUs: Us;
  /** What was done to it meanwhile: part of every run of the lesson. */
  readonly given: readonly LoggedCommand[];
  readonly programs: readonly ProgramSpec[];
  /** What the learner opens, by file name. */
  readonly files: SourceFiles;
  /** What the stage shows beyond books and boards from the first step on; steps add to it. */
  readonly marks: readonly Mark[];
  readonly steps: readonly Step[];
  readonly finished: Finished;
}

export interface Step {
  readonly id: string;
  readonly title: string;
  /** Marks that arrive with this step, and stay. */
  readonly marks: readonly Mark[];
  /** The tab that is opened on arrival; null leaves it as it is. */
  readonly opens: Tab | null;
  /** In reading order. */
  readonly parts: readonly Part[];
  /** Accessible name of the task list. */
  readonly tasksLabel: string;
  readonly tasks: readonly Task[];
  /** One after the other, from a nudge to the answer. */
  readonly hints: readonly RichText[];
}

/** Tabs of the work area that a step may open. */
export const TABS = ['programs', 'topics', 'groups', 'disk', 'charts', 'plots', 'events', 'faults'] as const;
export type Tab = (typeof TABS)[number];

export type Part =
  | { readonly type: 'prose'; readonly text: RichText }
  | { readonly type: 'quiz'; readonly quiz: Quiz }
  | { readonly type: 'figure'; readonly figure: Figure }
  | { readonly type: 'actions'; readonly caption: string; readonly actions: readonly Action[] };

/** A button that gives one command. */
export interface Action {
  readonly id: string;
  readonly label: RichText;
  readonly command: Command;
}

/** A prediction, and what the run proves right. */
export type Quiz = QuizOfOne | QuizOfSeveral | QuizOfNumber | QuizOfTable;

interface QuizText {
  readonly id: string;
  readonly caption: string;
  readonly question: RichText;
  /** The task whose end is the outcome: until then a prediction can be changed, then it stands beside the outcome. */
  readonly outcome: string;
  readonly explanation: RichText;
}

export interface QuizOfOne extends QuizText {
  readonly kind: 'one';
  readonly options: readonly RichText[];
  /** Index of the right option. */
  readonly right: number;
  /** What each option says in seconds, if it is a time: drawn beside the measured bar. */
  readonly guessSeconds: readonly number[] | null;
}

export interface QuizOfSeveral extends QuizText {
  readonly kind: 'several';
  readonly options: readonly RichText[];
  /** Indexes of the right options, rising. */
  readonly right: readonly number[];
}

export interface QuizOfNumber extends QuizText {
  readonly kind: 'number';
  readonly right: number;
}

/** Which columns hold for each row: where folders will stand, who gets what. */
export interface QuizOfTable extends QuizText {
  readonly kind: 'table';
  /** Name of the rows. */
  readonly corner: RichText;
  readonly columns: readonly RichText[];
  /** `right`: indexes of columns, rising. */
  readonly rows: readonly { readonly label: RichText; readonly right: readonly number[] }[];
  /** In each row exactly one column is right. */
  readonly onePerRow: boolean;
}

/** Index of an option, a number, indexes of options, or of columns row by row. */
export type Answer = number | readonly number[] | readonly (readonly number[])[];

export interface FigureText {
  readonly id: string;
  readonly caption: string;
}

/** Drawn from the run: bars of what tasks measured, or something of the cluster as it is now. */
export type Figure = FigureText & ({ readonly kind: 'bars'; readonly bars: readonly Bar[] } | LiveFigure);

export type LiveFigure =
  /** Lag of each partition, and of the whole over the last minute. */
  | { readonly kind: 'lag'; readonly group: string; readonly topic: string }
  /** Records a second over the last minute: written to a topic, or sent and received by the instances of a program. */
  | { readonly kind: 'throughput'; readonly of: readonly FlowOf[] }
  /** As kafka-consumer-groups.sh --describe prints it. */
  | { readonly kind: 'offsets'; readonly group: string }
  /** The folders of partitions in each broker's log.dirs. */
  | { readonly kind: 'folders'; readonly topics: readonly string[] | null }
  /** States of a group, the one of now lit. */
  | { readonly kind: 'chart'; readonly group: string }
  /** One replica's log as a shelf: the leader's, with the ribbons of the groups. */
  | { readonly kind: 'log'; readonly topic: string; readonly partition: number; readonly groups: readonly string[] };

export type FlowOf = { readonly topic: string } | { readonly program: string };

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
  /** The task before whose end nothing counts for this one. */
  readonly after: string | null;
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
  /** Of an emphasised word that the glossary explains: its id there. */
  readonly term?: TermId;
  readonly children: RichText;
}

export const TAGS = [
  'p',
  'h3',
  'ul',
  'ol',
  'li',
  'em',
  'strong',
  'code',
  'pre',
  'a',
  'br',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
] as const;
export type Tag = (typeof TAGS)[number];

/** A place that the run fills. */
export type Place =
  /** Time that a task measured: `{{one-measured}}`. */
  | { readonly type: 'measured'; readonly task: string }
  /** How many times longer the first took than the second: `{{one-measured / four-measured}}`. */
  | { readonly type: 'ratio'; readonly of: string; readonly to: string }
  /** The option that the learner chose: `{{guess four-readers}}`. */
  | { readonly type: 'guess'; readonly quiz: string }
  /** Something of the cluster as it is now. */
  | { readonly type: 'live'; readonly value: LiveValue };

/** `{{committed group topic partition}}` and the like. */
export type LiveValue =
  | {
      readonly what: 'committed' | 'lag';
      readonly group: string;
      readonly topic: string;
      readonly partition: number | null;
    }
  | {
      readonly what: 'log-end' | 'high-watermark' | 'log-start' | 'leader' | 'isr';
      readonly topic: string;
      readonly partition: number;
    }
  | { readonly what: 'coordinator' | 'state' | 'members'; readonly group: string };

/** What a learner may look at when the hints did not help: fetched only then. */
export interface Solution {
  /** Files and commands, in order of time. */
  readonly entries: readonly SolutionEntry[];
}

export type SolutionEntry =
  /** A file as it should be; `step`: of which step it is, null before the first. */
  | { readonly type: 'file'; readonly step: string | null; readonly file: string; readonly text: string }
  | { readonly type: 'command'; readonly step: string | null; readonly command: Command };

/** What the list of lessons needs, in both languages: small, and part of the first chunk. */
export interface LessonEntry {
  readonly id: string;
  readonly number: number;
  readonly minutes: number;
  readonly steps: number;
  readonly text: Readonly<Record<Language, { readonly name: string; readonly question: string }>>;
}
