import { expect, test } from 'vitest';
import { VirtualClock } from '../../src/program/clock';
import { Timers } from '../../src/program/timers';

/** Timers, and a crank: rings everything due up to this moment and tells what it did. */
function timersAndCrank() {
  const clock = new VirtualClock();
  const heard: string[] = [];
  const timers = new Timers(clock, (callback) => callback());
  const say = (text: string) => () => void heard.push(`${clock.nowUs / 1000} ${text}`);
  const crank = (untilMs: number): string[] => {
    for (let dueUs = clock.nextDueUs(); dueUs !== null && dueUs <= untilMs * 1000; dueUs = clock.nextDueUs()) {
      clock.moveTo(dueUs);
      clock.takeNext()!.ring();
    }
    clock.moveTo(untilMs * 1000);
    return heard.splice(0);
  };
  return { clock, timers, say, crank };
}

test('timers ring in the order of time, and of setting at the same time', () => {
  const { timers, say, crank } = timersAndCrank();
  timers.setTimeout(say('c'), 20);
  timers.setTimeout(say('a'), 10);
  timers.setTimeout(say('d'), 20);
  timers.setTimeout(say('b'), 10);
  expect(crank(15)).toEqual(['10 a', '10 b']);
  timers.setTimeout(say('e'), 5);
  expect(crank(30)).toEqual(['20 c', '20 d', '20 e']);
});

test('many timers, set and cleared at random, ring in order', () => {
  const { timers, clock, crank } = timersAndCrank();
  let state = 7;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  const rung: number[] = [];
  const set = Array.from({ length: 2_000 }, () => timers.setTimeout(() => void rung.push(clock.nowUs), random(500)));
  let left = set.length;
  for (const timer of set) if (random(3) === 0 && left-- > 0) timers.clear(timer);
  crank(500);
  expect(rung).toHaveLength(left);
  expect(rung).toEqual([...rung].sort((a, b) => a - b));
});

test('delays are read as Node reads them', () => {
  const { timers, say, crank } = timersAndCrank();
  timers.setTimeout(say('none'));
  timers.setTimeout(say('zero'), 0);
  timers.setTimeout(say('negative'), -5);
  timers.setTimeout(say('too long'), 2 ** 31);
  timers.setTimeout(say('no number'), 'soon');
  timers.setTimeout(say('text'), '3');
  timers.setTimeout(say('fraction'), 2.9);
  expect(crank(10)).toEqual(['1 none', '1 zero', '1 negative', '1 too long', '1 no number', '2 fraction', '3 text']);
});

test('what is no function is refused as in Node', () => {
  const { timers } = timersAndCrank();
  expect(() => timers.setTimeout(undefined as never, 1)).toThrow(
    'The "callback" argument must be of type function. Received undefined',
  );
});

test('intervals go on until they are cleared, also from within, by object or by number', () => {
  const { timers, say, crank, clock } = timersAndCrank();
  const interval = timers.setInterval(() => {
    say('tick')();
    if (clock.nowUs >= 30_000) timers.clear(interval);
  }, 10);
  expect(crank(100)).toEqual(['10 tick', '20 tick', '30 tick']);
  const other = timers.setInterval(say('tock'), 10);
  timers.clear(Number(other));
  expect(crank(200)).toEqual([]);
  expect(clock.hasAlarms).toBe(false);
});

test('arguments are handed on; refresh starts anew; ref and unref say what keeps the program alive', () => {
  const { timers, clock, crank } = timersAndCrank();
  const heard: unknown[] = [];
  timers.setTimeout((...args) => void heard.push(args), 1, 'a', 2);
  crank(1);
  expect(heard).toEqual([['a', 2]]);

  const timer = timers.setTimeout(() => void heard.push(clock.nowUs), 10);
  crank(6);
  timer.refresh();
  crank(12);
  expect(heard).toHaveLength(1);
  expect(clock.hasAlarms).toBe(true);
  timer.unref();
  expect([clock.hasAlarms, timer.hasRef()]).toEqual([false, false]);
  timer.ref();
  expect(clock.hasAlarms).toBe(true);
  crank(16);
  expect(heard[1]).toBe(16_000);
  expect(clock.hasAlarms).toBe(false);
});

test('immediates come before any timer, and a program that polls with them lets time pass', () => {
  const { timers, say, crank, clock } = timersAndCrank();
  timers.setTimeout(say('timer'), 0);
  timers.setImmediate(say('immediate'));
  expect(crank(1)).toEqual(['0.1 immediate', '1 timer']);
  let polls = 0;
  const poll = (): void => {
    polls++;
    if (clock.nowUs < 11_000) timers.setImmediate(poll);
  };
  poll();
  crank(20);
  expect(polls).toBe(101);
});

test('KafkaJS sets nothing in the past, and its checks ring together on a grid', () => {
  const { timers, say, crank, clock } = timersAndCrank();
  expect(timers.setTimeoutForKafkajs(say('never'), -1)).toBe(undefined);
  expect(clock.nextDueUs()).toBe(null);
  timers.setTimeoutForKafkajs(say('once'), 5);
  crank(30);
  const first = timers.setIntervalForKafkajs(say('first'), 100);
  crank(70);
  const second = timers.setIntervalForKafkajs(say('second'), 100);
  expect(crank(200)).toEqual(['100 first', '100 second', '200 first', '200 second']);
  timers.clear(first);
  expect(crank(300)).toEqual(['300 second']);
  timers.clear(second);
  expect(clock.nextDueUs()).toBe(null);
});

test('a check is quiet unless it made an error or touched a timer', () => {
  const { timers, clock } = timersAndCrank();
  let act = (): void => {};
  timers.setIntervalForKafkajs(() => act(), 100);
  const ring = (): unknown => {
    clock.moveTo(clock.nextDueUs()!);
    return clock.takeNext()!.ring();
  };
  expect(ring()).toBe('quiet');
  act = () => timers.touch();
  expect(ring()).toBe(undefined);
  act = () => timers.clear(123);
  expect(ring()).toBe(undefined);
});
