import { describe, expect, it } from 'vitest';
import { ownerKilled } from '../../../src/lesson/checks/owner-killed';
import { partitionOwnerChanged } from '../../../src/lesson/checks/partition-owner-changed';
import { ByHand, GROUP, judge, TOPIC } from '../run';

const args = { group: GROUP, topic: TOPIC };

describe('owner-killed', () => {
  it('is done when a member with a partition is killed', () => {
    const run = new ByHand().records(4, 9).readers(5, 4).at(50.1).process('consumer-2', 'killed', 'visitor');
    expect(judge(ownerKilled, args, run)).toMatchObject({
      state: 'done',
      evidence: {
        atUs: 50_100_000,
        fact: { kind: 'killed-owner', process: 'consumer-2', partitions: ['Topic-A-1'] },
      },
    });
  });

  it('does not count the idle one, nor a process that is no member; and still counts an owner after them', () => {
    const run = new ByHand().records(4, 9).readers(5, 4).process('producer-1', 'running');
    run.process('producer-1', 'killed', 'visitor');
    expect(judge(ownerKilled, args, run).state).toBe('open');
    run.process('consumer-5', 'killed', 'visitor');
    expect(judge(ownerKilled, args, run)).toMatchObject({ state: 'live', evidence: { fact: { kind: 'killed-idle' } } });
    run.process('consumer-1', 'killed', 'visitor');
    expect(judge(ownerKilled, args, run).state).toBe('done');
  });

  it('does not count one that stops in good order, or crashes', () => {
    const run = new ByHand().records(4, 9).readers(5, 4);
    run.process('consumer-1', 'stopping').process('consumer-1', 'exited', '0').process('consumer-2', 'crashed', '1');
    expect(judge(ownerKilled, args, run).state).toBe('open');
  });
});

describe('partition-owner-changed', () => {
  const killed = (): ByHand =>
    new ByHand().records(4, 9).readers(5, 4).at(50).process('consumer-2', 'killed', 'visitor');

  it('is live while the dead one still owns its partition, and done when another has it', () => {
    const run = killed();
    expect(judge(partitionOwnerChanged, args, run)).toMatchObject({
      state: 'live',
      evidence: { fact: { kind: 'ownerless', partition: 'Topic-A-1', process: 'consumer-2', sinceUs: 50_000_000 } },
    });
    run
      .at(60)
      .group('PreparingRebalance', 5, { 'consumer-1': [], 'consumer-3': [], 'consumer-4': [], 'consumer-5': [] });
    expect(judge(partitionOwnerChanged, args, run).state).toBe('live');
    run.at(62).group('Stable', 6, { 'consumer-1': [0], 'consumer-3': [2], 'consumer-4': [3], 'consumer-5': [1] });
    expect(judge(partitionOwnerChanged, args, run)).toEqual({
      state: 'done',
      evidence: {
        atUs: 62_000_000,
        fact: {
          kind: 'moved',
          partition: 'Topic-A-1',
          from: 'consumer-2',
          to: 'consumer-5',
          by: 'killed',
          afterUs: 12_000_000,
        },
      },
      measuredUs: 12_000_000,
    });
  });

  it('tells one that was stopped from one that was killed', () => {
    const stops = { ...args, by: 'stopped' } as const;
    const run = new ByHand().records(4, 9).readers(5, 4).at(50).process('consumer-2', 'stopping').at(53);
    run.group('Stable', 6, { 'consumer-1': [0], 'consumer-3': [2], 'consumer-4': [3], 'consumer-5': [1] });
    expect(judge(partitionOwnerChanged, stops, run)).toMatchObject({ state: 'done', measuredUs: 3_000_000 });
    expect(judge(partitionOwnerChanged, args, run).state).toBe('open');
    expect(judge(partitionOwnerChanged, stops, killed().at(60)).state).toBe('open');
  });

  it('does not take an ordinary rebalance for it', () => {
    const run = new ByHand().records(4, 9).readers(2, 4).readers(4, 4);
    expect(judge(partitionOwnerChanged, args, run).state).toBe('open');
  });

  it('does not hold when the killed one is started again and gets its partition back', () => {
    const run = killed().at(51).process('consumer-2', 'running').at(63);
    run.group('Stable', 6, {
      'consumer-1': [0],
      'consumer-2': [1],
      'consumer-3': [2],
      'consumer-4': [3],
      'consumer-5': [],
    });
    expect(judge(partitionOwnerChanged, args, run).state).toBe('live');
  });

  it('does not hold when the new owner is dead too', () => {
    const run = killed().process('consumer-5', 'killed', 'visitor').at(60);
    run.group('Stable', 6, { 'consumer-1': [0], 'consumer-3': [2], 'consumer-4': [3], 'consumer-5': [1] });
    expect(judge(partitionOwnerChanged, args, run).state).toBe('live');
  });

  it('does not begin with the death of the idle one', () => {
    const run = new ByHand().records(4, 9).readers(5, 4).process('consumer-5', 'killed', 'visitor').at(60);
    run.group('Stable', 6, { 'consumer-1': [1], 'consumer-2': [0], 'consumer-3': [2], 'consumer-4': [3] });
    expect(judge(partitionOwnerChanged, args, run).state).toBe('open');
  });
});
