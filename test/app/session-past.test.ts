import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSim, settled } from '../support/fake-sim';
import { elected, heartbeat, SECOND, setUp, spec } from './session-world';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const printed = (atUs: number, text: string) => ({
  atUs,
  type: 'console' as const,
  process: 'producer-1',
  stream: 'stdout' as const,
  text,
  at: null,
});
const by = (broker: number, atUs: number) => ({ ...elected(atUs), broker });
const SCRIPT = [
  by(1, 0),
  heartbeat(1 * SECOND),
  printed(2 * SECOND, 'early'),
  by(2, 3 * SECOND),
  heartbeat(4 * SECOND),
  printed(5 * SECOND, 'late'),
  by(3, 6 * SECOND),
];

/** A run that has come to 00:08, paused. */
async function ranFor8Seconds(...more: Parameters<typeof setUp>) {
  const [script = SCRIPT, parts] = more;
  const world = setUp(script, { spec: { ...spec, warmUpUs: 8 * SECOND }, startsPlaying: false, ...parts });
  await world.session.start();
  world.sim.asked.length = 0;
  return world;
}

describe('a past moment', () => {
  it('is shown from what was recorded, and the simulation is not asked', async () => {
    const { sim, session } = await ranFor8Seconds();
    session.goTo(4.5 * SECOND);
    expect([session.isPast, session.nowUs, session.liveUs]).toEqual([true, 4.5 * SECOND, 8 * SECOND]);
    expect(session.view.controller).toBe(2);
    expect(session.story.lines.map(({ atUs }) => atUs)).toEqual([2 * SECOND]);
    session.goTo(0);
    expect(session.view.controller).toBe(1);
    expect(session.story.lines).toEqual([]);
    session.toNow();
    expect([session.isPast, session.nowUs, session.view.controller]).toEqual([false, 8 * SECOND, 3]);
    expect(session.story.lines).toHaveLength(2);
    expect(sim.asked).toEqual([]);
  });

  it('ends where the present begins, and there is none before the start', async () => {
    const { session } = await ranFor8Seconds();
    session.goTo(8 * SECOND);
    expect(session.isPast).toBe(false);
    session.goTo(Infinity);
    expect([session.isPast, session.nowUs]).toEqual([false, 8 * SECOND]);
    session.goTo(-5);
    expect([session.isPast, session.nowUs]).toEqual([true, 0]);
  });

  it('is stepped back to and on from, by what is drawn', async () => {
    const { session } = await ranFor8Seconds();
    session.stepBack();
    expect(session.nowUs).toBe(6 * SECOND);
    session.stepBack();
    expect(session.nowUs).toBe(3 * SECOND);
    await session.step();
    expect(session.nowUs).toBe(6 * SECOND);
    await session.step();
    expect([session.isPast, session.nowUs]).toEqual([false, 8 * SECOND]);
    for (let times = 0; times < 5; times += 1) session.stepBack();
    expect(session.nowUs).toBe(0);
  });

  it('may be a notable one', async () => {
    const { session } = await ranFor8Seconds();
    session.goToNotable('before');
    expect(session.nowUs).toBe(6 * SECOND);
    session.goToNotable('before');
    expect(session.nowUs).toBe(3 * SECOND);
    session.goToNotable('before');
    expect(session.nowUs).toBe(0);
    session.goToNotable('after');
    session.goToNotable('after');
    session.goToNotable('after');
    expect(session.isPast).toBe(false);
  });

  it('plays from there at the chosen pace without the simulation, and goes on live', async () => {
    const { sim, frames, session } = await ranFor8Seconds();
    session.pace = { speed: 10, auto: false };
    session.goTo(6.5 * SECOND);
    session.play();
    await frames.turn();
    await frames.turn(100);
    expect([session.isPast, session.nowUs]).toEqual([true, 7.5 * SECOND]);
    expect(sim.asked).toEqual([]);
    await frames.turn(100);
    expect([session.isPast, session.nowUs, session.playing]).toEqual([false, 8 * SECOND, true]);
    await frames.turn(100);
    expect(sim.asked).toEqual(['grant 9000000']);
  });

  it('stays on the page while the answer to the last grant comes in', async () => {
    const { sim, frames, session } = await ranFor8Seconds([...SCRIPT, by(1, 8.01 * SECOND)]);
    session.play();
    await frames.turn();
    sim.holding = true;
    await frames.turn(50);
    session.goTo(4 * SECOND);
    sim.holding = false;
    sim.answer();
    await settled();
    expect([session.nowUs, session.view.controller]).toEqual([4 * SECOND, 2]);
    expect(session.liveUs).toBe(8_050_000);
    session.toNow();
    expect(session.view.controller).toBe(1);
  });

  it('is never told to a lesson', async () => {
    const told = vi.fn();
    const { session, frames } = await ranFor8Seconds(SCRIPT, { onEvent: told });
    const before = told.mock.calls.length;
    session.goTo(1);
    session.play();
    await frames.turn();
    await frames.turn(100);
    expect(told.mock.calls.length).toBe(before);
  });

  it('can be looked at when the run is full', async () => {
    const { sim, frames, session } = await ranFor8Seconds();
    sim.endsWith = 'journal-full';
    session.play();
    await frames.turn();
    await frames.turn(16);
    expect([session.phase, session.canMove, session.canLook]).toEqual(['full', false, true]);
    session.goTo(7.9 * SECOND);
    expect(session.canMove).toBe(true);
    session.pace = { speed: 50, auto: false };
    session.play();
    await frames.turn();
    await frames.turn(100);
    await frames.turn(100);
    expect([session.isPast, session.playing]).toEqual([false, false]);
  });

  it('is found again after a reload', async () => {
    const { session, make } = await ranFor8Seconds();
    session.goTo(4.5 * SECOND);
    session.dispose();
    const again = make();
    await again.start();
    expect([again.isPast, again.nowUs, again.liveUs]).toEqual([true, 4.5 * SECOND, 8 * SECOND]);
    expect(again.playing).toBe(false);
  });

  it('that is gone on from is not hurried away from by a reload', async () => {
    const { session, make } = await ranFor8Seconds(SCRIPT, { connect: () => Promise.resolve(new FakeSim(SCRIPT)) });
    session.goTo(4 * SECOND);
    session.goOnFromHere();
    await session.branches.goOn();
    session.dispose();
    const again = make();
    await again.start();
    expect(again.liveUs).toBe(4 * SECOND);
  });

  it('keeps what is typed from a run that it is not meant for', async () => {
    const { sim, session } = await ranFor8Seconds();
    session.goTo(4 * SECOND);
    session.files.edit('producer.ts', 'mine');
    vi.advanceTimersByTime(5_000);
    expect(sim.asked).toEqual([]);
    session.toNow();
    expect(sim.asked).toEqual(['edit producer.ts', 'grant 8000001']);
  });
});

