import { LANGUAGES, type Language } from '../i18n/messages';
import { PARTS, type Part } from './parts';

export type Theme = 'light' | 'dark' | 'system';

/** What the address of an embed asks for; null, or absent: nothing is said of it. */
export interface Parameters {
  readonly lesson: string | null;
  /** From 1. */
  readonly step: number | null;
  readonly lang: Language | null;
  readonly theme: Theme | null;
  readonly motion: 'reduce' | null;
  /** What is shown; null: everything. */
  readonly ui: readonly Part[] | null;
  /** The only page that is listened to, and told: `https://moodle.example.org`. */
  readonly origin: string | null;
  /** Whether H5P's and Canvas's own messages are sent too, at which those hosts change the frame's height. */
  readonly resize: boolean;
}

/** Something that the address asks for and that cannot be had. */
export interface Misfit {
  readonly parameter: string;
  readonly value: string;
  /** Course pages add parameters of their own: those are for the page around, not for the learner. */
  readonly known: boolean;
}

/** Longer values are cut before anybody is told of them. */
const VALUE_CHARS_MAX = 80;

/** Reads `location.search`: `?embed=1&lesson=groups&step=2&lang=ru&theme=dark&motion=reduce&ui=lesson,time`. Never throws. */
export function readParameters(search: string): { parameters: Parameters; misfits: readonly Misfit[] } {
  const given = new URLSearchParams(search);
  const misfits: Misfit[] = [];

  function take<T>(name: string, read: (value: string) => T | undefined): T | null {
    const value = given.get(name);
    if (value === null || value === '') return null;
    const taken = read(value);
    if (taken === undefined) misfits.push({ parameter: name, value: value.slice(0, VALUE_CHARS_MAX), known: true });
    return taken ?? null;
  }

  const parameters: Parameters = {
    // Whether there is such a lesson is for those to say who have the list.
    lesson: take('lesson', (value) => value),
    step: take('step', (value) => (/^[1-9]\d{0,3}$/.test(value) ? Number(value) : undefined)),
    lang: take('lang', (value) => LANGUAGES.find((each) => each === value)),
    theme: take('theme', oneOf(['light', 'dark', 'system'])),
    motion: take('motion', oneOf(['reduce'])),
    ui: take('ui', readParts),
    origin: take('origin', readOrigin),
    resize: take('resize', oneOf(['0', '1'])) !== '0',
  };
  for (const [parameter, value] of given) {
    if (KNOWN.has(parameter)) continue;
    misfits.push({
      parameter: parameter.slice(0, VALUE_CHARS_MAX),
      value: value.slice(0, VALUE_CHARS_MAX),
      known: false,
    });
  }
  return { parameters, misfits };
}

const KNOWN = new Set(['embed', 'lesson', 'step', 'lang', 'theme', 'motion', 'ui', 'origin', 'resize']);

const oneOf =
  <const T extends string>(values: readonly T[]) =>
  (value: string): T | undefined =>
    values.find((each) => each === value);

/** `none`, or names with commas between. */
function readParts(value: string): readonly Part[] | undefined {
  if (value === 'none') return [];
  const names = value.split(',');
  const parts = PARTS.filter((part) => names.includes(part));
  return parts.length === new Set(names).size ? parts : undefined;
}

/** As browsers write an origin; undefined when it is none. */
function readOrigin(value: string): string | undefined {
  try {
    const { origin } = new URL(value);
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined;
  }
}
