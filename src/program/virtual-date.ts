/** What a program's Date has to know: the current moment in epoch milliseconds. */
export type NowMs = () => number;

const LOCALE = 'en-US';
const TIME_ZONE = 'UTC';

/** A date in words that says which zone it means, or the ISO form of a day, which is UTC by definition. */
const NAMES_ITS_ZONE =
  /(?:\b(?:Z|UTC?|GMT)|\dZ|:\d\d(?:\.\d+)?\s*(?:GMT|UTC)?[+-]\d\d:?\d\d)\s*(?:\([^)]*\))?\s*$|^\s*[+-]?\d{4,6}(?:-\d\d){0,2}\s*$/i;

/**
 * The engine's own Date, changed in place so that no way leads back to the wall clock or to the visitor's
 * zone: `Date.now()` and `new Date()` are virtual, and local time is UTC. Also sets `Date.prototype.constructor`.
 */
export function virtualDate(RealDate: DateConstructor, nowMs: NowMs): DateConstructor {
  const prototype = RealDate.prototype;
  const toText = prototype.toUTCString;

  /** The moment of a text without a zone, read as UTC: the engine reads it in the visitor's zone. */
  const parse = (text: string): number => {
    const read = new RealDate(text);
    if (NAMES_ITS_ZONE.test(text) || Number.isNaN(read.getTime())) return read.getTime();
    const local = localParts.map((part) => part.call(read)) as [number, number, number, number, number, number, number];
    return fromParts(RealDate, local);
  };
  // Taken before the methods are exchanged below.
  const localParts = (
    ['getFullYear', 'getMonth', 'getDate', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'] as const
  ).map((name) => prototype[name]);

  const momentOf = (args: readonly unknown[]): number => {
    if (args.length === 0) return nowMs();
    if (args.length > 1) return RealDate.UTC(...(args as [number, number]));
    const [value] = args;
    if (value instanceof RealDate) return value.getTime();
    const primitive = toPrimitive(value);
    return typeof primitive === 'string' ? parse(primitive) : Number(primitive);
  };

  function VirtualDate(this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) return new RealDate(nowMs()).toString();
    return Reflect.construct(RealDate, [momentOf(args)], new.target);
  }

  const methods = prototype as unknown as Record<string, unknown>;
  for (const unit of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    define(prototype, `get${unit}`, methods[`getUTC${unit}`]);
    if (unit !== 'Day') define(prototype, `set${unit}`, methods[`setUTC${unit}`]);
  }
  define(prototype, 'getYear', function (this: Date) {
    return this.getUTCFullYear() - 1900;
  });
  define(prototype, 'getTimezoneOffset', function (this: Date) {
    return Number.isNaN(this.getTime()) ? NaN : 0;
  });

  // `Tue, 14 Nov 2023 22:13:20 GMT` has all the words of `Tue Nov 14 2023 22:13:20 GMT+0000 (Coordinated Universal Time)`.
  const words = (date: Date): { day: string; time: string } | null => {
    const text = toText.call(date);
    const match = /^(\w+), (\d+) (\w+) (-?\d+) ([\d:]+)/.exec(text);
    return (
      match && {
        day: `${match[1]} ${match[3]} ${match[2]} ${match[4]}`,
        time: `${match[5]} GMT+0000 (Coordinated Universal Time)`,
      }
    );
  };
  const worded = (write: (parts: { day: string; time: string }) => string) =>
    function (this: Date): string {
      const parts = words(this);
      return parts === null ? 'Invalid Date' : write(parts);
    };
  define(
    prototype,
    'toString',
    worded(({ day, time }) => `${day} ${time}`),
  );
  define(
    prototype,
    'toDateString',
    worded(({ day }) => day),
  );
  define(
    prototype,
    'toTimeString',
    worded(({ time }) => time),
  );
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
    const real = methods[name] as (this: Date, locales?: unknown, options?: object) => string;
    define(prototype, name, function (this: Date, locales?: unknown, options?: object) {
      return real.call(this, locales ?? LOCALE, { ...options, timeZone: (options as Zoned)?.timeZone ?? TIME_ZONE });
    });
  }
  delete methods['toTemporalInstant'];

  define(VirtualDate, 'now', () => nowMs());
  define(VirtualDate, 'parse', (text: unknown) => parse(String(text)));
  define(VirtualDate, 'UTC', RealDate.UTC);
  Object.defineProperty(VirtualDate, 'name', { value: 'Date', configurable: true });
  Object.defineProperty(VirtualDate, 'length', { value: 7, configurable: true });
  Object.defineProperty(VirtualDate, 'prototype', { value: prototype, writable: false });
  define(prototype, 'constructor', VirtualDate);
  return VirtualDate as unknown as DateConstructor;
}

