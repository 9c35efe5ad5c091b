import { describe, expect, it } from 'vitest';
import { chronicle, EMPTY_CHRONICLE, LINES_MAX, RATE_BUCKET_US } from '../../src/app/chronicle';
import { faultsOf } from '../../src/app/faults';
import type { SimEvent, SimEventBody } from '../../src/contract/event';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { madeUpRun, PROGRAMS, scenarioOf } from '../support/journal';

const at = (atUs: number, seq: number, body: SimEventBody): SimEvent => ({ atUs, seq, ...body });
const printed = (seq: number, text: string, stream: 'stdout' | 'stderr' = 'stdout'): SimEvent =>
  at(seq * 10, seq, { type: 'console', process: 'order-desk-2', stream, text, at: null });
const process = (atUs: number, seq: number, state: 'running' | 'crashed', reason: string | null = null): SimEvent =>
  at(atUs, seq, { type: 'process', process: 'billing-1', program: 'billing', instance: 1, state, reason });

describe('the chronicle', () => {
  it('keeps what programs print, with whose it is', () => {
    const { lines } = chronicle(EMPTY_CHRONICLE, [printed(3, 'hello')]);
    expect(lines).toEqual([
      {
        seq: 3,
        atUs: 30,
        process: 'order-desk-2',
        program: 'order-desk',
        instance: 2,
        what: { type: 'print', stream: 'stdout', text: 'hello', at: null },
      },
    ]);
  });

  it('drops the oldest lines, and says how many', () => {
    const many = Array.from({ length: LINES_MAX + 5 }, (_, seq) => printed(seq, `line ${seq}`));
    const story = chronicle(chronicle(EMPTY_CHRONICLE, many.slice(0, 10)), many.slice(10));
    expect(story.lines).toHaveLength(LINES_MAX);
    expect(story.lines[0]?.seq).toBe(5);
    expect(story.dropped).toBe(5);
  });

  it('is the same object when nothing happened', () => {
    expect(chronicle(EMPTY_CHRONICLE, [])).toBe(EMPTY_CHRONICLE);
  });

  it('counts the records that leaders append, each bucket for itself', () => {
    const run = madeUpRun({ untilUs: 6_000_000 });
    const whole = chronicle(EMPTY_CHRONICLE, run);
    const pieces = [run.slice(0, 40), run.slice(40, 41), run.slice(41)].reduce(chronicle, EMPTY_CHRONICLE);
    expect(pieces.rate).toEqual(whole.rate);
    const appended = run.flatMap((event) =>
      event.type === 'batch-appended' && event.role === 'leader' ? [event.count] : [],
    );
    expect(whole.rate.reduce((sum, each) => sum + each, 0)).toBe(appended.reduce((sum, each) => sum + each, 0));
    const first = run.find((event) => event.type === 'batch-appended');
    expect(whole.rate.findIndex((each) => each > 0)).toBe(Math.floor((first?.atUs ?? 0) / RATE_BUCKET_US));
  });

  it('knows until when a record is on its way', () => {
    const run = madeUpRun({ untilUs: 4_000_000 });
    const last = run.findLast((event) => event.type === 'message' && event.batches.length > 0);
    const { attention } = chronicle(EMPTY_CHRONICLE, run);
    expect(last?.type === 'message' && last.arrivesAtUs).toBeLessThanOrEqual(attention.seenUntilUs);
    expect(attention.running).toBe(6);
  });

  it('asks for a closer look at a rebalance', () => {
    const run = madeUpRun();
    const rebalance = run.findIndex((event) => event.type === 'group' && event.state === 'Stable');
    const { attention } = chronicle(EMPTY_CHRONICLE, run.slice(0, rebalance + 1));
    expect(attention.slowUntilUs).toBeGreaterThan(run[rebalance]?.atUs ?? Infinity);
  });

  it('counts the programs that run', () => {
    const started = chronicle(EMPTY_CHRONICLE, [process(0, 0, 'running')]);
    expect(started.attention.running).toBe(1);
    expect(chronicle(started, [process(5, 1, 'crashed')]).attention.running).toBe(0);
  });
});

describe('faults', () => {
  const place = { file: 'billing.ts', line: 9, column: 26 };
  const error = at(20, 1, {
    type: 'console',
    process: 'billing-1',
    stream: 'stderr',
    text: 'billing.ts:9\n  total.anna()\n        ^\n\nTypeError: no such thing\n    at billing.ts:9:26',
    at: place,
  });
  const events = [process(10, 0, 'running'), error, process(20, 2, 'crashed', '1')];
  const viewAfter = (all: readonly SimEvent[]) => all.reduce(fold, emptyView(scenarioOf(), PROGRAMS));

  it('stand at the line that the program printed before it crashed', () => {
    const faults = faultsOf(viewAfter(events), chronicle(EMPTY_CHRONICLE, events).lines);
    expect(faults).toEqual([
      {
        process: 'billing-1',
        program: 'billing',
        instance: 1,
        atUs: 20,
        ...place,
        message: 'TypeError: no such thing',
      },
    ]);
  });

  it('are gone once the program runs again', () => {
    const again = [...events, process(30, 3, 'running')];
    expect(faultsOf(viewAfter(again), chronicle(EMPTY_CHRONICLE, again).lines)).toEqual([]);
  });

  it('are none of an error that the program lived through', () => {
    const alive = events.slice(0, 2);
    expect(faultsOf(viewAfter(alive), chronicle(EMPTY_CHRONICLE, alive).lines)).toEqual([]);
  });
});
