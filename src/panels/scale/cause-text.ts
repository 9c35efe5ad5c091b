import type { scale as texts } from '../../i18n/en/scale';
import type { Cause } from './trouble';

type Texts = typeof texts;

/** A sentence: why a copy of this broker is missing. */
export const causeText = (cause: Cause, broker: number, m: Texts): string =>
  cause.kind === 'slow-disk' ? m.cause['slow-disk'](broker, cause.extraMs) : m.cause[cause.kind](broker);

/** The same in a word or two. */
export function causeWord(cause: Cause, m: Texts): string {
  if (cause.kind === 'link') return m.troubleLink;
  return cause.kind === 'behind' ? m.troubleBehind : m.causes[cause.kind];
}
