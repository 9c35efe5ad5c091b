// What `src/sim` and `src/contract` may not use. The same scenario, seed and commands must give the same journal on
// every machine, so nothing there may know the time, the place, chance or the order in which promises settle.
// Types (lib es2023, no DOM, no Node) keep most of it out already; these are what es2023 itself has, and the back doors.
// A fixture in test/repository/fixtures/bans shows each of them failing.

const reasons = {
  clock: 'Virtual time only: ask cluster/clock.',
  promise: 'The simulation is synchronous: return what should happen instead of waiting for it.',
  locale: 'Texts and numbers must not hang on the visitor’s language.',
  io: 'The simulation does no I/O: journal an event instead.',
  memory: 'When garbage is collected is chance.',
  backDoor: 'A way around the other bans.',
};

/** @type {Readonly<Record<string, string>>} name to reason */
export const BANNED_GLOBALS = {
  Date: reasons.clock,
  performance: reasons.clock,
  setTimeout: reasons.clock,
  setInterval: reasons.clock,
  setImmediate: reasons.clock,
  clearTimeout: reasons.clock,
  clearInterval: reasons.clock,
  requestAnimationFrame: reasons.clock,
  Promise: reasons.promise,
  queueMicrotask: reasons.promise,
  Atomics: reasons.promise,
  SharedArrayBuffer: reasons.promise,
  Intl: reasons.locale,
  TextEncoder: reasons.io,
  TextDecoder: reasons.io,
  console: reasons.io,
  fetch: reasons.io,
  process: reasons.io,
  crypto: 'Chance comes from cluster/prng.',
  WeakRef: reasons.memory,
  FinalizationRegistry: reasons.memory,
  globalThis: reasons.backDoor,
  self: reasons.backDoor,
  eval: reasons.backDoor,
  Function: reasons.backDoor,
};

// The language lets every engine round these in its own way; sqrt, floor, imul and the like are exact everywhere.
const INEXACT_MATH =
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh';

/** Properties of Math that may not be used, with the reason. */
export const BANNED_MATH = [
  { name: 'random', reason: 'Chance comes from cluster/prng.' },
  ...INEXACT_MATH.split(' ').map((name) => ({ name, reason: 'Engines round it differently: use integers.' })),
];

/** Methods whose result hangs on the visitor's language or time zone. */
export const BANNED_METHODS = [
  'localeCompare',
  'toLocaleString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'toLocaleDateString',
  'toLocaleTimeString',
];

const BANNED_SYNTAX = [
  { selector: ':function[async=true]', message: reasons.promise },
  { selector: 'AwaitExpression', message: reasons.promise },
  { selector: 'ForOfStatement[await=true]', message: reasons.promise },
  { selector: 'ImportExpression', message: reasons.promise },
  { selector: `MemberExpression[property.name=/^(${BANNED_METHODS.join('|')})$/]`, message: reasons.locale },
];

// Actors have global ids and wall-clock stamps, and their clock fires late timers at the wrong time: only the pure
// transition functions are used.
const XSTATE_ACTORS = [
  'createActor',
  'interpret',
  'Actor',
  'SimulatedClock',
  'fromPromise',
  'fromCallback',
  'fromObservable',
  'waitFor',
  'toPromise',
];

/**
 * The rules that hold the bans.
 * @param {readonly string[]} packages npm packages that may be imported
 */
export function bans(packages) {
  const allowed = packages.map((name) => `${name}$`);
  return {
    'no-console': 'off', // banned as a global
    'no-restricted-globals': ['error', ...Object.entries(BANNED_GLOBALS).map(([name, message]) => ({ name, message }))],
    'no-restricted-properties': [
      'error',
      ...BANNED_MATH.map(({ name, reason }) => ({ object: 'Math', property: name, message: reason })),
    ],
    'no-restricted-syntax': ['error', ...BANNED_SYNTAX],
    'no-restricted-imports': [
      'error',
      {
        paths: [{ name: 'xstate', importNames: XSTATE_ACTORS, message: 'Pure transitions only: no actors.' }],
        patterns: [
          {
            // Where a relative path leads is dependency-cruiser's to check.
            regex: `^(?!${['\\.', ...allowed].join('|')})`,
            message: `Only ${packages.join(', ') || 'files of its own'} may be imported here.`,
          },
        ],
      },
    ],
  };
}
