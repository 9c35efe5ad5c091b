import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { virtualDate, virtualIntl } from '../../src/program/virtual-date';

/** Dates are changed in place, so each test gets a world of its own to change. */
function world(nowMs: () => number): (text: string) => unknown {
  const context = createContext({});
  const RealDate = runInContext('Date', context) as DateConstructor;
  virtualIntl(runInContext('Intl', context) as object, RealDate, nowMs);
  (context as Record<string, unknown>)['Date'] = virtualDate(RealDate, nowMs);
  return (text) => runInContext(text, context);
}

const MOMENT = 1_700_000_000_123;
const read = world(() => MOMENT);

test('now is the given moment, whichever way it is asked for', () => {
  for (const text of ['Date.now()', 'new Date().getTime()', '+new Date', 'new Date(0).constructor.now()']) {
    expect(read(text)).toBe(MOMENT);
  }
  expect(read('Date()')).toBe('Tue Nov 14 2023 22:13:20 GMT+0000 (Coordinated Universal Time)');
  expect(read('new Intl.DateTimeFormat("de").format()')).toBe('14.11.2023');
  expect(read('Object.getPrototypeOf(Date).now')).toBe(undefined);
});

test('local time is UTC', () => {
  expect(read('new Date(2024, 1, 29, 12).toISOString()')).toBe('2024-02-29T12:00:00.000Z');
  expect(read('new Date("2024-02-29T12:00").toISOString()')).toBe('2024-02-29T12:00:00.000Z');
  expect(read('new Date("2024-02-29").getHours()')).toBe(0);
  expect(read('new Date("2024-02-29T12:00:00+02:00").getHours()')).toBe(10);
  expect(read('new Date("Feb 29 2024 12:00").getHours()')).toBe(12);
  expect(read('Date.parse("29 Feb 2024 12:00:00 GMT") === Date.UTC(2024, 1, 29, 12)')).toBe(true);
  expect(read('new Date(0).getTimezoneOffset()')).toBe(0);
  expect(read('(() => { const d = new Date(0); d.setHours(5, 6); return d.toISOString(); })()')).toBe(
    '1970-01-01T05:06:00.000Z',
  );
  expect(read('new Date(0).toDateString() + "|" + new Date(0).toTimeString()')).toBe(
    'Thu Jan 01 1970|00:00:00 GMT+0000 (Coordinated Universal Time)',
  );
  expect(read('new Date(0).toLocaleString()')).toBe('1/1/1970, 12:00:00 AM');
  expect(read('new Date(0).toLocaleTimeString("de", { timeZone: "Asia/Tokyo" })')).toBe('09:00:00');
  expect(read('new Intl.DateTimeFormat().resolvedOptions().timeZone')).toBe('UTC');
});

test('everything else of Date is as it was', () => {
  expect(read('new Date(5).getTime()')).toBe(5);
  expect(read('new Date(new Date(7)).getTime()')).toBe(7);
  expect(read('String(new Date(NaN))')).toBe('Invalid Date');
  expect(read('new Date("nonsense").getTime()')).toBe(NaN);
  expect(read('new Date(0) instanceof Date && Object.prototype.toString.call(new Date())')).toBe('[object Date]');
  expect(read('JSON.stringify(new Date(0))')).toBe('"1970-01-01T00:00:00.000Z"');
  expect(read('new Date(2020, 0, 1) - new Date(2019, 0, 1)')).toBe(31_536_000_000);
  expect(
    read(
      '(class Day extends Date { week() { return 1 } }, new (class Day extends Date { week() { return 1 } })(9).week())',
    ),
  ).toBe(1);
  expect(read('Date.name + Date.length')).toBe('Date7');
});

test('the visitor’s locale does not show', () => {
  expect(read('(1234.5).toLocaleString()')).toBe('1,234.5');
  expect(read('new Intl.NumberFormat().resolvedOptions().locale')).toBe('en-US');
  expect(read('["b", "a"].sort(new Intl.Collator().compare).join()')).toBe('a,b');
});
