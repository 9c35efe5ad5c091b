import { expect, test } from 'vitest';
import type { Command } from '../../src/contract/command';
import type { ProcessId, Us } from '../../src/contract/ids';
import type { Delivery, FromProcess, HostAction, ProcessOutput } from '../../src/contract/process-port';
import { Lockstep, WATCH_MS, type SteppedCluster } from '../../src/worker/lockstep';
import type { ProcessHost, StartMessage, StepMessage } from '../../src/worker/process-host';

/** A cluster of nothing but times: things happen at `events`, and everything done to it is noted. */
class FakeCluster implements SteppedCluster {
  nowUs: Us = 0;
  readonly lookaheadUs = 100;
  readonly log: string[] = [];
  events: Us[] = [];
  barriers: Us[] = [];
  inbox: { process: ProcessId; delivery: Delivery }[] = [];
  actions: HostAction[] = [];
  alive: ProcessId[] = [];
  isJournalFull = false;

  nextUs(): Us | null {
    const times = [...this.events, ...this.barriers, ...this.inbox.map(({ delivery }) => delivery.atUs)];
    return times.length === 0 ? null : Math.min(...times);
  }

  barrierUs(): Us | null {
    return this.barriers[0] ?? null;
  }

  command(command: Command): void {
    this.log.push(`${this.nowUs} command ${command.type}`);
    if (command.type === 'run') this.start(`${command.program}-${command.instance}`);
    if (command.type === 'kill') this.kill(command.process);
  }

  start(process: ProcessId): void {
    this.alive.push(process);
    this.actions.push({
      type: 'start',
      message: { type: 'start', process, atUs: this.nowUs, seed: 1, entry: 'x', files: {} },
    });
  }

  kill(process: ProcessId): void {
    this.alive = this.alive.filter((one) => one !== process);
    this.actions.push({ type: 'terminate', process });
  }

  takeHostActions(): HostAction[] {
    while (this.barriers.length > 0 && this.barriers[0]! <= this.nowUs)
      this.log.push(`${this.barriers.shift()} barrier`);
    return this.actions.splice(0);
  }

  advanceTo(untilUs: Us): void {
    expect(untilUs).toBeGreaterThanOrEqual(this.nowUs);
    this.nowUs = untilUs;
    this.events = this.events.filter((atUs) => atUs >= untilUs);
    this.log.push(`advance to ${untilUs}`);
  }

  takeInbox(process: ProcessId, beforeUs: Us): Delivery[] {
    const due = this.inbox.filter((one) => one.process === process && one.delivery.atUs < beforeUs);
    this.inbox = this.inbox.filter((one) => !due.includes(one));
    return due.map(({ delivery }) => delivery);
  }

  accept(process: ProcessId, outbox: readonly ProcessOutput[]): void {
    this.log.push(`${this.nowUs} accept ${process} ${outbox.length}`);
    if (outbox.at(-1)?.type === 'exit') this.alive = this.alive.filter((one) => one !== process);
  }

  get processes(): readonly ProcessId[] {
    return this.alive;
  }

  readonly paused = new Set<ProcessId>();

  isPaused(process: ProcessId): boolean {
    return this.paused.has(process);
  }

  releaseEvents(): [] {
    return [];
  }
}

/** Programs whose answers the test writes. */
class FakeHost implements ProcessHost {
  readonly steps: string[] = [];
  readonly ended: ProcessId[] = [];
  answer: (process: ProcessId, message: StepMessage) => unknown = () => stepped([], null);

  start(message: StartMessage): Promise<FromProcess> {
    return Promise.resolve(stepped([], message.atUs));
  }

  async step(process: ProcessId, message: StepMessage): Promise<unknown> {
    this.steps.push(`${process} to ${message.untilUs}${message.inbox.map(({ type }) => ` ${type}`).join('')}`);
    return this.answer(process, message);
  }

  terminate(process: ProcessId): void {
    this.ended.push(process);
  }
}

const stepped = (outbox: readonly ProcessOutput[], wakeUs: Us | null): FromProcess => ({
  type: 'stepped',
  outbox,
  wakeUs,
});
const never = (): Promise<never> => new Promise(() => {});

