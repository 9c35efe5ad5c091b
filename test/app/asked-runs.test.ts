import { expect, it } from 'vitest';
import { AskedRuns } from '../../src/app/asked-runs';

const running = (process: string) => ({
  atUs: 0,
  seq: 0,
  type: 'process' as const,
  process,
  program: 'consumer',
  instance: 1,
  state: 'running' as const,
  reason: null,
});

it('clicks faster than frames ask for one instance each', () => {
  const asked = new AskedRuns();
  const none = (): boolean => false;
  expect([1, 1, 1].map((from) => asked.take('consumer', from, none))).toEqual([1, 2, 3]);
  asked.told(running('consumer-1'));
  // The view has caught up with the first: it names 2, which is on its way; so is 3.
  expect(asked.take('consumer', 2, (process) => process === 'consumer-1')).toBe(4);
});

it('what lives is passed over, what was heard of may be asked for again', () => {
  const asked = new AskedRuns();
  asked.take('consumer', 1, () => false);
  expect(asked.take('consumer', 1, (process) => process === 'consumer-2')).toBe(3);
  asked.told(running('consumer-1'));
  expect(asked.take('consumer', 1, () => false)).toBe(1);
  asked.clear();
  expect(asked.take('consumer', 1, () => false)).toBe(1);
});
