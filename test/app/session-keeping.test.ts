import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENGINE_VERSION } from '../../src/contract/run-log';
import { FakeSim, settled } from '../support/fake-sim';
import { elected, setUp, spec } from './session-world';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a reload', () => {
  it('replays the kept run up to where it was, with what was typed', async () => {
    const { sim, frames, make, session } = setUp();
    await session.start();
    await frames.turn();
    await frames.turn(50);
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await frames.turn(50);
    session.files.edit('producer.ts', 'typed, never run');
    session.pause();
    const { nowUs } = session;
    session.dispose();
    expect(sim.disposed).toBe(true);

    const again = make();
    await again.start();
    expect(sim.openedWith?.commands).toEqual([
      { atUs: 50_000, seq: 0, command: { type: 'run', program: 'producer', instance: 1 } },
    ]);
    expect(sim.asked).toContain(`open ${nowUs}`);
    expect(again.nowUs).toBe(nowUs);
    expect(again.playing).toBe(false);
    expect(again.files.texts['producer.ts']).toBe('typed, never run');
    expect(again.view.processes.get('producer-1')?.state).toBe('running');
    expect(again.stale('producer-1')).toBe(true);
    // The typing had not rested; it reaches the new run.
    expect(sim.asked).toContain('edit producer.ts');
    expect(again.keptNote).toBeNull();
  });

  it('goes on playing if it played', async () => {
    const { frames, make, session } = setUp();
    await session.start();
    await frames.turn();
    await frames.turn();
    session.dispose();
    const again = make({ startsPlaying: false });
    await again.start();
    expect(again.playing).toBe(true);
  });

  it('speaks of a long replay, shows how far it is, and can be cut short', async () => {
    const { sim, frames, make, session } = setUp();
    await session.start();
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await frames.turn();
    await frames.turn();
    session.dispose();

    sim.holding = true;
    const again = make();
    const started = again.start();
    await settled();
    expect(again.phase).toBe('replaying');
    expect(again.replay).toBeNull();
    vi.advanceTimersByTime(500);
    expect(again.replay).toEqual({ nowUs: 0, untilUs: 16_000 });
    sim.onProgress?.({ type: 'progress', run: 1, nowUs: 8_000, untilUs: 16_000 });
    expect(again.replay).toEqual({ nowUs: 8_000, untilUs: 16_000 });

    sim.holding = false;
    await again.startOver();
    sim.answer();
    await started;
    expect(again.phase).toBe('ready');
    expect(again.replay).toBeNull();
    expect(again.log.commands).toEqual([]);
    expect(again.view.processes.size).toBe(0);
  });

  it('says when another engine wrote the run', async () => {
    const { store, make, session } = setUp();
    await session.start();
    session.dispose();
    const kept = JSON.parse(store.texts.get('shelfmark:run:lesson') ?? '') as { engine: string };
    store.texts.set('shelfmark:run:lesson', JSON.stringify({ ...kept, engine: '0.0-old' }));
    const again = make();
    await again.start();
    expect(again.keptNote).toBe('other-engine');
    expect(again.log.engine).toBe(ENGINE_VERSION);
  });

  it('after the lesson has changed begins afresh and keeps what was typed', async () => {
    const { make, session } = setUp();
    await session.start();
    session.files.edit('producer.ts', 'mine');
    session.dispose();
    const again = make({ spec: { ...spec, seed: 8 } });
    await again.start();
    expect(again.keptNote).toBe('lesson-changed');
    expect(again.files.texts['producer.ts']).toBe('mine');
  });

  it('mends a file that nobody touched', async () => {
    const { make, session } = setUp();
    await session.start();
    session.files.edit('producer.ts', 'mine');
    session.dispose();
    const mended = make({ spec: { ...spec, files: { ...spec.files, 'shop.ts': 'mended()', 'producer.ts': 'new()' } } });
    expect(mended.files.texts).toEqual({ 'producer.ts': 'mine', 'consumer.ts': 'consume()', 'shop.ts': 'mended()' });
  });
});

describe('starting over', () => {
  it('gives a fresh cluster and keeps the files', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    session.files.edit('producer.ts', 'mine');
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await frames.turn();
    await frames.turn();
    await session.startOver();
    expect(session.nowUs).toBe(0);
    expect(session.view.processes.size).toBe(0);
    expect(session.story.lines).toEqual([]);
    expect(sim.openedWith?.files['producer.ts']).toBe('mine');
    expect(sim.openedWith?.commands).toEqual([]);
    expect(session.playing).toBe(true);
  });
});

describe('when the simulation breaks', () => {
  it('says so, keeps what was typed, and can begin again with a new one', async () => {
    const first = new FakeSim();
    const second = new FakeSim();
    const sims = [first, second];
    const { frames, session } = setUp([], { connect: () => Promise.resolve(sims.shift() ?? second) });
    await session.start();
    session.files.edit('producer.ts', 'mine');
    first.failure = new Error('out of memory');
    await frames.turn();
    await frames.turn();
    expect(session.phase).toBe('broken');
    expect(session.failure).toBe('out of memory');
    expect(session.playing).toBe(false);
    expect(first.disposed).toBe(true);
    await session.startOver();
    expect(session.phase).toBe('ready');
    expect(session.failure).toBeNull();
    expect(second.openedWith?.files['producer.ts']).toBe('mine');
  });

  it('or cannot be started at all, says that too', async () => {
    const { session } = setUp([], { connect: () => Promise.reject(new Error('frames are refused')) });
    await session.start();
    expect(session.phase).toBe('broken');
    expect(session.failure).toBe('frames are refused');
  });
});

describe('events', () => {
  it('are told one by one, each with the view after it, from the beginning of each run', async () => {
    const told: string[] = [];
    const { session } = setUp([elected(0), { ...elected(0), broker: 2 }], {
      onBegin: () => told.push('begin'),
      onEvent: (view, event) => told.push(`${event.seq}: controller ${view.controller}`),
    });
    await session.start();
    await session.startOver();
    expect(told).toEqual([
      'begin',
      '0: controller 1',
      '1: controller 2',
      'begin',
      '0: controller 1',
      '1: controller 2',
    ]);
  });
});
