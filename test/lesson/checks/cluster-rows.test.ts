import { TOPIC, type ByHand } from '../run';
import { tryAll, type Rows } from './rows';
import { answered, changed, acknowledged, deleted, schedule } from './tell';

const node = (run: ByHand, broker: number, state: 'up' | 'down' | 'paused', reason: string): ByHand =>
  run.tell({ type: 'node', broker, state, reason });
const registered = (run: ByHand, broker: number, state: 'Fenced' | 'Unfenced'): ByHand =>
  run.tell({ type: 'registration', broker, state, brokerEpoch: 1 });

/** How the controller has brokers, topics and leaders, and what producers are told. */
export const CLUSTER = {
  'broker-is': {
    args: { broker: 2, state: 'down' },
    holds: [
      { when: 'it was killed', tell: (run) => node(run, 2, 'down', 'kill -9') },
      { when: 'paused', args: { state: 'paused' }, tell: (run) => node(run, 2, 'paused', 'paused') },
      {
        when: 'fenced after the controller had counted on it, though its process runs',
        args: { state: 'fenced' },
        tell: (run) => registered(registered(run, 2, 'Unfenced'), 2, 'Fenced'),
      },
      { when: 'unfenced', args: { state: 'unfenced' }, tell: (run) => registered(run, 2, 'Unfenced') },
      {
        when: 'running',
        args: { state: 'running' },
        tell: (run) => node(run, 2, 'up', 'started').tell({ type: 'broker-state', broker: 2, state: 'Running' }),
      },
    ],
    not: [
      { when: 'another one was killed', tell: (run) => node(run, 1, 'down', 'kill -9') },
      { when: 'it is only fenced', tell: (run) => registered(registered(run, 2, 'Unfenced'), 2, 'Fenced') },
      { when: 'it came back', tell: (run) => node(node(run, 2, 'down', 'kill -9'), 2, 'up', 'started') },
      {
        when: 'it has not registered yet when another one has',
        args: { state: 'fenced' },
        tell: (run) => registered(run, 1, 'Unfenced'),
      },
      {
        when: 'its process was killed while its last state was Running',
        args: { state: 'running' },
        tell: (run) => node(run.tell({ type: 'broker-state', broker: 2, state: 'Running' }), 2, 'down', 'kill -9'),
      },
    ],
  },
  'topic-exists-with': {
    args: { topic: TOPIC, partitions: 2, replicationFactor: 2, configs: { 'retention.ms': '1' } },
    holds: [
      {
        when: 'its setting came later, beside others',
        tell: (run) =>
          run.topic(2).tell({ type: 'topic-configs', topic: TOPIC, configs: { 'retention.ms': '1', a: 'b' } }),
      },
      { when: 'only its name is asked for', args: { partitions: 2, configs: {} }, tell: (run) => run.topic(2) },
    ],
    not: [
      { when: 'the setting is missing', tell: (run) => run.topic(2) },
      {
        when: 'the setting is another one',
        tell: (run) => run.topic(2).tell({ type: 'topic-configs', topic: TOPIC, configs: { 'retention.ms': '10' } }),
      },
      { when: 'it has more partitions', args: { configs: {} }, tell: (run) => run.topic(3) },
      {
        when: 'one partition has a copy less',
        args: { configs: {} },
        tell: (run) => changed(run.topic(2), { replicas: [1], isr: [1] }),
      },
      { when: 'it was deleted', args: { configs: {} }, tell: (run) => deleted(run.topic(2)) },
    ],
  },
  'leaders-spread': {
    args: { topic: TOPIC, brokers: 2 },
    holds: [{ when: 'one leader has moved', tell: (run) => changed(run.topic(2), { leader: 2 }) }],
    not: [
      { when: 'all leaders are on one broker', tell: (run) => run.topic(2) },
      {
        when: 'two brokers lead, but a partition has no leader',
        tell: (run) => changed(changed(run.topic(3), { leader: 2 }), { partition: 1, leader: -1, reason: 'no-leader' }),
      },
      { when: 'it is another topic', args: { topic: 'other' }, tell: (run) => changed(run.topic(2), { leader: 2 }) },
    ],
  },
  'leader-is': {
    args: { topic: TOPIC, partition: 0, broker: 2 },
    holds: [
      { when: 'it was elected', tell: (run) => changed(run.topic(1), { leader: 2 }) },
      {
        when: 'nobody leads, and that is asked for',
        args: { broker: -1 },
        tell: (run) => changed(run.topic(1), { leader: -1, reason: 'no-leader' }),
      },
    ],
    not: [
      { when: 'it is only in sync', tell: (run) => run.topic(1) },
      { when: 'it leads another partition', tell: (run) => changed(run.topic(2), { partition: 1, leader: 2 }) },
      {
        when: 'the topic is gone, and nobody is asked for',
        args: { broker: -1 },
        tell: (run) => deleted(run.topic(1)),
      },
    ],
  },
  'leader-changed': {
    args: { topic: TOPIC },
    holds: [
      { when: 'another one was elected', tell: (run) => changed(run.topic(1), { leader: 2 }) },
      {
        when: 'the election was an unclean one, after nobody had led',
        args: { election: 'unclean' },
        tell: (run) =>
          changed(changed(run.topic(1), { leader: -1, reason: 'no-leader' }), {
            leader: 2,
            reason: 'unclean-election',
          }),
      },
    ],
    not: [
      { when: 'nobody leads', tell: (run) => changed(run.topic(1), { leader: -1, reason: 'no-leader' }) },
      {
        when: 'the same one leads again',
        tell: (run) => changed(changed(run.topic(1), { leader: -1, reason: 'no-leader' }), { leader: 1 }),
      },
      {
        when: 'it was a clean one',
        args: { election: 'unclean' },
        tell: (run) => changed(run.topic(1), { leader: 2 }),
      },
      { when: 'it was another partition', args: { partition: 1 }, tell: (run) => changed(run.topic(2), { leader: 2 }) },
      { when: 'only the ISR changed', tell: (run) => changed(run.topic(1), { isr: [1], reason: 'isr-shrunk' }) },
    ],
  },
  'unclean-election-happened': {
    args: { topic: TOPIC },
    holds: [{ when: 'it did', tell: (run) => changed(run.topic(1), { leader: 2, reason: 'unclean-election' }) }],
    not: [
      { when: 'the election was clean', tell: (run) => changed(run.topic(1), { leader: 2 }) },
      {
        when: 'it was in another topic',
        args: { topic: 'b' },
        tell: (run) => changed(run.topic(1), { leader: 2, reason: 'unclean-election' }),
      },
    ],
  },
  'isr-is': {
    args: { topic: TOPIC, partition: 0, brokers: [2, 1] },
    holds: [
      { when: 'they are, in another order', tell: (run) => run.topic(1) },
      {
        when: 'as few are',
        args: { brokers: undefined, atMost: 1 },
        tell: (run) => changed(run.topic(1), { isr: [1] }),
      },
    ],
    not: [
      { when: 'one has left', tell: (run) => changed(run.topic(1), { isr: [1] }) },
      { when: 'one is too many', args: { brokers: [1] }, tell: (run) => run.topic(1) },
      {
        when: 'too few are',
        args: { brokers: undefined, atLeast: 2 },
        tell: (run) => changed(run.topic(1), { isr: [1] }),
      },
      { when: 'those of another partition are', tell: (run) => changed(run.topic(2), { isr: [1] }) },
    ],
  },
  'write-refused': {
    args: { error: 'NOT_ENOUGH_REPLICAS', times: 2 },
    holds: [
      {
        when: 'other errors came in between',
        tell: (run) =>
          ['NOT_ENOUGH_REPLICAS', 'REQUEST_TIMED_OUT', 'NOT_ENOUGH_REPLICAS'].forEach((error) => answered(run, error)),
      },
    ],
    not: [
      { when: 'it was once', tell: (run) => answered(run, 'NOT_ENOUGH_REPLICAS') },
      { when: 'the writes succeeded', tell: (run) => answered(answered(run, null), null) },
      {
        when: 'it was another error',
        tell: (run) => answered(answered(run, 'REQUEST_TIMED_OUT'), 'REQUEST_TIMED_OUT'),
      },
      {
        when: 'another request was refused so',
        tell: (run) =>
          answered(answered(run, 'NOT_ENOUGH_REPLICAS', 'OffsetCommit'), 'NOT_ENOUGH_REPLICAS', 'OffsetCommit'),
      },
    ],
  },
  'write-lost': {
    args: { topic: TOPIC },
    holds: [
      { when: 'a leader without them was elected', tell: (run) => changed(acknowledged(run.topic(1)), { leader: 2 }) },
    ],
    not: [
      { when: 'they are there', tell: (run) => acknowledged(run.topic(1)) },
      {
        when: 'the producer was never told',
        tell: (run) => changed(acknowledged(run.topic(1), 0, false), { leader: 2 }),
      },
      { when: 'they had been refused', tell: (run) => changed(acknowledged(run.topic(1), -1), { leader: 2 }) },
      {
        when: 'the topic was deleted, and another of its name is shorter',
        tell: (run) => changed(deleted(acknowledged(run.topic(1))).topic(1), { leader: 1, isr: [1] }),
      },
    ],
  },
  'no-lost-writes': {
    args: { topic: TOPIC, records: 3, schedule: 'storm' },
    holds: [
      { when: 'the storm is over after them', tell: (run) => schedule(acknowledged(run.topic(1)), 'over') },
      { when: 'the storm was over before them', tell: (run) => acknowledged(schedule(run.topic(1), 'over')) },
      { when: 'no schedule is named', args: { schedule: undefined }, tell: (run) => acknowledged(run.topic(1)) },
    ],
    not: [
      { when: 'the storm has only begun', tell: (run) => schedule(acknowledged(run.topic(1)), 'begun') },
      { when: 'another schedule is over', tell: (run) => schedule(acknowledged(run.topic(1)), 'over', 'calm') },
      { when: 'they are too few', args: { records: 4 }, tell: (run) => schedule(acknowledged(run.topic(1)), 'over') },
      { when: 'some are lost', tell: (run) => schedule(changed(acknowledged(run.topic(1)), { leader: 2 }), 'over') },
      {
        when: 'nobody leads where they stand',
        tell: (run) => schedule(changed(acknowledged(run.topic(1)), { leader: -1, reason: 'no-leader' }), 'over'),
      },
      { when: 'their topic was deleted', tell: (run) => schedule(deleted(acknowledged(run.topic(1))), 'over') },
    ],
  },
} as const satisfies Rows;

tryAll(CLUSTER);
