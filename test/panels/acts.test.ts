import { describe, expect, it } from 'vitest';
import type { PartitionChangedEvent, SimEventBody } from '../../src/contract/event';
import { desk } from '../../src/i18n/en/desk';
import type { Act } from '../../src/panels/act';
import { actsOf } from '../../src/panels/acts';
import { linkBetween, type Thing } from '../../src/view/thing';
import type { View } from '../../src/view/view';
import { TOPIC } from '../support/journal';
import { after, appendedTo, empty, started, topicCreated } from '../view/views';

const m = desk.acts;
const BROKER: Thing = { kind: 'broker', broker: 2 };
const SHELF: Thing = { kind: 'shelf', topic: TOPIC, partition: 0, broker: null };

const registered = (broker: number, state: 'Fenced' | 'Unfenced' = 'Unfenced'): SimEventBody => ({
  type: 'registration',
  broker,
  state,
  brokerEpoch: 1,
});
const running = after(empty(), registered(1), registered(2), registered(3), topicCreated());
const lines = (thing: Thing, view: View): string[] =>
  actsOf(thing, view).map((act) => {
    const dots = act.does.kind === 'number' || act.does.kind === 'choice' ? ' ?' : '';
    return `${act.key ?? '-'} ${act.label(m)}${dots}${act.whyNot === null ? '' : `: ${act.whyNot(m)}`}`;
  });
