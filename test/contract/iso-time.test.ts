import { expect, it } from 'vitest';
import { EPOCH_MS } from '../../src/contract/ids';
import { isoTime } from '../../src/contract/iso-time';

it.each([
  [0, '1970-01-01T00:00:00.000Z'],
  [EPOCH_MS, '2023-11-14T22:13:20.000Z'],
  [Date.UTC(2024, 1, 29, 23, 59, 59, 999), '2024-02-29T23:59:59.999Z'],
  [Date.UTC(2100, 1, 28), '2100-02-28T00:00:00.000Z'],
])('writes %d as %s', (ms, text) => {
  expect(isoTime(ms)).toBe(text);
});

it('agrees with the platform at every day of five centuries', () => {
  for (let day = 0; day < 183_000; day++) {
    const ms = day * 86_400_000 + day;
    if (isoTime(ms) !== new Date(ms).toISOString()) throw new Error(`${ms}: ${isoTime(ms)}`);
  }
});
