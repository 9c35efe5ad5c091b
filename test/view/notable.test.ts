import { describe, expect, it } from 'vitest';
import type {
  ClassicGroupState,
  GroupEvent,
  PartitionChangedEvent,
  ProcessEvent,
  SimEventBody,
} from '../../src/contract/event';
import { SIGNS } from '../../src/view/notable';
import { Timeline } from '../../src/view/timeline';
import { appendedTo, empty, topicCreated } from './views';

/** The marks of a run in which this happens, one second apart: `elected Topic-A-0`. */
function marksOf(...bodies: readonly SimEventBody[]): string[] {
  const timeline = new Timeline(empty());
  timeline.append(bodies.map((body, seq) => ({ ...body, seq, atUs: seq * 1_000_000 })));
  return timeline.notable.map(({ kind, subject }) => `${kind} ${subject}`);
}

const changed = (reason: PartitionChangedEvent['reason'], topic = 'Topic-A'): SimEventBody => ({
  type: 'partition-changed',
  topic,
  partition: 0,
  replicas: [1, 2],
  isr: [1],
  leader: 1,
  leaderEpoch: 1,
  reason,
});

const group = (state: ClassicGroupState, generation: number, coordinator = 1): GroupEvent => ({
  type: 'group',
  group: 'billing',
  coordinator,
  state,
  generation,
  protocol: null,
  leader: null,
  members: [],
  reason: 'member joined',
});

const node = (state: 'up' | 'down' | 'paused', reason: string): SimEventBody => ({
  type: 'node',
  broker: 2,
  state,
  reason,
});

const link = (state: 'up' | 'cut' | 'slow'): SimEventBody => ({
  type: 'link',
  from: 'broker:1',
  to: 'process:checkout-1',
  state,
  extraUs: 0,
});

describe('what is notable', () => {
  it('is an election, an unclean one, and none at all', () => {
    expect(
      marksOf(topicCreated(), changed('leader-elected'), changed('unclean-election'), changed('no-leader')),
    ).toEqual(['elected Topic-A-0', 'unclean Topic-A-0', 'leaderless Topic-A-0']);
    expect([SIGNS.elected, SIGNS.unclean, SIGNS.leaderless]).toEqual(['elected', 'unclean', 'fault']);
  });

  it('is a change of the ISR, but nothing of Kafka’s own topics', () => {
    expect(marksOf(topicCreated(), changed('isr-shrunk'), changed('isr-expanded'), changed('reassigned'))).toEqual([
      'isrShrunk Topic-A-0',
      'isrExpanded Topic-A-0',
    ]);
    expect(marksOf(changed('leader-elected', '__consumer_offsets'))).toEqual([]);
  });

  it('is each generation of a group once it is Stable', () => {
    expect(
      marksOf(
        group('PreparingRebalance', 0),
        group('CompletingRebalance', 1),
        group('Stable', 1),
        group('Stable', 1),
        group('PreparingRebalance', 1),
        group('Stable', 2),
      ),
    ).toEqual(['rebalance billing', 'rebalance billing']);
  });

  it('is a coordinator that moves, which is no rebalance', () => {
    expect(marksOf(group('Stable', 1), group('Stable', 1, 3))).toEqual(['rebalance billing', 'coordinator billing']);
  });

  it('is another controller, not the first', () => {
    const controller = (broker: number): SimEventBody => ({ type: 'controller-changed', broker, epoch: broker });
    expect(marksOf(controller(1), controller(2))).toEqual(['controller 2']);
  });

  it('is a segment that the leader rolls, not its followers', () => {
    const rolled = (broker: number): SimEventBody => ({
      type: 'segment-rolled',
      broker,
      topic: 'Topic-A',
      partition: 0,
      baseOffset: 100,
      reason: 'size',
    });
    expect(marksOf(topicCreated(), rolled(1), rolled(2))).toEqual(['rolled Topic-A-0']);
  });

  it('is a log that loses records to its leader’s, not one that has none to lose', () => {
    const cut = (offset: number): SimEventBody => ({
      type: 'log-truncated',
      broker: 1,
      topic: 'Topic-A',
      partition: 0,
      offset,
    });
    expect(marksOf(topicCreated(), appendedTo(0, 1, 0, ['a', 'b']), cut(2), cut(1))).toEqual(['truncated Topic-A-0']);
  });

  it('is a disk or a network card that becomes slower or faster, not one that is waited for', () => {
    const disk = (extraUs: number, bytesPerSecond: number | null, waiting = 0): SimEventBody => ({
      type: 'disk',
      broker: 2,
      bytesPerSecond,
      extraUs,
      waiting,
    });
    const network = (bytesPerSecond: number | null): SimEventBody => ({
      type: 'network-rate',
      broker: 2,
      bytesPerSecond,
    });
    expect(marksOf(disk(0, null), disk(9_000, null), disk(9_000, null, 3), disk(0, null))).toEqual([
      'diskSlow 2',
      'diskHealed 2',
    ]);
    expect(marksOf(disk(0, 1_000), disk(0, null), network(500), network(500), network(null))).toEqual([
      'diskSlow 2',
      'diskHealed 2',
      'networkSlow 2',
      'networkHealed 2',
    ]);
  });

  it('is a program that dies or stands still, not one that leaves', () => {
    const process = (state: ProcessEvent['state']): SimEventBody => ({
      type: 'process',
      process: 'checkout-1',
      program: 'checkout',
      instance: 1,
      state,
      reason: null,
    });
    const states = [
      'running',
      'paused',
      'running',
      'stopping',
      'exited',
      'running',
      'crashed',
      'running',
      'killed',
    ] as const;
    expect(marksOf(...states.map(process))).toEqual([
      'processPaused checkout-1',
      'processResumed checkout-1',
      'crashed checkout-1',
      'killed checkout-1',
    ]);
  });

  it('is a fault, and its end', () => {
    expect(
      marksOf(
        node('down', 'kill -9'),
        node('up', 'started'),
        node('down', 'power lost'),
        node('up', 'started with an empty disk'),
        node('down', 'stopped'),
        node('up', 'started'),
        node('paused', 'paused'),
        node('up', 'resumed'),
        link('cut'),
        link('slow'),
        link('up'),
      ),
    ).toEqual([
      'brokerKilled 2',
      'brokerStarted 2',
      'powerLost 2',
      'brokerStarted 2',
      'brokerStopped 2',
      'brokerStarted 2',
      'brokerPaused 2',
      'brokerResumed 2',
      'linkCut 1 → checkout-1',
      'linkSlow 1 → checkout-1',
      'linkHealed 1 → checkout-1',
    ]);
  });
});
