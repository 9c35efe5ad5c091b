import { describe, expect, it } from 'vitest';
import { groupStableWith } from '../../../src/lesson/checks/group-stable-with';
import { instancesRunning } from '../../../src/lesson/checks/instances-running';
import { memberIdle } from '../../../src/lesson/checks/member-idle';
import { ByHand, GROUP, judge } from '../run';

describe('instances-running', () => {
  const args = { program: 'consumer', min: 2 };

  it('is open before anything runs, and live while too few do', () => {
    expect(judge(instancesRunning, args, new ByHand().topic(1)).state).toBe('open');
    const one = new ByHand().process('consumer-1', 'running').at(5).topic(1);
    expect(judge(instancesRunning, args, one)).toMatchObject({
      state: 'live',
      evidence: { fact: { kind: 'instances', running: 1, wanted: 2 } },
    });
  });

  it('is done once enough instances have run for a second', () => {
    const run = new ByHand().process('consumer-1', 'running').process('consumer-2', 'running').at(1).topic(1);
    expect(judge(instancesRunning, args, run)).toMatchObject({ state: 'done', evidence: { atUs: 1_000_000 } });
  });

  it('does not take a program for running that crashes in its first lines', () => {
    const run = new ByHand()
      .process('consumer-1', 'running')
      .process('consumer-2', 'running')
      .process('consumer-2', 'crashed', '1')
      .at(5)
      .topic(1);
    expect(judge(instancesRunning, args, run).state).toBe('live');
  });

  it('does not count the instances of another program', () => {
    const run = new ByHand().process('consumer-1', 'running').process('producer-1', 'running').at(5).topic(1);
    expect(judge(instancesRunning, args, run).state).toBe('live');
  });

  it('does not count instances one after the other as if they ran together', () => {
    const run = new ByHand()
      .process('consumer-1', 'running')
      .at(3)
      .process('consumer-1', 'killed', 'visitor')
      .process('consumer-2', 'running')
      .at(9)
      .topic(1);
    expect(judge(instancesRunning, args, run).state).toBe('live');
  });
});

describe('group-stable-with', () => {
  const args = { group: GROUP, members: 4 };

  it('is done with so many living members in a Stable group', () => {
    const run = new ByHand().at(8.31).readers(4, 4);
    expect(judge(groupStableWith, args, run)).toEqual({
      state: 'done',
      evidence: { atUs: 8_310_000, fact: { kind: 'members', state: 'Stable', members: 4, gone: 0, wanted: 4 } },
      measuredUs: null,
    });
  });

  it('is live, and says how many, while the group rebalances or has too few or too many', () => {
    const rebalancing = new ByHand()
      .readers(4, 4)
      .group('PreparingRebalance', 4, { 'consumer-1': [], 'consumer-2': [], 'consumer-3': [], 'consumer-4': [] });
    expect(judge(groupStableWith, args, rebalancing)).toMatchObject({
      state: 'live',
      evidence: { fact: { state: 'PreparingRebalance', members: 4 } },
    });
    expect(judge(groupStableWith, args, new ByHand().readers(3, 4)).state).toBe('live');
    expect(judge(groupStableWith, args, new ByHand().readers(5, 4)).state).toBe('live');
  });

  it('does not count a killed member that the coordinator still waits for', () => {
    const run = new ByHand().readers(3, 4);
    run.process('consumer-4', 'running').process('consumer-4', 'killed', 'visitor');
    run.group('Stable', 9, { 'consumer-1': [0], 'consumer-2': [1], 'consumer-3': [2], 'consumer-4': [3] });
    expect(judge(groupStableWith, args, run)).toMatchObject({
      state: 'live',
      evidence: { fact: { members: 3, gone: 1 } },
    });
  });

  it('takes a member that is no process of ours for alive', () => {
    const run = new ByHand().tell({
      type: 'group',
      group: GROUP,
      coordinator: 1,
      state: 'Stable',
      generation: 1,
      protocol: null,
      leader: null,
      members: [{ memberId: 'm', clientId: 'kcat', process: null, assignment: [] }],
      reason: 'member joined',
    });
    expect(judge(groupStableWith, { group: GROUP, members: 1 }, run).state).toBe('done');
  });

  it('does not look at another group', () => {
    const run = new ByHand();
    for (let i = 1; i <= 4; i++)
      run.process(`consumer-${i}`, 'running').group('Stable', 1, { [`consumer-${i}`]: [0] }, `g${i}`);
    expect(judge(groupStableWith, args, run).state).toBe('open');
  });
});

describe('member-idle', () => {
  const args = { group: GROUP, members: 5, idle: 1 };

  it('is done when one of five members of a Stable group owns nothing', () => {
    expect(judge(memberIdle, args, new ByHand().readers(5, 4))).toMatchObject({
      state: 'done',
      evidence: { fact: { kind: 'idle', idle: ['consumer-5'], members: 5 } },
    });
  });

  it('does not take a rebalance, in which nobody owns anything, for idleness', () => {
    const nobody = { 'consumer-1': [], 'consumer-2': [], 'consumer-3': [], 'consumer-4': [], 'consumer-5': [] };
    const run = new ByHand().readers(4, 4).process('consumer-5', 'running').group('PreparingRebalance', 4, nobody);
    expect(judge(memberIdle, args, run).state).toBe('live');
  });

  it('does not hold while each of five has a partition, or the idle one is one of two', () => {
    expect(judge(memberIdle, args, new ByHand().readers(5, 5)).state).toBe('live');
    expect(judge(memberIdle, args, new ByHand().readers(2, 1)).state).toBe('live');
  });
});
