import { quote } from './quote';
import { lay, type Pieces } from './layout';

export interface InspectOptions {
  /** Levels of objects below the outermost that are written out; null is all. */
  readonly depth?: number | null;
  /** Text of an error: its name, message and the frames that concern the reader. */
  readonly stackOf?: (error: Error) => string;
}

interface Context {
  readonly depthMax: number;
  readonly stackOf: (error: Error) => string;
  readonly seen: object[];
  readonly circular: Map<object, number>;
  indentation: number;
  /** Level of the object that was written last. */
  level: number;
}

const ARRAY_ITEMS_MAX = 100;
const BYTES_MAX = 50;
const IDENTIFIER = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

/** A method of an object by this symbol says how the object is to be shown, as in Node. */
export const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Text of any value, close to what Node's util.inspect writes with its default options. */
export function inspect(value: unknown, options: InspectOptions = {}): string {
  return show(
    {
      depthMax: options.depth === null ? Infinity : (options.depth ?? 2),
      stackOf: options.stackOf ?? ((error) => error.stack ?? String(error)),
      seen: [],
      circular: new Map(),
      indentation: 0,
      level: 0,
    },
    value,
    0,
  );
}

function show(context: Context, value: unknown, depth: number): string {
  if (typeof value === 'object' && value !== null) return showObject(context, value, depth);
  if (typeof value === 'function') return showObject(context, value, depth);
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  return String(value);
}

function showObject(context: Context, value: object, depth: number): string {
  if (context.seen.includes(value)) {
    if (!context.circular.has(value)) context.circular.set(value, context.circular.size + 1);
    return `[Circular *${context.circular.get(value)}]`;
  }
  const custom = (value as Record<symbol, unknown>)[INSPECT];
  if (typeof custom === 'function') {
    const shown: unknown = custom.call(value, context.depthMax - depth, {}, inspect);
    return typeof shown === 'string' ? shown : show(context, shown, depth);
  }
  context.seen.push(value);
  const levelBefore = context.level;
  context.level = depth;
  const pieces = piecesOf(context, value, depth);
  context.seen.pop();
  // What has no parts is no level.
  if (typeof pieces === 'string' || pieces.items.length === 0) context.level = levelBefore;
  if (typeof pieces === 'string') return pieces;
  const reference = context.circular.get(value);
  if (reference !== undefined) pieces.prefix = `<ref *${reference}> ${pieces.prefix}`;
  return lay(pieces, context.indentation, context.level - depth);
}

/** The parts of an object's text, or all of it when it has no parts. */
function piecesOf(context: Context, value: object, depth: number): Pieces | string {
  const name = nameOf(value);
  const tag = (plain: string): string => (name === plain ? '' : `${name} `);
  if (value instanceof Error) return showError(context, value, depth);
  if (typeof value === 'function') return withProperties(context, value, depth, functionText(value));
  if (value instanceof RegExp) return withProperties(context, value, depth, String(value));
  if (value instanceof Date) {
    return withProperties(context, value, depth, Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString());
  }
  for (const [Boxed, label] of BOXED) {
    if (value instanceof Boxed) return `[${label}: ${show(context, value.valueOf(), depth)}]`;
  }
  if (isBuffer(value)) return bufferText(value);
  if (depth > context.depthMax && !isEmpty(value))
    return Array.isArray(value) ? '[Array]' : `[${name || 'Object: null prototype'}]`;
  if (Array.isArray(value)) {
    return {
      prefix: name === 'Array' ? '' : `${name}(${value.length}) `,
      open: '[',
      close: ']',
      isList: true,
      items: [...listItems(context, value, depth), ...propertyItems(context, value, depth, true)],
    };
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const list = value as unknown as ArrayLike<unknown>;
    return {
      prefix: `${name}(${list.length}) `,
      open: '[',
      close: ']',
      isList: true,
      items: listItems(context, list, depth),
    };
  }
  if (value instanceof ArrayBuffer) {
    const bytes = new Uint8Array(value);
    return {
      prefix: 'ArrayBuffer ',
      open: '{',
      close: '}',
      isList: false,
      items: [`[Uint8Contents]: <${hex(bytes)}>`, `byteLength: ${bytes.length}`],
    };
  }
  if (value instanceof Set) {
    const items = inside(context, () => [...value].map((item) => show(context, item, depth + 1)));
    return {
      prefix: `${name}(${value.size}) `,
      open: '{',
      close: '}',
      isList: false,
      items: [...items, ...propertyItems(context, value, depth, false)],
    };
  }
  if (value instanceof Map) {
    const items = inside(context, () =>
      [...value].map(([key, item]) => `${show(context, key, depth + 1)} => ${show(context, item, depth + 1)}`),
    );
    return {
      prefix: `${name}(${value.size}) `,
      open: '{',
      close: '}',
      isList: false,
      items: [...items, ...propertyItems(context, value, depth, false)],
    };
  }
  const items = propertyItems(context, value, depth, false);
  const prefix = name === '' ? '[Object: null prototype] ' : tag('Object');
  return { prefix, open: '{', close: '}', isList: false, items };
}

const BOXED = [
  [Number, 'Number'],
  [String, 'String'],
  [Boolean, 'Boolean'],
  [Symbol, 'Symbol'],
  [BigInt, 'BigInt'],
] as const;