function world(recorded: Parameters<typeof recordedOf>[0] = []) {
  const cluster = new FakeCluster();
  const host = new FakeHost();
  const lockstep = new Lockstep({ cluster, host, recorded: recordedOf(recorded) });
  return { cluster, host, lockstep };
}
const recordedOf = (list: readonly { atUs: Us; command: Command }[]) => list.map((one, seq) => ({ ...one, seq }));
const run = (program: string): Command => ({ type: 'run', program, instance: 1 });

test('with nothing to do, time goes straight to the end of the grant', async () => {
  const { cluster, lockstep } = world();
  await lockstep.runTo(5_000);
  expect(cluster.log).toEqual(['advance to 5001']);
  expect(lockstep.nextUs()).toBe(null);
});

test('a window begins with the next thing that happens and is as long as the look-ahead, or ends with the grant', async () => {
  const { cluster, lockstep } = world();
  cluster.events = [1_000, 1_050, 1_190];
  await lockstep.runTo(1_200);
  expect(cluster.log).toEqual(['advance to 1000', 'advance to 1100', 'advance to 1190', 'advance to 1201']);
});

test('a program steps when it has something to hear or a timer in the window, and else sleeps', async () => {
  const { cluster, host, lockstep } = world();
  await lockstep.command(run('a'));
  await lockstep.command(run('b'));
  host.answer = (process, { untilUs }) => stepped([], process === 'a-1' && untilUs < 500 ? 500 : null);
  cluster.inbox.push({ process: 'b-1', delivery: { atUs: 530, type: 'connected', socket: 1 } });
  cluster.inbox.push({ process: 'b-1', delivery: { atUs: 900, type: 'end', socket: 1 } });
  await lockstep.runTo(2_000);
  expect(host.steps).toEqual(['a-1 to 100', 'b-1 to 100', 'a-1 to 600', 'b-1 to 600 connected', 'b-1 to 1000 end']);
});

test('a program that stands still is not stepped, whatever is due; when it goes on, that is due now', async () => {
  const { cluster, host, lockstep } = world();
  await lockstep.command(run('a'));
  await lockstep.command(run('b'));
  host.answer = (process, { untilUs }) => stepped([], process === 'a-1' && untilUs < 500 ? 500 : null);
  await lockstep.runTo(200);
  cluster.paused.add('a-1');
  expect(lockstep.nextUs()).toBe(null);
  await lockstep.runTo(2_000);
  expect(host.steps).toEqual(['a-1 to 100', 'b-1 to 100']);
  cluster.paused.delete('a-1');
  expect(lockstep.nextUs()).toBe(2_001);
  await lockstep.runTo(3_000);
  expect(host.steps.slice(2)).toEqual(['a-1 to 2101']);
  expect(cluster.nowUs).toBe(3_001);
});

test('what programs did is merged in the cluster’s order, whoever answers first', async () => {
  const { cluster, host, lockstep } = world();
  await lockstep.command(run('slow'));
  await lockstep.command(run('quick'));
  host.answer = async (process) => {
    if (process === 'slow-1') await new Promise((resolve) => setTimeout(resolve, 20));
    return stepped([], null);
  };
  await lockstep.runTo(50);
  expect(cluster.log.filter((line) => line.includes('accept'))).toEqual(['0 accept slow-1 0', '0 accept quick-1 0']);
});

test('no window reaches across a barrier, which acts before the next one', async () => {
  const { cluster, lockstep } = world();
  cluster.events = [980, 1_010];
  cluster.barriers = [1_000];
  await lockstep.runTo(1_500);
  expect(cluster.log).toEqual([
    'advance to 980',
    'advance to 1000',
    '1000 barrier',
    'advance to 1010',
    'advance to 1110',
    'advance to 1501',
  ]);
});

test('a program that has ended is stepped no more, and its worker goes', async () => {
  const { host, lockstep } = world();
  await lockstep.command(run('a'));
  host.answer = (_, { untilUs }) => stepped([{ atUs: untilUs - 1, type: 'exit', code: 0, crashed: false }], null);
  await lockstep.runTo(1_000);
  expect(host.steps).toEqual(['a-1 to 100']);
  expect(host.ended).toEqual(['a-1']);
  expect(lockstep.processes).toEqual([]);
});

