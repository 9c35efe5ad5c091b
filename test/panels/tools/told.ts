import type { AdminCommand } from '../../../src/contract/command';
import { tools as en } from '../../../src/i18n/en/tools';
import type { ToolForm, Values } from '../../../src/panels/tools/tool-form';

export interface Told {
  readonly command: AdminCommand | null;
  readonly wrong: Readonly<Record<string, string>>;
  readonly doubts: Readonly<Record<string, string>>;
}

/** What a form says in English, with these values over those that stand there at first; undefined takes one out. */
export function told(form: ToolForm, typed: Record<string, string | undefined>): Told {
  const all = Object.entries({ ...form.initial, ...typed }).filter((entry) => entry[1] !== undefined);
  const { command, wrong, doubts } = form.read(Object.fromEntries(all) as Values);
  const words = (says: typeof wrong): Record<string, string> =>
    Object.fromEntries(Object.entries(says).map(([field, say]) => [field, say(en)]));
  return { command, wrong: words(wrong), doubts: words(doubts) };
}