describe('going on from a past moment', () => {
  const runProducer = { type: 'run', program: 'producer', instance: 1 } as const;

  /** A run in which the producer was started at 00:08, and then the consumer; looked at from 00:04 on. */
  async function lookingBack(change: (next: FakeSim) => void = () => undefined) {
    const sims: FakeSim[] = [];
    const world = await ranFor8Seconds(SCRIPT, {
      connect: () => {
        const sim = new FakeSim(SCRIPT);
        if (sims.length > 0) change(sim);
        sims.push(sim);
        return Promise.resolve(sim);
      },
    });
    world.session.command(runProducer);
    await settled();
    world.session.goTo(4 * SECOND);
    return { ...world, sims };
  }

  it('is asked first when a command is given there', async () => {
    const { session, sims } = await lookingBack();
    session.command(runProducer);
    expect(session.branches.asked?.atUs).toBe(4 * SECOND);
    expect(session.log.commands).toHaveLength(1);
    session.branches.cancel();
    expect([session.branches.asked, session.isPast, sims.length]).toEqual([null, true, 1]);
    expect(session.log.commands).toHaveLength(1);
  });

  it('replays to that moment, takes over, and carries the command out', async () => {
    const { session, sims } = await lookingBack();
    session.command({ type: 'run', program: 'consumer', instance: 1 });
    await session.branches.goOn();
    await settled();
    expect(sims[1]?.asked.slice(0, 2)).toEqual(['open 4000000', 'run consumer-1']);
    expect(sims[1]?.openedWith?.commands).toEqual([]);
    expect(sims.map(({ disposed }) => disposed)).toEqual([true, false]);
    expect([session.isPast, session.liveUs]).toEqual([false, 4 * SECOND + 1]);
    expect(session.log.commands.map(({ atUs, command }) => [atUs, command])).toEqual([
      [4 * SECOND, { type: 'run', program: 'consumer', instance: 1 }],
    ]);
    expect([...session.view.processes.keys()]).toEqual(['consumer-1']);
    expect(session.view.controller).toBe(2);
  });

  it('carries out all that was asked for at one go, of Kafka’s tools too, and nothing that was asked before', async () => {
    const { session } = await lookingBack();
    session.command({ type: 'delete-topic', topic: 'not-any-more' });
    await settled();
    const both = [
      { type: 'heal-link', from: 'broker:1', to: 'broker:2' },
      { type: 'delete-topic', topic: 'loans' },
    ] as const;
    for (const command of both) session.command(command);
    await session.branches.goOn();
    await settled();
    expect(session.log.commands.map(({ command }) => command)).toEqual(both);
  });

  it('plays on when it was asked for by itself', async () => {
    const { session } = await lookingBack();
    session.goOnFromHere();
    await session.branches.goOn();
    expect([session.liveUs, session.playing]).toEqual([4 * SECOND, true]);
  });

  it('tells the lesson the run from its beginning, as after a reload', async () => {
    const told: string[] = [];
    const { session } = await ranFor8Seconds(SCRIPT, {
      connect: () => Promise.resolve(new FakeSim(SCRIPT)),
      onBegin: () => told.splice(0, told.length, 'begin'),
      onEvent: (_, event) => told.push(String(event.atUs / SECOND)),
    });
    session.goTo(3 * SECOND);
    session.goOnFromHere();
    await session.branches.goOn();
    expect(told).toEqual(['begin', '0', '1', '2', '3']);
  });

  it('keeps the old run, and says so, when the replay tells another story', async () => {
    const { session, sims } = await lookingBack((next) => next.happens(by(9, 2 * SECOND)));
    session.goOnFromHere();
    await session.branches.goOn();
    expect(session.branches.ended).toBe('differs');
    expect(sims.map(({ disposed }) => disposed)).toEqual([false, true]);
    expect([session.isPast, session.nowUs, session.liveUs]).toEqual([true, 4 * SECOND, 8 * SECOND + 1]);
    expect(session.branches.left).toBeNull();
  });

  it('keeps the old run, and says so, when the replay breaks', async () => {
    const { session, sims } = await lookingBack((next) => (next.failure = new Error('out of memory')));
    session.goOnFromHere();
    await session.branches.goOn();
    expect(session.branches.ended).toBe('failed');
    expect([sims[0]?.disposed, session.phase]).toEqual([false, 'ready']);
  });

  it('shows how far the replay is, lets nothing else happen, and can be cancelled', async () => {
    const { session, sims } = await lookingBack((next) => (next.holding = true));
    session.goOnFromHere();
    const going = session.branches.goOn();
    await settled();
    sims[1]?.onProgress?.({ type: 'progress', run: 1, nowUs: 1 * SECOND, untilUs: 4 * SECOND });
    expect(session.branches.replay).toEqual({ nowUs: 1 * SECOND, untilUs: 4 * SECOND });
    session.play();
    session.toNow();
    session.command(runProducer);
    expect([session.playing, session.nowUs, session.canLook]).toEqual([false, 4 * SECOND, false]);
    session.branches.cancel();
    sims[1]?.answer();
    await going;
    expect([sims[0]?.disposed, sims[1]?.disposed, session.branches.replay]).toEqual([false, true, null]);
    expect([session.canLook, session.liveUs, session.log.commands.length]).toEqual([true, 8 * SECOND + 1, 1]);
  });

  it('leaves the old run to be brought back, and the new one then', async () => {
    const { session } = await lookingBack();
    session.command({ type: 'run', program: 'consumer', instance: 1 });
    await session.branches.goOn();
    await settled();
    expect(session.branches.left).toMatchObject({ why: 'forked', atUs: 4 * SECOND, nowUs: 8 * SECOND + 1 });
    await session.branches.bringBack();
    expect([session.liveUs, session.playing]).toEqual([8 * SECOND + 1, false]);
    expect([...session.view.processes.keys()]).toEqual(['producer-1']);
    expect(session.branches.left).toMatchObject({ why: 'back', nowUs: 4 * SECOND + 1 });
    await session.branches.bringBack();
    expect([...session.view.processes.keys()]).toEqual(['consumer-1']);
  });

  it('does not bring back what comes out differently', async () => {
    let tamper = false;
    const { session } = await lookingBack((next) => tamper && next.happens(by(9, 7 * SECOND)));
    session.goOnFromHere();
    await session.branches.goOn();
    tamper = true;
    await session.branches.bringBack();
    expect(session.branches.ended).toBe('differs');
    expect(session.liveUs).toBe(4 * SECOND);
    expect(session.branches.left?.why).toBe('forked');
  });

  it('remembers the run that was left over a reload', async () => {
    const { session, make } = await lookingBack();
    session.goOnFromHere();
    await session.branches.goOn();
    session.dispose();
    const again = make();
    expect(again.branches.left).toMatchObject({ why: 'forked', nowUs: 8 * SECOND + 1 });
    expect(again.branches.leftIsNews).toBe(false);
    await again.start();
    await again.branches.bringBack();
    expect([...again.view.processes.keys()]).toEqual(['producer-1']);
  });
});

