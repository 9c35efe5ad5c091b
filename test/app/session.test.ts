import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Session, type SessionParts } from '../../src/app/session.svelte';
import type { RunSpec } from '../../src/app/run-book';
import { createKeeper } from '../../src/app/storage';
import type { SimEventBody } from '../../src/contract/event';
import { ENGINE_VERSION } from '../../src/contract/run-log';
import { Crank, FakeSim, FakeStore, settled } from '../support/fake-sim';

const SECOND = 1_000_000;
const spec: RunSpec = {
  id: 'lesson',
  scenario: {
    id: 'lesson',
    brokers: [{ id: 1 }],
    links: { clientUs: 200_000, brokerUs: 200_000 },
    topics: [],
  },
  seed: 7,
  programs: [
    { name: 'producer', entry: 'producer.ts', role: 'producer' },
    { name: 'consumer', entry: 'consumer.ts', role: 'consumer' },
  ],
  files: { 'producer.ts': 'produce()', 'consumer.ts': 'consume()', 'shop.ts': 'shop()' },
};

const heartbeat = (atUs: number) => ({ atUs, ...message('Heartbeat') });
const message = (api: string): SimEventBody => ({
  type: 'message',
  id: 1,
  kind: 'request',
  api,
  apiVersion: 3,
  correlationId: 1,
  connection: 1,
  from: 'process:consumer-1',
  to: 'broker:1',
  bytes: 60,
  arrivesAtUs: null,
  requestId: null,
  batches: [],
  details: {},
});
const elected = (atUs: number) => ({
  atUs,
  type: 'controller-changed' as const,
  broker: 1,
  epoch: 2,
});

function setUp(script: ConstructorParameters<typeof FakeSim>[0] = [], parts: Partial<SessionParts> = {}) {
  const sim = new FakeSim(script);
  const frames = new Crank();
  const store = new FakeStore();
  const refused = vi.fn();
  const make = (more: Partial<SessionParts> = {}): Session =>
    new Session({
      spec,
      keeper: createKeeper(() => store, refused),
      connect: () => Promise.resolve(sim),
      frames,
      pace: { speed: 1, auto: false },
      startsPlaying: true,
      ...parts,
      ...more,
    });
  return { sim, frames, store, refused, make, session: make() };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('time', () => {
  it('is granted frame by frame, at the chosen speed', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    await frames.turn();
    await frames.turn(16);
    session.pace = { speed: 10, auto: false };
    await frames.turn(16);
    expect(sim.asked).toEqual(['open 0', 'grant 16000', 'grant 176000']);
    expect(session.nowUs).toBe(176_000);
  });

  it('is not granted again before the last grant is answered, and that wait is not made up for', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    await frames.turn();
    sim.holding = true;
    await frames.turn(16);
    await frames.turn(16);
    await frames.turn(16);
    expect(sim.asked).toEqual(['open 0', 'grant 16000']);
    sim.holding = false;
    sim.answer();
    await settled();
    await frames.turn(200);
    expect(sim.asked.at(-1)).toBe('grant 116000');
  });

  it('stands in a hidden tab and goes on where it stood', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    await frames.turn();
    frames.isHidden = true;
    await frames.turn(60_000);
    await frames.turn(60_000);
    frames.isHidden = false;
    await frames.turn(16);
    await frames.turn(16);
    expect(sim.asked).toEqual(['open 0', 'grant 16000']);
  });

  it('stands while paused', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    session.pause();
    await frames.turn();
    await frames.turn();
    expect(sim.asked).toEqual(['open 0']);
    expect(session.playing).toBe(false);
    session.play();
    expect(session.playing).toBe(true);
  });

  it('stops for good when the journal is full', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    sim.endsWith = 'journal-full';
    await frames.turn();
    await frames.turn();
    expect(session.phase).toBe('full');
    expect(session.playing).toBe(false);
    session.play();
    expect(session.playing).toBe(false);
  });
});

describe('a step', () => {
  it('passes over what is not drawn', async () => {
    const { sim, session } = setUp([heartbeat(10), heartbeat(20), elected(30), heartbeat(40)]);
    await session.start();
    await session.step();
    expect(session.nowUs).toBe(30);
    expect(sim.asked).toEqual(['open 0', 'grant 10', 'grant 20', 'grant 30']);
    expect(session.playing).toBe(false);
    expect(session.stepEnd).toBeNull();
  });

  it('says when nothing is going to happen', async () => {
    const { session } = setUp([heartbeat(10)]);
    await session.start();
    await session.step();
    expect(session.stepEnd).toBe('nothing-next');
    session.command({ type: 'run', program: 'producer', instance: 1 });
    expect(session.stepEnd).toBeNull();
  });

  it('gives up after a minute', async () => {
    const { session } = setUp([heartbeat(59 * SECOND), elected(61 * SECOND)]);
    await session.start();
    await session.step();
    expect(session.nowUs).toBe(59 * SECOND);
    expect(session.stepEnd).toBe('quiet-minute');
  });
});

