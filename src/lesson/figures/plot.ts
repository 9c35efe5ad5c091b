import { US_PER_SECOND, type Us } from '../../contract/ids';

/** What a plot shows: the last minute. */
const PLOT_SECONDS = 60;

export interface Point {
  readonly second: number;
  readonly value: number;
}

export interface Curve {
  /** `M0 40L3 38…` in the plot's own units; empty without points. */
  readonly path: string;
  /** Value of the last point that is in the plot; null without any. */
  readonly last: number | null;
}

export interface Plot {
  readonly curves: readonly Curve[];
  /** Value at the upper edge: a round one, and never 0. */
  readonly top: number;
}

/** Curves over the last minute before `nowUs`, on one scale, in a plot of this width and height. */
export function plotOf(series: readonly (readonly Point[])[], nowUs: Us, width: number, height: number): Plot {
  const now = nowUs / US_PER_SECOND;
  const inside = series.map((points) => points.filter(({ second }) => second <= now && second > now - PLOT_SECONDS));
  const top = roundUp(Math.max(1, ...inside.flatMap((points) => points.map(({ value }) => value))));
  const curves = inside.map((points): Curve => {
    const places = points.map(({ second, value }) => {
      const x = width * (1 - (now - second) / PLOT_SECONDS);
      const y = height * (1 - value / top);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    return { path: places.length === 0 ? '' : `M${places.join('L')}`, last: points.at(-1)?.value ?? null };
  });
  return { curves, top };
}

/** 1, 2 or 5 times a power of ten, not below the value. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((each) => each * power >= value) ?? 10;
  return step * power;
}
