import { expect, test } from 'vitest';
import { VirtualClock } from '../../src/program/clock';
import { ProgramConsole } from '../../src/program/console';
import { Outbox, PRINT_CHARS_MAX } from '../../src/program/outbox';

function consoleAndPrints() {
  const clock = new VirtualClock();
  const outbox = new Outbox(clock);
  const prints = () =>
    outbox
      .take()
      .map((output) => (output.type === 'print' ? `${output.stream === 'stderr' ? '! ' : ''}${output.text}` : ''));
  return { clock, outbox, console: new ProgramConsole(outbox, clock), prints };
}

test('what goes where', () => {
  const { console, prints } = consoleAndPrints();
  console.log('a', { b: [1] });
  console.info('%d %s', 1, 'x');
  console.debug();
  console.warn('careful');
  console.error(new Map([['a', 1]]));
  console.assert(1 === 1, 'not printed');
  console.assert(false, 'left is %d', 3);
  console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
  expect(prints()).toEqual([
    'a { b: [ 1 ] }',
    '1 x',
    '',
    '! careful',
    "! Map(1) { 'a' => 1 }",
    '! Assertion failed: left is 3',
    '{ a: [Object] }',
  ]);
});

test('groups are set in, also over several lines', () => {
  const { console, prints } = consoleAndPrints();
  console.group('readers');
  console.log('one\ntwo');
  console.group();
  console.log('deeper');
  console.groupEnd();
  console.groupEnd();
  console.groupEnd();
  console.log('out');
  expect(prints()).toEqual(['readers', '  one\n  two', '    deeper', 'out']);
});

test('counts, and times by the virtual clock', () => {
  const { console, prints, clock } = consoleAndPrints();
  console.count();
  console.count('x');
  console.count();
  console.countReset();
  console.count();
  console.time('sent');
  clock.moveTo(1_500);
  console.timeLog('sent', 'still');
  clock.moveTo(2_000_000);
  console.timeEnd('sent');
  console.timeEnd('sent');
  expect(prints()).toEqual(['default: 1', 'x: 1', 'default: 2', 'default: 1', 'sent: 1.5ms still', 'sent: 2.000s']);
});

test('a table is drawn as Node draws it', () => {
  const { console, prints } = consoleAndPrints();
  console.table([{ partition: 0, leader: 1 }, { partition: 1, topic: 'T' }, 5]);
  console.table('no table');
  expect(prints()).toEqual([
    [
      '┌─────────┬───────────┬────────┬───────┬────────┐',
      '│ (index) │ partition │ leader │ topic │ Values │',
      '├─────────┼───────────┼────────┼───────┼────────┤',
      '│    0    │     0     │   1    │       │        │',
      "│    1    │     1     │        │  'T'  │        │",
      '│    2    │           │        │       │   5    │',
      '└─────────┴───────────┴────────┴───────┴────────┘',
    ].join('\n'),
    'no table',
  ]);
});

test('a text without end is cut, and says so', () => {
  const { console, prints } = consoleAndPrints();
  console.log('x'.repeat(PRINT_CHARS_MAX + 7));
  expect(prints()).toEqual([`${'x'.repeat(PRINT_CHARS_MAX)}… 7 more characters`]);
});