describe('starting over', () => {
  it('can be taken back', async () => {
    const { session } = await ranFor8Seconds(SCRIPT, { connect: () => Promise.resolve(new FakeSim(SCRIPT)) });
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await settled();
    await session.startOver();
    expect(session.log.commands).toEqual([]);
    expect(session.branches.left).toMatchObject({ why: 'over', nowUs: 8 * SECOND + 1 });
    await session.branches.bringBack();
    expect([session.liveUs, session.log.commands.length]).toEqual([8 * SECOND + 1, 1]);
  });

  it('leaves nothing behind when nobody had done anything', async () => {
    const { session } = await ranFor8Seconds();
    await session.startOver();
    expect(session.branches.left).toBeNull();
  });

  it('does not wait for a simulation that hangs', async () => {
    const { sim, session } = await ranFor8Seconds();
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await settled();
    sim.answers = () => new Promise(() => undefined);
    const over = session.startOver();
    await vi.advanceTimersByTimeAsync(1_000);
    await over;
    expect(session.branches.left).toMatchObject({ why: 'over', hash: null });
    expect(session.log.commands).toEqual([]);
  });

  it('works in a browser that keeps nothing, and says so once', async () => {
    const { session, store, refused } = await ranFor8Seconds();
    store.broken = 'full';
    session.command({ type: 'run', program: 'producer', instance: 1 });
    await settled();
    session.goTo(2 * SECOND);
    session.keep();
    await session.startOver();
    expect(session.branches.left?.why).toBe('over');
    expect(refused).toHaveBeenCalledOnce();
  });
});