const act = (thing: Thing, id: string, view: View): Act => {
  const found = actsOf(thing, view).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no act ${id}`);
  return found;
};

describe('what can be done to a broker', () => {
  it('that runs: it can be ended in three ways, stopped for a while, cut off, slowed', () => {
    expect(lines(BROKER, running)).toEqual([
      'S Stop (controlled shutdown)',
      'K Kill (kill -9)',
      'F Power off',
      'P Pause the process (a long GC)',
      'I Isolate from the network',
      'L Its links…',
      'D Slow the disk… ?',
      'O Show its disk',
    ]);
    expect(act(BROKER, 'kill', running).does).toEqual({
      kind: 'commands',
      commands: [{ type: 'kill-broker', broker: 2 }],
    });
  });

  it('that is down: it starts with its disk or without', () => {
    const down = after(running, { type: 'node', broker: 2, state: 'down', reason: 'kill -9' });
    expect(lines(BROKER, down).slice(0, 2)).toEqual(['S Start broker', 'E Start with an empty disk']);
    expect(act(BROKER, 'start-lost', down).does).toMatchObject({
      commands: [{ type: 'start-broker', broker: 2, disk: 'lost' }],
    });
  });

  it('that is paused: it wakes, and hears no SIGTERM', () => {
    const paused = after(running, { type: 'node', broker: 2, state: 'paused', reason: 'paused' });
    expect(lines(BROKER, paused).slice(0, 4)).toEqual([
      'S Stop (controlled shutdown): A paused process hears no signal. Wake it first.',
      'K Kill (kill -9)',
      'F Power off',
      'P Wake the process',
    ]);
  });

  it('that is isolated: the same key heals it', () => {
    const ways = [1, 3].flatMap((other): SimEventBody[] => [
      { type: 'link', from: 'broker:2', to: `broker:${other}`, state: 'cut', extraUs: 0 },
      { type: 'link', from: `broker:${other}`, to: 'broker:2', state: 'cut', extraUs: 0 },
    ]);
    expect(lines(BROKER, after(running, ...ways))).toContain('I Heal all its links');
    const [, ...some] = ways;
    expect(lines(BROKER, after(running, ...some))).toEqual(
      expect.arrayContaining(['I Isolate from the network', 'H Heal all its links']),
    );
  });

  it('with a slow disk: it can be made quick again', () => {
    const slow = after(running, { type: 'disk', broker: 2, bytesPerSecond: null, extraUs: 900_000, waiting: 0 });
    expect(act(BROKER, 'heal-disk', slow).does).toMatchObject({
      commands: [{ type: 'slow-disk', broker: 2, extraUs: 0 }],
    });
  });

  it('asks how slow the disk is to be', () => {
    const { does } = act(BROKER, 'slow-disk', running);
    if (does.kind !== 'number') throw new Error('asks for no number');
    expect(does.form.suggestions).toContain(does.form.value);
    expect(does.form.commands(900)).toEqual([{ type: 'slow-disk', broker: 2, extraUs: 900_000 }]);
  });
});

describe('what can be done to a link', () => {
  const LINK = linkBetween('broker:2', 'broker:1');

  it('has its lower end first', () => {
    expect(LINK).toEqual({ kind: 'link', a: 'broker:1', b: 'broker:2' });
    expect(linkBetween('broker:1', 'process:consumer-1')).toMatchObject({ a: 'process:consumer-1', b: 'broker:1' });
  });

  it('is cut either way, both ways, slowed', () => {
    expect(lines(LINK, running)).toEqual([
      '1 Cut 1 → 2',
      '2 Cut 2 → 1',
      'X Cut both ways',
      'D Slow down… ?',
      'H Heal: Nothing is wrong with it.',
    ]);
  });

  it('cuts only the way that is whole, and heals only what is not', () => {
    const cut = after(running, { type: 'link', from: 'broker:2', to: 'broker:1', state: 'cut', extraUs: 0 });
    expect(lines(LINK, cut)[1]).toBe('2 Cut 2 → 1: It is cut already.');
    expect(act(LINK, 'cut-both', cut).does).toEqual({
      kind: 'commands',
      commands: [{ type: 'cut-link', from: 'broker:1', to: 'broker:2' }],
    });
    expect(act(LINK, 'heal', cut).does).toEqual({
      kind: 'commands',
      commands: [{ type: 'heal-link', from: 'broker:2', to: 'broker:1' }],
    });
  });

  it('names programs as the stage does', () => {
    const view = after(running, started('checkout-1'));
    expect(lines(linkBetween('broker:1', 'process:checkout-1'), view)[0]).toBe('1 Cut checkout-1 → broker 1');
  });
});

describe('what can be done to a shelf', () => {
  const changed = (change: Partial<PartitionChangedEvent>): PartitionChangedEvent => ({
    type: 'partition-changed',
    topic: TOPIC,
    partition: 0,
    replicas: [1, 2],
    isr: [1, 2],
    leader: 1,
    leaderEpoch: 1,
    reason: 'leader-elected',
    ...change,
  });

  it('that is well', () => {
    expect(lines(SHELF, running)).toEqual([
      'L Move the leader to broker 1 (preferred): Broker 1 leads already.',
      'U Elect out of ISR (unclean): It has a leader. Kafka elects out of ISR only where there is none.',
      'M Reassign replicas… ?',
      'R Delete records up to… ?: No record stands below the high watermark.',
      `A Add partitions to ${TOPIC}… ?`,
      'B Its brokers…',
      'T Describe',
      'O Show its files',
    ]);
  });

  it('that another broker leads goes back to its preferred one, once that is in the ISR', () => {
    const moved = after(running, changed({ leader: 2, isr: [2] }));
    expect(lines(SHELF, moved)[0]).toMatch(/Broker 1 is out of the ISR\.$/);
    expect(act(SHELF, 'elect-preferred', after(moved, changed({ leader: 2, isr: [2, 1] }))).whyNot).toBeNull();
    const fenced = after(moved, registered(1, 'Fenced'));
    expect(lines(SHELF, fenced)[0]).toMatch(/Broker 1 is not there\.$/);
  });

  it('without a leader may have an unclean election, if one of its replicas runs', () => {
    const orphan = after(
      running,
      { type: 'node', broker: 1, state: 'down', reason: 'kill -9' },
      changed({ leader: -1, isr: [1], reason: 'no-leader' }),
    );
    expect(act(SHELF, 'elect-unclean', orphan).does).toEqual({
      kind: 'commands',
      commands: [{ type: 'elect-leader', topic: TOPIC, partition: 0, election: 'unclean' }],
    });
    expect(act(SHELF, 'elect-unclean', orphan).whyNot).toBeNull();
    const none = after(orphan, registered(2, 'Fenced'));
    expect(lines(SHELF, none)[1]).toMatch(/None of its replicas runs\.$/);
  });

  it('deletes records up to the high watermark at most', () => {
    const filled = after(running, appendedTo(0, 1, 0, ['anna', 'bella', 'anna', 'cesar']), {
      type: 'high-watermark',
      broker: 1,
      topic: TOPIC,
      partition: 0,
      offset: 3,
    });
    const { does, whyNot } = act(SHELF, 'delete-records', filled);
    if (does.kind !== 'number') throw new Error('asks for no number');
    expect([whyNot, does.form.min, does.form.max, does.form.value]).toEqual([null, 1, 3, 2]);
    expect(does.form.commands(3)).toEqual([{ type: 'delete-records', topic: TOPIC, partition: 0, beforeOffset: 3 }]);
  });

  it('moves replicas one reassignment at a time', () => {
    const { does } = act(SHELF, 'reassign', running);
    if (does.kind !== 'choice') throw new Error('asks for no choice');
    expect(
      does.form.options.map((each) => [each.label(m), each.commands.map((one) => 'replicas' in one && one.replicas)]),
    ).toEqual([
      ['Broker 2 is the preferred leader', [[2, 1]]],
      ['One more copy, on broker 3', [[1, 2, 3]]],
      ['No copy on broker 1', [[2]]],
      ['No copy on broker 2', [[1]]],
    ]);
  });

  it('is nothing when the topic is gone', () => {
    expect(actsOf({ ...SHELF, topic: 'other' }, running)).toEqual([]);
  });
});

describe('what can be done to a program', () => {
  const READER: Thing = { kind: 'process', process: 'billing-1' };

  it('that reads', () => {
    expect(lines(READER, after(running, started('billing-1')))).toEqual([
      'S Stop (leaves the group)',
      'K Kill (goes silent)',
      'P Pause (a long GC)',
      'X Cut from a broker… ?',
      'O Open its code',
    ]);
  });

  it('that stands still: it wakes, and hears no SIGTERM', () => {
    const paused = after(running, started('billing-1'), {
      type: 'process',
      process: 'billing-1',
      program: 'billing',
      instance: 1,
      state: 'paused',
      reason: null,
    });
    expect(lines(READER, paused).slice(0, 3)).toEqual([
      'S Stop (leaves the group): A paused process hears no signal. Wake it first.',
      'K Kill (goes silent)',
      'P Wake',
    ]);
    expect(act(READER, 'resume', paused).does).toEqual({
      kind: 'commands',
      commands: [{ type: 'resume-process', process: 'billing-1' }],
    });
  });

  it('that has not run yet, or not any more', () => {
    expect(lines(READER, running)).toEqual(['R Run', 'O Open its code']);
    expect(act(READER, 'run', running).does).toEqual({
      kind: 'commands',
      commands: [{ type: 'run', program: 'billing', instance: 1 }],
    });
    const killed = after(running, started('billing-1'), {
      type: 'process',
      process: 'billing-1',
      program: 'billing',
      instance: 1,
      state: 'killed',
      reason: 'visitor',
    });
    expect(lines(READER, killed)[0]).toBe('R Run again');
  });

  it('is cut from one broker and joined to it again', () => {
    const view = after(running, started('billing-1'), {
      type: 'link',
      from: 'broker:2',
      to: 'process:billing-1',
      state: 'cut',
      extraUs: 0,
    });
    const { does } = act(READER, 'cut', view);
    if (does.kind !== 'choice') throw new Error('asks for no choice');
    expect(does.form.options.map((each) => each.label(m))).toEqual([
      'Cut from broker 1',
      'Heal the link to broker 2',
      'Cut from broker 3',
    ]);
    expect(does.form.options[1]?.commands.map((command) => command.type)).toEqual(['heal-link', 'heal-link']);
  });
});

it('gives no key twice', () => {
  const down = after(running, { type: 'node', broker: 2, state: 'down', reason: 'kill -9' }, started('billing-1'));
  const things: Thing[] = [
    BROKER,
    SHELF,
    linkBetween('broker:1', 'broker:2'),
    { kind: 'process', process: 'billing-1' },
  ];
  for (const view of [running, down]) {
    for (const thing of things) {
      const keys = actsOf(thing, view).flatMap((each) => each.key ?? []);
      expect(new Set(keys).size).toBe(keys.length);
    }
  }
});
