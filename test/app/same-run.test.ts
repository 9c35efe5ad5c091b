import { describe, expect, it, vi } from 'vitest';
import { EVENTS_A_PIECE, sameStory } from '../../src/app/same-run';
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
  it('told the same story when every event is the same', async () => {
    expect(await sameStory(numbered(controller(1), isr(1, 2)), numbered(controller(1), isr(1, 2)))).toBe(true);
    expect(await sameStory([], [])).toBe(true);
  });

  it('did not when one field differs, deep inside, or one event is missing or too many', async () => {
    expect(await sameStory(numbered(isr(1, 2)), numbered(isr(1, 3)))).toBe(false);
    expect(await sameStory(numbered(isr(1, 2)), numbered(isr(1)))).toBe(false);
    expect(await sameStory(numbered(controller(1)), numbered(controller(1), controller(2)))).toBe(false);
    expect(await sameStory(numbered(controller(1), controller(2)), numbered(controller(1)))).toBe(false);
  });

  it('may have printed other words', async () => {
    expect(await sameStory(numbered(line('a'), controller(1)), numbered(controller(1), line('b'), line('c')))).toBe(
      true,
    );
  });

  it('must have had the same times', async () => {
    const [event] = numbered(controller(1));
    expect(await sameStory([event as SimEvent], [{ ...(event as SimEvent), atUs: 6 }])).toBe(false);
  });

  describe('that are long', () => {
    const long = (last: number): SimEvent[] =>
      numbered(
        ...Array.from({ length: 2 * EVENTS_A_PIECE + 1 }, (_, index) =>
          index % 7 === 0 ? line(`${index}`) : controller(index),
        ),
        controller(last),
      );
    /** A difference of one event, which may be anywhere. */
    const changedAt = (at: number): SimEvent[] => {
      const events = long(1);
      events[at] = { ...(events[at] as SimEvent), atUs: 6 };
      return events;
    };

    it('are compared in pieces, with a rest between them', async () => {
      const rest = vi.fn(async () => undefined);
      expect(await sameStory(long(1), long(1), () => true, rest)).toBe(true);
      expect(rest).toHaveBeenCalledTimes(2);
    });

    it.each([1, EVENTS_A_PIECE - 1, EVENTS_A_PIECE, EVENTS_A_PIECE + 1, 2 * EVENTS_A_PIECE, 2 * EVENTS_A_PIECE + 1])(
      'differ in event %d, and it is seen',
      async (at) => {
        expect(await sameStory(long(1), changedAt(at))).toBe(false);
      },
    );

    it('differ by one event at the end', async () => {
      expect(await sameStory(long(1), long(1).slice(0, -1))).toBe(false);
      expect(await sameStory(long(1).slice(0, -1), long(1))).toBe(false);
    });

    it('are not compared to the end when nobody waits for it', async () => {
      const rest = vi.fn(async () => undefined);
      let waits = true;
      rest.mockImplementation(async () => void (waits = false));
      expect(await sameStory(long(1), long(1), () => waits, rest)).toBe(false);
      expect(rest).toHaveBeenCalledTimes(1);
    });
  });
});
