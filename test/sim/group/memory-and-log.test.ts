import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import type { GroupAppend, GroupRecord } from '../../../src/sim/group/io';
import { Consumer, GROUP, World, settle } from './harness';

const MINUTE_MS = 60_000;

/**
 * Commits, deletions and expiry, while the log takes its time: an append is refused at once or is in the log, and what
 * is in the log is stored in order, sooner or later.
 */
class Run {
  readonly world = new World({
    slowDisk: true,
    config: { offsetsRetentionMs: 20 * MINUTE_MS, offsetsRetentionCheckIntervalMs: 5 * MINUTE_MS },
  });
  readonly log: GroupRecord[] = [];
  readonly seen = new Set<string>();
  #waiting: GroupAppend[] = [];
  #looked = 0;
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to `below` - 1 (mulberry32). */
  pick(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }

  step(): void {
    const partitionIndex = this.pick(3);
    switch (this.pick(9)) {
      case 0:
      case 1:
      case 2: {
        const partitions = [{ partitionIndex, committedOffset: this.pick(1000) }];
        this.world.send('OffsetCommit', { groupId: GROUP, topics: [{ name: 'orders', partitions }] });
        break;
      }
      case 3:
        this.world.send('OffsetDelete', {
          groupId: GROUP,
          topics: [{ name: 'orders', partitions: [{ partitionIndex }] }],
        });
        break;
      case 4:
        if (this.pick(3) === 0) this.world.send('DeleteGroups', { groupsNames: [GROUP] });
        break;
      case 5:
        this.world.obey(
          this.world.coordinator.onPartitionsDeleted(
            [{ topic: 'orders', partition: partitionIndex }],
            this.world.nowUs,
          ),
        );
        break;
      case 6:
        this.world.wait(this.pick(8) * MINUTE_MS);
        break;
      default:
        this.#store(this.pick(3));
    }
    this.#write();
  }

  /** The log takes, or refuses, what has been written. */
  #write(): void {
    while (this.#looked < this.world.appends.length) {
      const append = this.world.appends[this.#looked++]!;
      if (this.pick(6) === 0) {
        this.world.commit(append, ERROR.NOT_ENOUGH_REPLICAS);
        continue;
      }
      this.log.push(...append.records);
      this.#waiting.push(append);
      if (this.pick(4) === 0) this.world.commit(append, ERROR.REQUEST_TIMED_OUT);
    }
  }

  #store(count: number): void {
    for (const append of this.#waiting.splice(0, count)) this.world.commit(append);
  }

  end(): void {
    while (this.#waiting.length > 0 || this.#looked < this.world.appends.length) {
      this.#write();
      this.#store(1);
    }
  }
}

const offsetsOf = (world: World) =>
  [...world.coordinator.groups.values()].map(({ id, offsets }) => [
    id,
    [...offsets].map(([topic, partitions]) => [
      topic,
      [...partitions].map(([partition, { offset }]) => `${partition}=${offset}`).sort(),
    ]),
  ]);

describe('what a coordinator knows', () => {
  it.each(Array.from({ length: 40 }, (_, i) => i + 1))('is what another reads in its log (seed %i)', (seed) => {
    const run = new Run(seed);
    for (let i = 0; i < 120; i++) run.step();
    run.end();
    const next = new World();
    next.obey(next.coordinator.load(run.log, run.world.nowUs));
    const known = offsetsOf(run.world).filter(([, topics]) => topics!.length > 0);
    expect(known).toEqual(offsetsOf(next).filter(([, topics]) => topics!.length > 0));
    expect(run.world.sent.filter((sent) => run.world.answer(sent) === undefined)).toEqual([]);
  });

  it('is told in the journal: commits and what became of them', () => {
    const reasons = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const run = new Run(seed);
      for (let i = 0; i < 120; i++) run.step();
      run.end();
      const told = new Map<number, number>();
      for (const event of run.world.events) {
        if (event.type === 'offset-committed') told.set(event.partition, event.offset);
        if (event.type === 'offset-deleted') {
          expect(told.delete(event.partition)).toBe(true);
          reasons.add(event.reason);
        }
      }
      const known = run.world.coordinator.groups.get(GROUP)?.offsets.get('orders') ?? new Map();
      expect([...told].sort()).toEqual([...known].map(([partition, { offset }]) => [partition, offset]).sort());
    }
    expect([...reasons].sort()).toEqual(['OffsetDelete', 'expired', 'group deleted', 'topic deleted']);
  });

  it('includes members that were there before the tombstone of their group was refused', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1').join();
    for (const append of world.appends) world.commit(append);
    world.wait(3000);
    one.joined();
    one.sync();
    for (const append of world.appends.slice(1)) world.commit(append);
    expect(one.synced().errorCode).toBe(0);
    world.send('DeleteGroups', { groupsNames: [GROUP] });
    expect(one.heartbeat()).toBe(0);
    one.join();
    world.wait(1);
    one.joined();
    one.sync();
    world.commit(world.appends.at(-1)!);
    settle([one]);
  });
});
