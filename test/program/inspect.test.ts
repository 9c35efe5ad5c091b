import { format as nodeFormat, inspect as nodeInspect } from 'node:util';
import { expect, test } from 'vitest';
import { format } from '../../src/program/inspect/format';
import { inspect } from '../../src/program/inspect/inspect';

class Shelf {
  readonly name = 'Topic-A-0';
  readonly #hidden = 1;
  get books(): number {
    return this.#hidden;
  }
}
class Empty {}
const circle: Record<string, unknown> = { name: 'circle' };
circle['self'] = circle;
circle['list'] = [circle];

const VALUES: readonly unknown[] = [
  'it’s',
  "it's",
  `"it's"`,
  'line\nbreak\t\u0007',
  '',
  -0,
  12n,
  Symbol('s'),
  null,
  undefined,
  true,
  [],
  {},
  [[]],
  [{}],
  Object.assign(Array(4), { 0: 1, 3: 4 }),
  [undefined, null],
  Array(3),
  new Array(150).fill(7),
  { 'a-b': 1, 'c d': 2, e: { f: { g: { h: 1 } } }, [Symbol('k')]: 1 },
  new Map<unknown, unknown>([
    ['a', { b: 1 }],
    [{}, []],
  ]),
  new Set([1, 'x', [2]]),
  new Map(),
  new Set(),
  new Shelf(),
  new Empty(),
  Object.create(null),
  Object.assign(Object.create(null), { a: 1 }),
  class {},
  Shelf,
  class Box extends Shelf {},
  () => {},
  function named() {},
  async () => {},
  function* generator() {},
  Object.assign(() => {}, { a: 1 }),
  new Date(0),
  new Date(NaN),
  /a+/gi,
  Buffer.from('shelf'),
  Buffer.alloc(60),
  new Uint8Array(3),
  new Float64Array([1.5, 2]),
  new ArrayBuffer(4),
  Object(1),
  Object('s'),
  circle,
  {
    get a() {
      return 1;
    },
    set b(_: number) {},
    get c() {
      return 1;
    },
    set c(_: number) {},
  },
  [[[[[1]]]]],
  { a: [{ b: { c: {} } }] },
  { a: 'x'.repeat(100) },
  ['x'.repeat(80), 'y'],
  {
    topic: 'Topic-A',
    partition: 0,
    message: { key: Buffer.from('k'), value: Buffer.from('v'), headers: {}, offset: '0' },
  },
  [{ topicName: 'Topic-A', partition: 0, errorCode: 0, baseOffset: '0', logAppendTime: '-1', logStartOffset: '0' }],
];

test('values are shown as Node shows them', () => {
  for (const value of VALUES) expect(inspect(value)).toBe(nodeInspect(value));
  expect(inspect(VALUES.slice(0, 20), { depth: null })).toBe(nodeInspect(VALUES.slice(0, 20), { depth: null }));
});

test('and so are thousands of values made at random', () => {
  let state = 1;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  const word = (): string => 'abcdefghijklmnopqrstuvwxyz 0123456789'.slice(random(20), 20 + random(17));
  const value = (depth: number): unknown => {
    const list = (length: number, item: () => unknown): unknown[] => Array.from({ length: random(length) }, item);
    switch (random(depth > 3 ? 5 : 9)) {
      case 0:
        return random(100_000);
      case 1:
        return word();
      case 2:
        return random(2) === 0;
      case 3:
        return null;
      case 4:
        return BigInt(random(1_000));
      case 5:
        return list(14, () => value(depth + 1));
      case 6:
        return list(30, () => random(random(2) === 0 ? 10 : 5_000));
      case 7:
        return list(20, word);
      default:
        return Object.fromEntries(
          list(7, () => [`k${word().replaceAll(' ', '-')}`, value(depth + 1)]) as [string, unknown][],
        );
    }
  };
  for (let i = 0; i < 3_000; i++) {
    const one = value(0);
    expect(inspect(one)).toBe(nodeInspect(one));
  }
});

test('errors: stack, own properties and cause; the stack is what the program is to see of it', () => {
  const cause = Object.assign(new Error('below'), { code: 'ECONNREFUSED' });
  const error = Object.assign(new Error('above', { cause }), { retriable: true });
  const stackOf = (one: Error): string => `${one.name}: ${one.message}\n    at main.ts:1:2`;
  expect(inspect(error, { stackOf })).toBe(
    `Error: above
    at main.ts:1:2 {
  retriable: true,
  [cause]: Error: below
      at main.ts:1:2 {
    code: 'ECONNREFUSED'
  }
}`,
  );
  expect(inspect({ error }, { stackOf: (one) => `${one.name}: ${one.message}` })).toContain('[Error: above]');
});

test('errors are named as Node names them', () => {
  class ShelfError extends Error {}
  class Lost extends Error {}
  class Named extends Error {
    override name = 'Named';
  }
  class Late extends Error {
    constructor(message: string) {
      super(message);
      this.name = 'Late';
      Object.defineProperty(this, 'name', { enumerable: true });
    }
  }
  for (const error of [
    new ShelfError('a'),
    new Lost('b'),
    new Named('c'),
    new Late('d'),
    new TypeError('e'),
    new Error(),
  ]) {
    expect(inspect(error)).toBe(nodeInspect(error));
  }
});

test('format follows its directives', () => {
  const args: unknown[][] = [
    ['plain'],
    ['%s is %d', 'a', 1],
    ['%s'],
    ['100%', 1],
    ['%%s', 1],
    ['%i %f', '12.5px', '1.5'],
    ['%j', { a: [1] }],
    ['%o', { a: 1 }].slice(0, 1),
    ['%O', { a: { b: { c: {} } } }],
    ['%s', { a: 1 }],
    ['%s', null],
    ['%s', 12n],
    ['%s', Symbol('x')],
    ['%c styled', 'color: red'],
    ['a', 'b', { c: 1 }],
    [1, 'a'],
    [{ a: 1 }, '%s'],
    [],
    ['%d', '0x10'],
    ['%s', new Empty()],
    ['%s', new Date(0)],
    [null, undefined],
    ['%s %s', 'only one'],
  ];
  for (const one of args) expect(format(one)).toBe(nodeFormat(...(one as [unknown])));
});
