/**
 * What a program may find in its global scope: the language itself, and the few parts of the web platform
 * that Node has too and that reach neither time, chance, storage, network nor page. A list of what stays,
 * not of what goes: the next browser's new channel is closed before anybody has heard of it.
 */
const STAYS: ReadonlySet<string> = new Set(
  [
    'Object Function Array Number Boolean String Symbol BigInt Promise RegExp JSON Math Intl Proxy Reflect Map Set WeakMap WeakSet',
    'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError Iterator',
    'DisposableStack AsyncDisposableStack ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array',
    'Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array',
    'Infinity NaN undefined parseFloat parseInt isFinite isNaN decodeURI decodeURIComponent encodeURI encodeURIComponent',
    'escape unescape eval globalThis TextEncoder TextDecoder URL URLSearchParams structuredClone atob btoa',
  ]
    .join(' ')
    .split(' '),
);

/** Ways out that hang on what stays. */
const STATICS_THAT_GO: readonly (readonly [string, readonly string[]])[] = [
  ['URL', ['createObjectURL', 'revokeObjectURL']],
];

/**
 * Removes everything else from the scope and from every prototype that it inherits from, `Object.prototype`
 * excepted. Whatever the program's own machinery needs of it must have been taken before.
 * @returns names that the engine does not let go: constants of old storage APIs, in Chromium.
 */
export function sweep(scope: object): string[] {
  const left: string[] = [];
  for (
    let owner: object | null = scope;
    owner !== null && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner)
  ) {
    for (const key of Reflect.ownKeys(owner)) {
      if (owner === scope && typeof key === 'string' && STAYS.has(key)) continue;
      if (key === Symbol.toStringTag && owner === scope) continue;
      if (!Reflect.deleteProperty(owner, key)) left.push(String(key));
    }
  }
  for (const [name, statics] of STATICS_THAT_GO) {
    const owner = (scope as Record<string, object | undefined>)[name];
    for (const key of statics) if (owner !== undefined) Reflect.deleteProperty(owner, key);
  }
  return left;
}

/** Puts a name into the scope as Node has it: writable, not enumerable. */
export function provide(scope: object, names: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(names)) {
    Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