/** Intl with one locale and one zone for everybody, and a default date that is the virtual one. */
export function virtualIntl(intl: object, RealDate: DateConstructor, nowMs: NowMs): void {
  const names = Object.getOwnPropertyNames(intl) as (keyof typeof intl)[];
  for (const name of names) {
    const Real = intl[name] as unknown;
    if (typeof Real !== 'function' || !/^[A-Z]/.test(name)) continue;
    define(intl, name, withDefaultLocale(Real as Constructor, name === 'DateTimeFormat'));
  }
  const prototype = ((intl as Record<string, unknown>)['DateTimeFormat'] as Constructor).prototype as Record<
    string,
    unknown
  >;
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')!.get!;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: unknown) {
      const bound = format.call(this) as (date: unknown) => string;
      return (date?: unknown) => bound(date === undefined ? new RealDate(nowMs()) : date);
    },
  });
  const formatToParts = prototype['formatToParts'] as (this: unknown, date: unknown) => unknown;
  define(prototype, 'formatToParts', function (this: unknown, date?: unknown) {
    return formatToParts.call(this, date === undefined ? new RealDate(nowMs()) : date);
  });
  for (const [owner, method] of [
    [Number.prototype, 'toLocaleString'],
    [BigInt.prototype, 'toLocaleString'],
  ] as const) {
    const real = owner[method] as (this: unknown, locales?: unknown, options?: unknown) => string;
    define(owner, method, function (this: unknown, locales?: unknown, options?: unknown) {
      return real.call(this, locales ?? LOCALE, options);
    });
  }
  const compare = String.prototype.localeCompare as (
    this: string,
    that: string,
    locales?: unknown,
    options?: unknown,
  ) => number;
  define(
    String.prototype,
    'localeCompare',
    function (this: string, that: string, locales?: unknown, options?: unknown) {
      return compare.call(this, that, locales ?? LOCALE, options);
    },
  );
  for (const method of ['toLocaleLowerCase', 'toLocaleUpperCase'] as const) {
    const real = String.prototype[method];
    define(String.prototype, method, function (this: string, locales?: string) {
      return real.call(this, locales ?? LOCALE);
    });
  }
}

type Zoned = { timeZone?: string } | undefined;
type Constructor = new (...args: unknown[]) => unknown;

function withDefaultLocale(Real: Constructor & { prototype?: unknown }, hasZone: boolean): unknown {
  function Localised(this: unknown, locales?: unknown, options?: object): unknown {
    const args = [
      locales ?? LOCALE,
      hasZone ? { ...options, timeZone: (options as Zoned)?.timeZone ?? TIME_ZONE } : options,
    ];
    return Reflect.construct(Real, args, new.target ?? Real);
  }
  const { prototype } = Real as unknown as { prototype: object };
  Object.defineProperty(Localised, 'name', { value: Real.name, configurable: true });
  Object.defineProperty(Localised, 'prototype', { value: prototype, writable: false });
  const supported = (Real as unknown as Record<string, unknown>)['supportedLocalesOf'];
  if (supported !== undefined) define(Localised, 'supportedLocalesOf', supported);
  define(prototype, 'constructor', Localised);
  return Localised;
}

function define(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false });
}

function toPrimitive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const exotic = (value as { [Symbol.toPrimitive]?: (hint: string) => unknown })[Symbol.toPrimitive];
  if (typeof exotic === 'function') return exotic.call(value, 'default');
  const plain = value.valueOf();
  return typeof plain === 'object' ? String(value) : plain;
}

function fromParts(RealDate: DateConstructor, parts: [number, number, number, number, number, number, number]): number {
  const date = new RealDate(0);
  date.setUTCFullYear(parts[0], parts[1], parts[2]);
  return date.setUTCHours(parts[3], parts[4], parts[5], parts[6]);
}
