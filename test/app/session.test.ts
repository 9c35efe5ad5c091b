import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settled } from '../support/fake-sim';
import { elected, heartbeat, SECOND, setUp, spec } from './session-world';

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

describe('a run with a beginning that is hurried through', () => {
  it('fills up second by second, and then goes at its pace', async () => {
    const { sim, frames, session } = setUp([], { spec: { ...spec, warmUpUs: 2.5 * SECOND } });
    await session.start();
    expect(sim.asked).toEqual(['open 0', 'grant 1000000', 'grant 2000000', 'grant 2500000']);
    expect(session.playing).toBe(true);
    await frames.turn();
    await frames.turn(16);
    expect(session.nowUs).toBe(2.5 * SECOND + 16_000);
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
    session.files.edit('producer.ts', 'produce(2)');
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
    session.files.edit('producer.ts', 'a');
    session.files.edit('producer.ts', 'ab');
    vi.advanceTimersByTime(1_000);
    session.files.edit('producer.ts', 'ab');
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
    session.files.edit('producer.ts', 'other');
    expect(session.stale('producer-1')).toBe(true);
    expect(session.stale('consumer-1')).toBe(false);
    session.files.edit('shop.ts', 'both import this');
    expect(session.stale('consumer-1')).toBe(true);
    session.files.edit('shop.ts', 'shop()');
    session.command({ type: 'kill', process: 'producer-1', cause: 'visitor' });
    await settled();
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await settled();
    expect(session.stale('producer-1')).toBe(false);
  });

  it('can be taken back to the original, and that taken back too', async () => {
    const { session } = setUp();
    await session.start();
    session.files.edit('producer.ts', 'mine');
    session.files.restore('producer.ts');
    expect(session.files.texts['producer.ts']).toBe('produce()');
    expect(session.files.restored).toEqual({ file: 'producer.ts', before: 'mine' });
    session.files.undoRestore();
    expect(session.files.texts['producer.ts']).toBe('mine');
    expect(session.files.restored).toBeNull();
  });
});

describe('a question', () => {
  const answer = { type: 'journal-hash', hash: 'abc', events: 1 } as const;

  it('is answered between grants', async () => {
    const { sim, session } = setUp();
    await session.start();
    sim.answers = () => answer;
    expect(await session.query({ type: 'journal-hash' })).toBe(answer);
    expect(sim.asked).toEqual(['open 0', 'query journal-hash']);
  });

  it('has no answer before there is a run, after another has begun, or when the simulation is gone', async () => {
    const { sim, session } = setUp();
    const gone = { type: 'gone', what: 'charts' };
    expect(await session.query({ type: 'charts' })).toEqual(gone);
    await session.start();
    let release = (): void => undefined;
    sim.answers = async () => {
      await new Promise<void>((done) => (release = done));
      return answer;
    };
    const late = session.query({ type: 'charts' });
    await settled();
    await session.startOver();
    release();
    expect(await late).toEqual(gone);
    sim.answers = null;
    expect(await session.query({ type: 'charts' })).toEqual(gone);
  });
});