describe('a command', () => {
  it('while time stands shows its effect: time moves by a microsecond', async () => {
    const { sim, session } = setUp();
    await session.start();
    session.pause();
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await settled();
    expect(sim.asked).toEqual(['open 0', 'run producer-1', 'grant 1']);
    expect(session.view.processes.get('producer-1')?.state).toBe('running');
    expect(session.log.commands).toHaveLength(1);
  });

  it('given while a grant is out waits for its answer before it moves time', async () => {
    const { sim, session } = setUp();
    await session.start();
    session.pause();
    sim.holding = true;
    session.command({ type: 'run', program: 'producer', instance: 1 });
    session.command({ type: 'run', program: 'producer', instance: 2 });
    expect(sim.asked).toEqual(['open 0', 'run producer-1', 'grant 1', 'run producer-2']);
    sim.holding = false;
    sim.answer();
    await settled();
    expect(sim.asked.at(-1)).toBe('grant 2');
    expect(session.view.processes.get('producer-2')?.state).toBe('running');
  });

  it('to run takes the files as they are typed', async () => {
    const { sim, session } = setUp();
    await session.start();
    session.pause();
    session.edit('producer.ts', 'produce(2)');
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await settled();
    expect(sim.asked.slice(1, 3)).toEqual(['edit producer.ts', 'run producer-1']);
  });

  it('that is refused says why', async () => {
    const { session } = setUp([
      { atUs: 0, type: 'command-refused', command: 'run', reason: 'already-running', subject: 'producer-1' },
    ]);
    await session.start();
    expect(session.refusal).toMatchObject({ reason: 'already-running', subject: 'producer-1' });
  });
});

describe('a restart', () => {
  it('runs the instance again once it has left', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await frames.turn();
    await frames.turn();
    sim.leaveUs = 30_000;
    session.restart('producer-1');
    await frames.turn(16);
    expect(session.view.processes.get('producer-1')?.state).toBe('stopping');
    expect(sim.asked.filter((each) => each === 'run producer-1')).toHaveLength(1);
    await frames.turn(16);
    await frames.turn(16);
    await frames.turn(16);
    expect(session.view.processes.get('producer-1')?.state).toBe('running');
    expect(sim.asked.filter((each) => each === 'run producer-1')).toHaveLength(2);
  });

  it('of one that has ended runs it at once', async () => {
    const { sim, session } = setUp();
    await session.start();
    session.pause();
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await settled();
    session.command({ type: 'kill', process: 'producer-1', cause: 'visitor' });
    await settled();
    session.restart('producer-1');
    expect(sim.asked.filter((each) => each === 'run producer-1')).toHaveLength(2);
    expect(sim.asked).not.toContain('stop producer-1');
  });
});

describe('typing', () => {
  it('reaches the simulation when it rests, once', async () => {
    const { sim, session } = setUp();
    await session.start();
    session.edit('producer.ts', 'a');
    session.edit('producer.ts', 'ab');
    vi.advanceTimersByTime(1_000);
    session.edit('producer.ts', 'ab');
    vi.advanceTimersByTime(5_000);
    expect(sim.asked.filter((each) => each === 'edit producer.ts')).toHaveLength(1);
  });

  it('makes what runs the old version, until it is run again', async () => {
    const { session } = setUp();
    await session.start();
    session.pause();
    session.command({ type: 'run', program: 'producer', instance: 1 });
    session.command({ type: 'run', program: 'consumer', instance: 1 });
    await settled();
    expect(session.stale('producer-1')).toBe(false);
    session.edit('producer.ts', 'other');
    expect(session.stale('producer-1')).toBe(true);
    expect(session.stale('consumer-1')).toBe(false);
    session.edit('shop.ts', 'both import this');
    expect(session.stale('consumer-1')).toBe(true);
    session.edit('shop.ts', 'shop()');
    session.command({ type: 'kill', process: 'producer-1', cause: 'visitor' });
    await settled();
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await settled();
    expect(session.stale('producer-1')).toBe(false);
  });

  it('can be taken back to the original, and that taken back too', async () => {
    const { session } = setUp();
    await session.start();
    session.edit('producer.ts', 'mine');
    session.restore('producer.ts');
    expect(session.files['producer.ts']).toBe('produce()');
    expect(session.restored).toEqual({ file: 'producer.ts', before: 'mine' });
    session.undoRestore();
    expect(session.files['producer.ts']).toBe('mine');
    expect(session.restored).toBeNull();
  });
});

describe('a reload', () => {
  it('replays the kept run up to where it was, with what was typed', async () => {
    const { sim, frames, make, session } = setUp();
    await session.start();
    await frames.turn();
    await frames.turn(50);
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await frames.turn(50);
    session.edit('producer.ts', 'typed, never run');
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
    expect(again.files['producer.ts']).toBe('typed, never run');
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
    session.edit('producer.ts', 'mine');
    session.dispose();
    const again = make({ spec: { ...spec, seed: 8 } });
    await again.start();
    expect(again.keptNote).toBe('lesson-changed');
    expect(again.files['producer.ts']).toBe('mine');
  });

  it('mends a file that nobody touched', async () => {
    const { make, session } = setUp();
    await session.start();
    session.edit('producer.ts', 'mine');
    session.dispose();
    const mended = make({ spec: { ...spec, files: { ...spec.files, 'shop.ts': 'mended()', 'producer.ts': 'new()' } } });
    expect(mended.files).toEqual({ 'producer.ts': 'mine', 'consumer.ts': 'consume()', 'shop.ts': 'mended()' });
  });
});

describe('starting over', () => {
  it('gives a fresh cluster and keeps the files', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    session.edit('producer.ts', 'mine');
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
    session.edit('producer.ts', 'mine');
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
