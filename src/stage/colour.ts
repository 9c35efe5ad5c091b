/** A colour as red, green and blue of 0 to 1. */
export type Rgb = readonly [number, number, number];

/** `#39459e` or `#fff`. */
export function parseColour(text: string): Rgb {
  const digits = text.trim().replace('#', '');
  const wide = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const value = Number.parseInt(wide, 16);
  if (wide.length !== 6 || Number.isNaN(value)) throw new Error(`Not a colour as #rrggbb: "${text}"`);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export const toNumber = (colour: Rgb): number => {
  const [r, g, b] = colour.map((part) => Math.round(Math.min(1, Math.max(0, part)) * 255));
  return ((r ?? 0) << 16) | ((g ?? 0) << 8) | (b ?? 0);
};

export const toText = (colour: Rgb): string => `#${toNumber(colour).toString(16).padStart(6, '0')}`;

/** As CSS has it: `color-mix(in oklab, a part, b)`, with `part` of 0 to 1. */
export function mix(a: Rgb, part: number, b: Rgb): Rgb {
  const [la, lb] = [toOklab(a), toOklab(b)];
  return fromOklab([0, 1, 2].map((at) => (la[at] ?? 0) * part + (lb[at] ?? 0) * (1 - part)) as unknown as Rgb);
}

// Björn Ottosson's OKLab, matrices for sRGB.
function toOklab(colour: Rgb): Rgb {
  const [r, g, b] = colour.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear: Rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((part) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055)) as unknown as Rgb;
}
