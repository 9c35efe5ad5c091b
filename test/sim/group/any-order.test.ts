import { describe, expect, it } from 'vitest';
import { pathOf } from '../../../src/sim/group/chart';
import { Consumer, GROUP, World } from './harness';

/** Consumers that do whatever comes to mind, on a disk that is slow and sometimes fails. */
class Chaos {
  readonly world = new World({ slowDisk: true, config: { groupMaxSize: 5 } });
  readonly consumers: Consumer[];
  #state: number;
  #committed = 0;
  #generation = 0;

  constructor(seed: number) {
    this.#state = seed;
    this.consumers = Array.from({ length: 7 }, (_, i) => this.#consumer(i));
  }

  #consumer(i: number): Consumer {
    return new Consumer(this.world, `consumer-${i}`, {
      groupInstanceId: i < 2 ? `shelf-${i}` : null,
      sessionTimeoutMs: 6000 + 2000 * (i % 3),
      rebalanceTimeoutMs: 9000 + 4000 * (i % 2),
      joinVersion: [0, 3, 5, 5, 6, 9, 9][i] ?? 9,
      protocols: i % 2 === 0 ? ['range', 'roundrobin'] : ['roundrobin'],
    });
  }

  /** A whole number from 0 to `below` - 1 (mulberry32). */
  pick(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }

  step(): void {
    const i = this.pick(this.consumers.length);
    const consumer = this.consumers[i] as Consumer;
    switch (this.pick(12)) {
      case 0:
      case 1:
      case 2:
        if (!consumer.isJoining) consumer.join(this.pick(4) === 0 ? { topics: ['orders', 'payments'] } : {});
        break;
      case 3:
      case 4:
        this.#hear(consumer);
        if (!consumer.isSyncing) consumer.sync({ [consumer.memberId]: [this.pick(4)] });
        break;
      case 5:
        this.#hear(consumer);
        consumer.heartbeat();
        break;
      case 6:
        consumer.commit(this.pick(4), this.pick(100));
        break;
      case 7:
        if (this.pick(3) === 0) {
          this.world.send('LeaveGroup', { groupId: GROUP, members: [{ memberId: consumer.memberId }] });
        }
        break;
      case 8:
        // A new process in its place.
        if (this.pick(3) === 0) this.consumers[i] = this.#consumer(i);
        break;
      case 9:
        this.#commit();
        break;
      default:
        this.world.wait(this.pick(2500));
        break;
    }
    this.check();
  }

  #hear(consumer: Consumer): void {
    try {
      consumer.joined();
    } catch {
      // It waits, or has never asked.
    }
  }

  #commit(): void {
    for (const append of this.world.appends.slice(this.#committed)) {
      this.#committed++;
      this.world.commit(append, this.pick(8) === 0 ? 19 : 0);
    }
  }

  check(): void {
    const group = this.world.coordinator.groups.get(GROUP);
    if (group === undefined) return;
    const members = [...group.members.values()];
    const generation = group.snapshot.context.generation;
    expect(generation).toBeGreaterThanOrEqual(this.#generation);
    this.#generation = generation;
    expect(members.length === 0).toBe(group.leader === null);
    expect(group.leader === null || group.members.has(group.leader)).toBe(true);
    if (group.state === 'Empty') expect(members).toEqual([]);
    if (group.state === 'Stable' || group.state === 'CompletingRebalance') expect(members).not.toEqual([]);
    if (group.state !== 'CompletingRebalance')
      expect(members.filter(({ parkedSync }) => parkedSync !== null)).toEqual([]);
    if (group.state === 'CompletingRebalance')
      expect(members.filter(({ parkedJoin }) => parkedJoin !== null)).toEqual([]);
    const statics = members.filter(({ groupInstanceId }) => groupInstanceId !== null);
    expect(group.staticIds.size).toBe(statics.length);
    for (const { groupInstanceId, memberId } of statics) {
      expect(group.staticIds.get(groupInstanceId ?? '')).toBe(memberId);
    }
    const syncing = pathOf(group.snapshot).endsWith('PendingSync');
    if (group.state === 'Stable' || group.state === 'CompletingRebalance') {
      expect(group.pendingSync.size > 0).toBe(syncing);
    }
    const timers = this.world.timers();
    const sessions = new Set([...members.map(({ memberId }) => memberId), ...group.pendingJoin]);
    expect(new Set(group.sessions.keys())).toEqual(sessions);
    for (const member of members) {
      const key = group.sessions.get(member.memberId)?.key ?? '';
      if (member.parkedJoin === null && member.parkedSync === null) expect(timers.has(key)).toBe(true);
    }
    expect([...timers.keys()].filter((key) => key.includes('xstate')).length).toBeLessThanOrEqual(1);
  }

  /** Everyone falls silent. */
  silence(): void {
    for (let i = 0; i < 40; i++) {
      this.#commit();
      this.world.wait(30_000);
      this.check();
    }
  }
}

describe('in whatever order things happen', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('the group keeps its shape (seed %i)', (seed) => {
    const chaos = new Chaos(seed);
    for (let i = 0; i < 1500; i++) chaos.step();
    const states = new Set(chaos.world.groupEvents().map(({ state }) => state));
    expect([...states].sort()).toEqual(['CompletingRebalance', 'Empty', 'PreparingRebalance', 'Stable']);
    chaos.silence();
    const group = chaos.world.coordinator.groups.get(GROUP);
    expect(group?.state).toBe('Empty');
    expect([...chaos.world.timers().keys()].filter((key) => key !== 'offsets-retention')).toEqual([]);
    const unanswered = chaos.world.sent.filter((sent) => chaos.world.answer(sent) === undefined);
    expect(unanswered.filter(({ api }) => api !== 'JoinGroup')).toEqual([]);
  });

  it('the same happens again', () => {
    const run = (seed: number): string => {
      const chaos = new Chaos(seed);
      for (let i = 0; i < 400; i++) chaos.step();
      return JSON.stringify(chaos.world.journal);
    };
    expect(run(11)).toBe(run(11));
    expect(run(11)).not.toBe(run(12));
  });
});
