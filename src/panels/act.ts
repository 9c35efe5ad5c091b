import type { Command } from '../contract/command';
import type { Thing } from '../view/thing';
import type { acts as texts } from '../i18n/en/acts';

export type ActTexts = typeof texts;
/** A text that waits for its language. */
export type Say = (m: ActTexts) => string;

/** Something that can be done to a thing. Its commands are given to the cluster as they stand, one after the other. */
export interface Act {
  /** Unique among the acts of its thing: `kill`. */
  readonly id: string;
  readonly label: Say;
  /** The key that does it while the menu is open, as one would type it: `K`; null: none. */
  readonly key: string | null;
  /** Acts with the same number stand together, with a line between them and the next. */
  readonly set: number;
  /** Why it cannot be done now; null: it can. */
  readonly whyNot: Say | null;
  readonly does: Deed;
}

export type Deed =
  | { readonly kind: 'commands'; readonly commands: readonly Command[] }
  | { readonly kind: 'number'; readonly form: NumberForm }
  | { readonly kind: 'choice'; readonly form: ChoiceForm }
  /** Goes to the menu of another thing that has to do with this one. */
  | { readonly kind: 'things'; readonly things: readonly { readonly label: Say; readonly thing: Thing }[] }
  /** Goes to an inspector, and does nothing to the cluster. */
  | { readonly kind: 'opens'; readonly tab: 'disk' | 'programs' | 'topics' };

/** Asks for a whole number. */
export interface NumberForm {
  readonly label: Say;
  readonly unit: Say | null;
  readonly min: number;
  readonly max: number;
  /** What stands there at first. */
  readonly value: number;
  /** Numbers that one is likely to want, among them `value`. */
  readonly suggestions: readonly number[];
  readonly commands: (value: number) => readonly Command[];
}

/** Asks for one of a few. */
export interface ChoiceForm {
  readonly label: Say;
  readonly options: readonly { readonly label: Say; readonly commands: readonly Command[] }[];
}

export const doing = (...commands: Command[]): Deed => ({ kind: 'commands', commands });
