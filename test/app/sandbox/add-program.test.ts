import { describe, expect, it, vi } from 'vitest';
import { addProgram } from '../../../src/app/sandbox/add-program';
import { changed, withNewProgram, withNewTopic, without } from '../../../src/app/sandbox/plan-edits';
import { PRESETS } from '../../../src/app/sandbox/plan';
import { problemsOf } from '../../../src/app/sandbox/problems';
import { setUp } from '../session-world';

describe('a program that is added to a run', () => {
  it('comes with its file, and is there in the next run and after a reload', async () => {
    vi.useFakeTimers();
    const { sim, session, make } = setUp([], { startsPlaying: false });
    await session.start();
    expect(addProgram(session, 'autoCommit', 'orders')).toBe('billing.ts');
    await vi.advanceTimersByTimeAsync(10);
    const programs = session.log.programs;
    expect(session.log.commands.map(({ command }) => command.type)).toEqual(['edit', 'add-program']);

    session.keep();
    session.dispose();
    const again = make();
    await again.start();
    expect(again.keptNote).toBeNull();
    expect(again.log.commands).toEqual(session.log.commands);

    await again.startOver();
    expect(again.log.programs).toEqual([...programs, { name: 'billing', entry: 'billing.ts', role: 'consumer' }]);
    expect(sim.openedWith?.files['billing.ts']).toContain("groupId: 'billing'");

    // The file of one that another run had is not written over.
    expect(addProgram(again, 'autoCommit', 'orders')).toBe('billing2.ts');
    vi.useRealTimers();
  });
});

describe('a plan in the builder', () => {
  const plan = PRESETS.three;

  it('takes a topic’s new name to the programs that use it', () => {
    const next = changed(plan, 'topics', 0, { name: 'sales' });
    expect(next.programs.map(({ topic }) => topic)).toEqual(['sales', 'sales', 'sales']);
    expect(problemsOf(next)).toEqual([]);
  });

  it('leaves the programs alone where two topics have the name', () => {
    const two = { ...plan, topics: [...plan.topics, ...plan.topics] };
    expect(changed(two, 'topics', 1, { name: 'sales' }).programs).toEqual(plan.programs);
  });

  it('grows by rows that fit, whatever was removed before', () => {
    let next = withNewTopic(withNewTopic(plan));
    next = withNewTopic(without(next, 'topics', 1));
    for (let n = 0; n < 4; n += 1) next = withNewProgram(next);
    expect(next.topics.map(({ name }) => name)).toEqual(['orders', 'topic3', 'topic4']);
    expect(problemsOf(next)).toEqual([]);
    expect(problemsOf(withNewProgram({ ...next, topics: [] })).length).toBeGreaterThan(0);
  });
});
