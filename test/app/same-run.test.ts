import { describe, expect, it } from 'vitest';
import { sameStory } from '../../src/app/same-run';
import type { SimEvent, SimEventBody } from '../../src/contract/event';

const numbered = (...bodies: SimEventBody[]): SimEvent[] => bodies.map((body, seq) => ({ ...body, atUs: 5, seq }));
const controller = (broker: number): SimEventBody => ({ type: 'controller-changed', broker, epoch: 1 });
const line = (text: string): SimEventBody => ({ type: 'console', process: 'a-1', stream: 'stdout', text, at: null });
const isr = (...brokers: number[]): SimEventBody => ({
  type: 'partition-changed',
  topic: 'Topic-A',
  partition: 0,
  replicas: [1, 2],
  isr: brokers,
  leader: 1,
  leaderEpoch: 0,
  reason: 'isr-shrunk',
});

describe('two runs', () => {
  it('told the same story when every event is the same', () => {
    expect(sameStory(numbered(controller(1), isr(1, 2)), numbered(controller(1), isr(1, 2)))).toBe(true);
    expect(sameStory([], [])).toBe(true);
  });

  it('did not when one field differs, deep inside, or one event is missing or too many', () => {
    expect(sameStory(numbered(isr(1, 2)), numbered(isr(1, 3)))).toBe(false);
    expect(sameStory(numbered(isr(1, 2)), numbered(isr(1)))).toBe(false);
    expect(sameStory(numbered(controller(1)), numbered(controller(1), controller(2)))).toBe(false);
    expect(sameStory(numbered(controller(1), controller(2)), numbered(controller(1)))).toBe(false);
  });

  it('may have printed other words', () => {
    expect(sameStory(numbered(line('a'), controller(1)), numbered(controller(1), line('b'), line('c')))).toBe(true);
  });

  it('must have had the same times', () => {
    const [event] = numbered(controller(1));
    expect(sameStory([event as SimEvent], [{ ...(event as SimEvent), atUs: 6 }])).toBe(false);
  });
});
