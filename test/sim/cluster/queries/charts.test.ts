import { describe, expect, it } from 'vitest';
import type { ChartView } from '../../../../src/contract/query';
import { charts } from '../../../../src/sim/cluster/queries/charts';

const chart = (id: ChartView['id']): ChartView => charts().find((one) => one.id === id)!;
const arrows = (id: ChartView['id']): string[] =>
  chart(id).transitions.map(
    ({ from, to, event, guard }) => `${from} -${event}${guard === null ? '' : ` [${guard}]`}-> ${to}`,
  );

describe('charts', () => {
  it('are those of the machines that run', () => {
    expect(charts().map(({ id, source, initial }) => [id, source, initial])).toEqual([
      ['consumer-group', 'ClassicGroupState', 'Empty'],
      ['broker', 'BrokerState', 'NotRunning'],
      ['replica', 'ReplicaState', 'Offline'],
      ['registration', 'BrokerControlState', 'Fenced'],
    ]);
  });

  it('leave out what a state ignores', () => {
    expect(arrows('registration')).toEqual([
      'Fenced -unfence-> Unfenced',
      'Fenced -shutdown-asked-> ShutdownNow',
      'Unfenced -register-> Fenced',
      'Unfenced -fence-> Fenced',
      'Unfenced -session-expired-> Fenced',
      'Unfenced -shutdown-asked-> ControlledShutdown',
      'ControlledShutdown -register-> Fenced',
      'ControlledShutdown -fence-> Fenced',
      'ControlledShutdown -session-expired-> Fenced',
      'ControlledShutdown -leaderships-moved-> ShutdownNow',
      'ShutdownNow -register-> Fenced',
    ]);
  });

  it('draw what holds in every state at each of them, and states within states by their path', () => {
    expect(arrows('replica')).toEqual([
      'Offline -become-leader-> Leader',
      'Offline -become-follower-> Follower',
      'Leader -become-follower-> Follower',
      'Leader -leader-lost-> Offline',
      'Follower -become-leader-> Leader',
      'Follower -leader-lost-> Offline',
      'Follower.Fetching -diverged-> Follower.Truncating',
      'Follower.Truncating -truncated-> Follower.Fetching',
    ]);
  });

  it('name timers and conditions', () => {
    const group = arrows('consumer-group');
    expect(group).toContain(
      'PreparingRebalance.InitialDelay -after initialDelay [mayExtend]-> PreparingRebalance.InitialDelay',
    );
    expect(group).toContain('PreparingRebalance.AwaitingMembers -always [allJoined]-> CompletingRebalance');
    expect(group).toContain('Empty -member-added-> PreparingRebalance.InitialDelay');
    expect(chart('consumer-group').states.filter(({ isFinal }) => isFinal)).toEqual([{ name: 'Dead', isFinal: true }]);
  });

  it('have only arrows between states that they list, and reach every state', () => {
    for (const { initial, states, transitions } of charts()) {
      const names = states.map(({ name }) => name);
      expect(names).toContain(initial);
      for (const { from, to } of transitions) expect([names.includes(from), names.includes(to)]).toEqual([true, true]);
      for (const name of names) {
        const isReached = transitions.some(
          ({ to }) => to === name || to.startsWith(`${name}.`) || name.startsWith(`${to}.`),
        );
        expect([name, name === initial || isReached]).toEqual([name, true]);
      }
    }
  });
});
