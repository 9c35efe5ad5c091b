import type { AdminCommand } from '../../contract/command';
import type { tools as texts } from '../../i18n/en/tools';
import { wholeNumber } from '../topic-settings';

export type ToolTexts = typeof texts;
/** A text that waits for its language. */
export type ToolSay = (m: ToolTexts) => string;

/** What stands in the fields, by their ids. */
export type Values = Readonly<Record<string, string>>;

export interface Field {
  readonly id: string;
  /** A setting is called by its name. */
  readonly label: ToolSay | { readonly setting: string };
  readonly input:
    | { readonly kind: 'text'; readonly size: 'short' | 'long'; readonly numeric: boolean }
    | {
        readonly kind: 'choice';
        readonly size: 'short' | 'wide';
        readonly options: readonly { readonly value: string; readonly label: ToolSay }[];
      };
  readonly hint: ToolSay | null;
  /** Can be taken out of the form again. */
  readonly removable: boolean;
}

/** What the values come to. */
export interface Reading {
  /** Null: cannot be sent as it stands. */
  readonly command: AdminCommand | null;
  /** By field: what nobody could type into a shell, or the tool would not take. */
  readonly wrong: Readonly<Record<string, ToolSay>>;
  /** By field: what can be sent, and what Kafka will make of it. */
  readonly doubts: Readonly<Record<string, ToolSay>>;
}

/** One act of a command-line tool, as a form. It is made anew from each view; the values are kept by who shows it. */
export interface ToolForm {
  readonly title: ToolSay;
  readonly submit: ToolSay;
  /** What is said before something that cannot be had back. */
  readonly warning: ToolSay | null;
  readonly initial: Values;
  readonly fields: (values: Values) => readonly Field[];
  /** Settings that can still be put in, by name. */
  readonly more: (values: Values) => readonly string[];
  readonly read: (values: Values) => Reading;
}

export const NO_MORE = (): readonly string[] => [];

export const textField = (
  id: string,
  label: ToolSay,
  {
    size = 'short',
    numeric = false,
    hint = null,
  }: { size?: 'short' | 'long'; numeric?: boolean; hint?: ToolSay | null },
): Field => ({ id, label, input: { kind: 'text', size, numeric }, hint, removable: false });

export const choiceField = (
  id: string,
  label: ToolSay,
  options: readonly { readonly value: string; readonly label: ToolSay }[],
  size: 'short' | 'wide' = 'short',
): Field => ({ id, label, input: { kind: 'choice', size, options }, hint: null, removable: false });

/** The partitions of a topic as options: their numbers. */
export const partitionOptions = (count: number): { value: string; label: ToolSay }[] =>
  Array.from({ length: count }, (_, partition) => ({ value: String(partition), label: () => String(partition) }));

/** Collects what is to be said of the fields; the first thing said of a field stands. */
export class Remarks {
  readonly wrong: Record<string, ToolSay> = {};
  readonly doubts: Record<string, ToolSay> = {};

  isWrong(field: string, say: ToolSay): void {
    this.wrong[field] ??= say;
  }

  isDoubtful(field: string, say: ToolSay): void {
    this.doubts[field] ??= say;
  }

  /** A number of a field; says what is wrong when there is none. */
  number(values: Values, field: string, min: number): number | null {
    const value = wholeNumber(values[field]);
    if (value === null) this.isWrong(field, (m) => m.wrong.notWhole);
    else if (value < min) this.isWrong(field, (m) => m.wrong.tooSmall(min));
    else return value;
    return null;
  }

  with(command: AdminCommand | null): Reading {
    const isClean = Object.keys(this.wrong).length === 0;
    return { command: isClean ? command : null, wrong: this.wrong, doubts: this.doubts };
  }
}
