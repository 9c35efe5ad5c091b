import { KEY_COLOURS } from '../view/selectors';
import { mix, parseColour, toNumber, type Rgb } from './colour';

const TOKENS = {
  paper: '--paper',
  raised: '--raised',
  sunken: '--sunken',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  line: '--line',
  line2: '--line-2',
  rule: '--rule',
  accent: '--accent',
  fault: '--fault',
  faultSoft: '--fault-soft',
  plate: '--plate',
  plateInk: '--plate-ink',
  edge: '--edge',
} as const;

type Token = keyof typeof TOKENS;

/** The page's colours at this moment, as its style sheet has them. */
export interface Palette {
  readonly rgb: Readonly<Record<Token, Rgb>>;
  /** As Pixi takes colours. */
  readonly hex: Readonly<Record<Token, number>>;
  /** Of the record keys, in order of first sight; they start again after the last. */
  readonly keys: readonly Rgb[];
  readonly mono: string;
}

export function readPalette(host: Element): Palette {
  const style = getComputedStyle(host);
  const read = (name: string): Rgb => parseColour(style.getPropertyValue(name));
  const rgb = Object.fromEntries(Object.entries(TOKENS).map(([token, name]) => [token, read(name)])) as Record<
    Token,
    Rgb
  >;
  const hex = Object.fromEntries(Object.entries(rgb).map(([token, colour]) => [token, toNumber(colour)])) as Record<
    Token,
    number
  >;
  const keys = Array.from({ length: KEY_COLOURS }, (_, index) => read(`--k${String.fromCharCode(65 + index)}`));
  return { rgb, hex, keys, mono: style.getPropertyValue('--mono').trim() || 'monospace' };
}

/** The colour of a key, or the grey of records without one. */
export const keyColour = (palette: Palette, key: number | null): Rgb =>
  (key === null ? undefined : palette.keys[key % palette.keys.length]) ??
  mix(palette.rgb.ink3, 0.55, palette.rgb.raised);