test('a program that does not answer is ended at the start of its window, before what others did counts', async () => {
  const { cluster, host, lockstep } = world();
  cluster.events = [700];
  await lockstep.command(run('a'));
  await lockstep.command(run('b'));
  host.answer = (process, { untilUs }) => {
    if (untilUs <= 700) return stepped([], 700);
    return process === 'a-1' ? never() : stepped([], null);
  };
  const ran = lockstep.runTo(2_000);
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (let ms = 0; ms < 2_000; ms += WATCH_MS) lockstep.watch();
  expect(host.ended).toEqual([]);
  lockstep.watch();
  await ran;
  expect(host.ended).toEqual(['a-1']);
  expect(cluster.log.slice(-5)).toEqual([
    'advance to 700',
    '700 command kill',
    '700 accept b-1 0',
    'advance to 800',
    'advance to 2001',
  ]);
  expect(lockstep.takeCommands().at(-1)).toEqual({
    atUs: 700,
    seq: 2,
    command: { type: 'kill', process: 'a-1', cause: 'unresponsive' },
  });
});

test('a worker that breaks, or answers what is no answer, is ended too', async () => {
  const answers: ((message: StepMessage) => unknown)[] = [
    () => Promise.reject(new Error('out of memory')),
    () => null,
    () => ({ type: 'stepped' }),
    () => stepped([], 5),
    ({ untilUs }) => stepped([{ atUs: untilUs, type: 'close', socket: 1 }], null),
    () =>
      stepped(
        [
          { atUs: 50, type: 'close', socket: 1 },
          { atUs: 40, type: 'close', socket: 1 },
        ],
        null,
      ),
    () => stepped([{ atUs: 50, type: 'write', socket: 1, bytes: 'text' as never }], null),
    () => stepped([{ atUs: 50, type: 'reboot' as never }] as never, null),
    () =>
      stepped(
        [
          { atUs: 50, type: 'exit', code: 0, crashed: false },
          { atUs: 50, type: 'close', socket: 1 },
        ],
        null,
      ),
  ];
  for (const answer of answers) {
    const { cluster, host, lockstep } = world();
    await lockstep.command(run('a'));
    host.answer = (_, message) => answer(message);
    await lockstep.runTo(1_000);
    expect(cluster.log).toContain('0 command kill');
    expect(cluster.log.some((line) => line.includes('accept'))).toBe(false);
    expect(host.ended).toEqual(['a-1']);
  }
});

test('recorded commands are carried out at exactly their times, and told again', async () => {
  const recorded = [
    { atUs: 0, command: run('a') },
    { atUs: 333, command: run('b') },
    { atUs: 333, command: { type: 'kill', process: 'a-1', cause: 'unresponsive' } as const },
    { atUs: 5_000, command: run('c') },
  ];
  const { cluster, host, lockstep } = world(recorded);
  host.answer = (_, { untilUs }) => stepped([], untilUs);
  expect(lockstep.nextUs()).toBe(0);
  await lockstep.runTo(600);
  expect(cluster.log.filter((line) => line.includes('command'))).toEqual([
    '0 command run',
    '333 command run',
    '333 command kill',
  ]);
  expect(host.steps.filter((step) => step.startsWith('a-1')).at(-1)).toBe('a-1 to 333');
  expect(lockstep.takeCommands()).toEqual(recordedOf(recorded).slice(0, 3));
  expect(lockstep.nextUs()).toBe(601);
  await lockstep.command({ type: 'stop', process: 'b-1' });
  await lockstep.runTo(6_000);
  // A command of one's own is another story: what was recorded after it does not happen.
  expect(cluster.log.filter((line) => line.includes('command'))).toHaveLength(4);
});

test('cancelling ends everything, also while a program hangs', async () => {
  const { host, lockstep } = world();
  await lockstep.command(run('a'));
  host.answer = never;
  const ran = lockstep.runTo(1_000);
  await new Promise((resolve) => setTimeout(resolve, 5));
  lockstep.cancel();
  await ran;
  expect(host.ended).toContain('a-1');
  expect(lockstep.takeCommands()).toHaveLength(1);
});

test('a full journal stops the run where it is', async () => {
  const { cluster, lockstep } = world();
  cluster.events = [100, 500];
  cluster.advanceTo = ((advance) => (untilUs: Us) => {
    advance.call(cluster, untilUs);
    cluster.isJournalFull = untilUs > 150;
  })(cluster.advanceTo.bind(cluster));
  await lockstep.runTo(1_000);
  expect(cluster.nowUs).toBe(200);
});
