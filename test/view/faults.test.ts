import { describe, expect, it } from 'vitest';
import type { PartitionChangedEvent, SimEventBody } from '../../src/contract/event';
import {
  fencedSince,
  isBelowMinIsr,
  isOffline,
  minInsyncReplicas,
  onlyHereFrom,
  standingOf,
} from '../../src/view/broker-standing';
import { isIsolated } from '../../src/view/links';
import { partitionOf } from '../../src/view/selectors';
import type { BrokerView, View } from '../../src/view/view';
import { TOPIC } from '../support/journal';
import { after, appendedTo, empty, message, topicCreated } from './views';

const node = (state: 'up' | 'down' | 'paused', reason: string): SimEventBody => ({
  type: 'node',
  broker: 1,
  state,
  reason,
});
const state = (name: 'Starting' | 'Running'): SimEventBody => ({ type: 'broker-state', broker: 1, state: name });
const registration = (name: 'Fenced' | 'Unfenced'): SimEventBody => ({
  type: 'registration',
  broker: 1,
  state: name,
  brokerEpoch: 1,
});
const first = (view: View): BrokerView => view.brokers.get(1) ?? expect.fail();
const partition = (view: View) => partitionOf(view, TOPIC, 0) ?? expect.fail();
const shelf = (view: View, broker: number) => partition(view).shelves.get(broker) ?? expect.fail();
const highWatermark = (broker: number, offset: number): SimEventBody => ({
  type: 'high-watermark',
  broker,
  topic: TOPIC,
  partition: 0,
  offset,
});
const changed = (change: Partial<PartitionChangedEvent>): PartitionChangedEvent => ({
  type: 'partition-changed',
  topic: TOPIC,
  partition: 0,
  replicas: [1, 2],
  isr: [1, 2],
  leader: 1,
  leaderEpoch: 0,
  reason: 'leader-elected',
  ...change,
});

describe('how a broker stands', () => {
  it('starts only after it was down: the beginning of a run is no fault', () => {
    const fresh = after(empty(), node('up', 'started'));
    expect(standingOf(first(after(empty(), state('Starting'))))).toBe('runs');
    expect(standingOf(first(after(fresh, state('Starting'))))).toBe('starts');
    expect(standingOf(first(after(fresh, state('Starting'), state('Running'))))).toBe('runs');
  });

  it('is out of reach while it is down and until it is back, not while it is paused', () => {
    const down = after(empty(), state('Running'), node('down', 'kill -9'));
    expect(isOffline(down, 1)).toBe(true);
    expect(isOffline(after(down, node('up', 'started'), state('Starting')), 1)).toBe(true);
    expect(isOffline(after(empty(), state('Running'), node('paused', 'paused')), 1)).toBe(false);
  });

  it('counts as fenced once the controller had counted on it', () => {
    const early = after(empty(), registration('Fenced'));
    expect(fencedSince(first(early))).toBeNull();
    const known = after(early, registration('Unfenced'));
    expect(fencedSince(first(known))).toBeNull();
    expect(fencedSince(first(after(known, { ...registration('Fenced'), atUs: 9_000_000 })))).toBe(9_000_000);
  });

  it('has requests at its door while it is paused', () => {
    const asked = { ...message(1, { to: 'broker:1', arrivesAtUs: 2_000_000 }), atUs: 1_000_000 };
    const paused = after(empty(), asked, node('paused', 'paused'), { ...state('Running'), atUs: 3_000_000 });
    expect(first(paused).atDoor).toBe(1);
    expect(first(after(paused, node('up', 'resumed'))).atDoor).toBe(0);
    const running = after(empty(), asked, { ...state('Running'), atUs: 3_000_000 });
    expect(first(running).atDoor).toBe(0);
  });

  it('is isolated when every way to and from it is cut', () => {
    const ways = [2, 3].flatMap((other): SimEventBody[] => [
      { type: 'link', from: 'broker:1', to: `broker:${other}`, state: 'cut', extraUs: 0 },
      { type: 'link', from: `broker:${other}`, to: 'broker:1', state: 'cut', extraUs: 0 },
    ]);
    expect(isIsolated(after(empty(), ...ways), 1)).toBe(true);
    expect(isIsolated(after(empty(), ...ways), 2)).toBe(false);
    expect(isIsolated(after(empty(), ...ways.slice(1)), 1)).toBe(false);
  });
});