function inside<T>(context: Context, work: () => T): T {
  context.indentation += 2;
  try {
    return work();
  } finally {
    context.indentation -= 2;
  }
}

function listItems(context: Context, list: ArrayLike<unknown>, depth: number): string[] {
  return inside(context, () => {
    const items: string[] = [];
    for (let i = 0; i < list.length && items.length < ARRAY_ITEMS_MAX; i++) {
      if (i in list) {
        items.push(show(context, list[i], depth + 1));
        continue;
      }
      const from = i;
      while (i + 1 < list.length && !(i + 1 in list)) i++;
      items.push(`<${i - from + 1} empty item${i > from ? 's' : ''}>`);
    }
    const more = list.length - ARRAY_ITEMS_MAX;
    if (more > 0) items.push(`... ${more} more item${more > 1 ? 's' : ''}`);
    return items;
  });
}

function propertyItems(
  context: Context,
  value: object,
  depth: number,
  isList: boolean,
  hidden: readonly (string | symbol)[] = [],
): string[] {
  const items: string[] = [];
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor?.enumerable !== true || hidden.includes(key)) continue;
    if (isList && typeof key === 'string' && /^\d+$/.test(key)) continue;
    items.push(propertyText(context, key, descriptor, depth));
  }
  return items;
}

function propertyText(context: Context, key: string | symbol, descriptor: PropertyDescriptor, depth: number): string {
  const label = typeof key === 'symbol' ? `[${String(key)}]` : IDENTIFIER.test(key) ? key : quote(key);
  if (descriptor.get !== undefined) return `${label}: ${descriptor.set === undefined ? '[Getter]' : '[Getter/Setter]'}`;
  if (descriptor.set !== undefined) return `${label}: [Setter]`;
  return `${label}: ${inside(context, () => show(context, descriptor.value, depth + 1))}`;
}

function withProperties(context: Context, value: object, depth: number, base: string): Pieces | string {
  const items = depth > context.depthMax ? [] : propertyItems(context, value, depth, false);
  return items.length === 0 ? base : { prefix: `${base} `, open: '{', close: '}', isList: false, items };
}

function showError(context: Context, error: Error, depth: number): Pieces | string {
  const stack = withClassName(context.stackOf(error), error);
  const base = stack.includes('\n    at ') ? stack : `[${stack}]`;
  const indented = base.replaceAll('\n', `\n${' '.repeat(context.indentation)}`);
  const said = (key: string): boolean => {
    const value = (error as unknown as Record<string, unknown>)[key];
    return typeof value === 'string' && stack.includes(value);
  };
  const hidden = ['name', 'message', 'stack'].filter(said);
  const items = depth > context.depthMax ? [] : propertyItems(context, error, depth, false, hidden);
  for (const name of ['cause', 'errors']) {
    const descriptor = Object.getOwnPropertyDescriptor(error, name);
    if (descriptor !== undefined && descriptor.enumerable !== true && depth <= context.depthMax) {
      items.push(`[${name}]: ${inside(context, () => show(context, descriptor.value, depth + 1))}`);
    }
  }
  return items.length === 0 ? indented : { prefix: `${indented} `, open: '{', close: '}', isList: false, items };
}

/** A class of the program's own that did not name its errors is named all the same. */
function withClassName(stack: string, error: Error): string {
  const name = String(error.name);
  const className = nameOf(error);
  const isNamed = stack.startsWith(name) && [':', '\n', undefined].includes(stack[name.length]);
  if (className === name || className === '' || !isNamed) return stack;
  return (className.includes(name) ? className : `${className} [${name}]`) + stack.slice(name.length);
}

function functionText(value: object & { readonly name: string }): string {
  const source = Function.prototype.toString.call(value);
  const { name } = value;
  if (/^class\b/.test(source)) {
    const parent: unknown = Object.getPrototypeOf(value);
    const extended = typeof parent === 'function' && parent.name !== '' ? ` extends ${parent.name}` : '';
    return name === '' ? `[class (anonymous)${extended}]` : `[class ${name}${extended}]`;
  }
  const kind = nameOf(value) || 'Function';
  return name === '' ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`;
}

/** An array or plain object with nothing in it is written out at any depth. */
const isEmpty = (value: object): boolean =>
  Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0 && nameOf(value) === 'Object';

/** Name of the class that made the object; empty for an object without a prototype. */
function nameOf(value: object): string {
  for (let owner: object | null = value; owner !== null; owner = Object.getPrototypeOf(owner)) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, 'constructor');
    if (typeof descriptor?.value === 'function' && descriptor.value.name !== '') return String(descriptor.value.name);
  }
  return '';
}

/** Buffers mark themselves; the class itself is not known here. */
const isBuffer = (value: object): value is Uint8Array =>
  value instanceof Uint8Array && (nameOf(value) === 'Buffer' || (value as { _isBuffer?: boolean })._isBuffer === true);

const bufferText = (bytes: Uint8Array): string => `<Buffer${bytes.length > 0 ? ' ' : ''}${hex(bytes)}>`;

function hex(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, BYTES_MAX), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const more = bytes.length - BYTES_MAX;
  return more > 0 ? `${shown} ... ${more} more byte${more > 1 ? 's' : ''}` : shown;
}