describe('leader epochs on a shelf', () => {
  const grown = after(empty(), topicCreated(), appendedTo(0, 1, 0, ['a', 'b']), appendedTo(0, 2, 0, ['a', 'b']));

  it('begin where a leader takes over, before it has written anything', () => {
    const led = after(grown, {
      type: 'replica-state',
      broker: 2,
      topic: TOPIC,
      partition: 0,
      state: 'Leader',
      leaderEpoch: 1,
    });
    expect(shelf(led, 2).epochs).toEqual([
      { epoch: 0, from: 0 },
      { epoch: 1, from: 2 },
    ]);
  });

  it('give way to the next when they have no record of their own', () => {
    const leads = (leaderEpoch: number): SimEventBody => ({
      type: 'replica-state',
      broker: 2,
      topic: TOPIC,
      partition: 0,
      state: 'Leader',
      leaderEpoch,
    });
    const written = after(grown, leads(1), leads(2), { ...appendedTo(0, 2, 2, ['c']), leaderEpoch: 2 });
    expect(shelf(written, 2).epochs.map((each) => [each.epoch, each.from])).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });

  it('go with the records that are cut off', () => {
    const cut = after(
      grown,
      { ...appendedTo(0, 2, 2, ['c']), leaderEpoch: 3 },
      { type: 'log-truncated', broker: 2, topic: TOPIC, partition: 0, offset: 2 },
    );
    expect(shelf(cut, 2).epochs).toEqual([{ epoch: 0, from: 0 }]);
  });
});

describe('records that an unclean election loses', () => {
  const before = after(
    empty(),
    topicCreated(),
    appendedTo(0, 1, 0, ['anna', 'bella']),
    appendedTo(0, 1, 2, ['cesar', null, 'elena']),
    appendedTo(0, 2, 0, ['anna', 'bella']),
    highWatermark(1, 5),
    highWatermark(2, 2),
    changed({ leader: -1, isr: [1], reason: 'no-leader' }),
  );
  const unclean = after(before, changed({ leader: 2, isr: [2], leaderEpoch: 1, reason: 'unclean-election' }));

  it('are those below the old high watermark that the new leader lacks', () => {
    expect(partition(before).lost).toBeNull();
    expect(partition(unclean).lost).toEqual({ from: 2, to: 5, keys: ['cesar', null, 'elena'] });
  });

  it('stay to be seen until others stand in their places', () => {
    const some = after(unclean, { ...appendedTo(0, 2, 2, ['dmitri']), leaderEpoch: 1 });
    expect(partition(some).lost).toEqual({ from: 3, to: 5, keys: [null, 'elena'] });
    const all = after(some, { ...appendedTo(0, 2, 3, ['dmitri', 'dmitri']), leaderEpoch: 1 });
    expect(partition(all).lost).toBeNull();
  });

  it('are none when the new leader has all that was committed', () => {
    const clean = after(before, changed({ leader: 1, isr: [1], leaderEpoch: 1, reason: 'unclean-election' }));
    expect(partition(clean).lost).toBeNull();
  });

  it('are told of the broker that took them along, too', () => {
    expect(onlyHereFrom(unclean, TOPIC, 0, 1)).toBe(2);
    expect(onlyHereFrom(unclean, TOPIC, 0, 2)).toBeNull();
  });
});

describe('too few replicas in sync', () => {
  it('is what min.insync.replicas says, the topic’s before the brokers’', () => {
    const topic = (configs: Readonly<Record<string, string>>): View => after(empty(), { ...topicCreated(), configs });
    expect(minInsyncReplicas(topic({}), TOPIC)).toBe(1);
    expect(minInsyncReplicas({ ...topic({}), config: { 'min.insync.replicas': '2' } }, TOPIC)).toBe(2);
    expect(minInsyncReplicas(topic({ 'min.insync.replicas': '2' }), TOPIC)).toBe(2);
    const shrunk = after(topic({ 'min.insync.replicas': '2' }), changed({ isr: [1], reason: 'isr-shrunk' }));
    expect(isBelowMinIsr(shrunk, partition(shrunk))).toBe(true);
    const orphan = after(shrunk, changed({ leader: -1, isr: [1], reason: 'no-leader' }));
    expect(isBelowMinIsr(orphan, partition(orphan))).toBe(false);
  });
});
