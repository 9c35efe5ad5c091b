import { GROUP, TOPIC, type ByHand } from '../run';
import { tryAll, type Rows } from './rows';
import { changed, committed, deleted, effect, forgotten, keys, schedule } from './tell';

/** One partition of three records, and one consumer that owns it. */
const one = (run: ByHand): ByHand => run.records(1, 3).readers(1, 1);

function reads(run: ByHand, ...offsets: number[]): ByHand {
  for (const offset of offsets) run.read('consumer-1', 0, offset);
  return run;
}

/** The key of a commit as Kafka writes it: version, group, topic, partition. */
const commitKey = (group: string, topic = TOPIC, partition = 0, version = 1): string => {
  const short = (n: number): string => String.fromCharCode(n >> 8, n & 255);
  const text = (value: string): string => short(new TextEncoder().encode(value).length) + value;
  return short(version) + text(group) + text(topic) + short(0) + short(partition);
};
const record = (run: ByHand, key: string | null, topic = '__consumer_offsets'): ByHand =>
  keys(run, 7, ['other', key], topic);

const ships = (run: ByHand, ...orders: (string | number)[]): ByHand => {
  for (const order of orders) effect(run, 'shipped', { order });
  return run;
};
const takes = (run: ByHand, ...orders: (string | number)[]): ByHand => {
  for (const order of orders) effect(run, 'taken', { order });
  return run;
};
const steps = (run: ByHand, ...told: (readonly [customer: string, no: unknown])[]): ByHand => {
  for (const [customer, no] of told) effect(run, 'step', { customer, no });
  return run;
};

/** Offsets, and what programs say that they have done. */
export const WORK = {
  'committed-is': {
    args: { group: GROUP, topic: TOPIC, partition: 0, offset: 5 },
    holds: [{ when: 'it is, after another', tell: (run) => committed(committed(run.topic(1), 0, 9), 0, 5) }],
    not: [
      { when: 'it is one more', tell: (run) => committed(run.topic(1), 0, 6) },
      { when: 'it went on', tell: (run) => committed(committed(run.topic(1), 0, 5), 0, 6) },
      { when: 'it is another partition', tell: (run) => committed(run.topic(2), 1, 5) },
      { when: 'it is another group', tell: (run) => committed(run.topic(1), 0, 5, 'audit') },
    ],
  },
  'committed-at-least': {
    args: { group: GROUP, topic: TOPIC, partition: 0, offset: 5 },
    holds: [
      { when: 'it is just this one', tell: (run) => committed(run.topic(1), 0, 5) },
      { when: 'it is far behind it', tell: (run) => committed(run.topic(1), 0, 500) },
    ],
    not: [
      { when: 'it is one less', tell: (run) => committed(run.topic(1), 0, 4) },
      { when: 'it is another topic', tell: (run) => committed(run.topic(1), 0, 9, GROUP, 'other') },
      { when: 'it was forgotten', tell: (run) => forgotten(committed(run.topic(1), 0, 9), 0) },
    ],
  },
  'lag-at-most': {
    args: { group: GROUP, topic: TOPIC, lag: 1, records: 6 },
    holds: [
      {
        when: 'one record in all is left',
        tell: (run) => committed(committed(run.records(2, 3).readers(1, 2), 0, 3), 1, 2),
      },
      {
        when: 'a partition is empty, and nothing is committed there',
        args: { records: 3 },
        tell: (run) => committed(run.topic(2).append(0, 0, 3).watermark(0, 3).readers(1, 2), 0, 3),
      },
      {
        when: 'nothing is committed where retention has taken all',
        tell: (run) =>
          committed(
            run
              .records(2, 3)
              .readers(1, 2)
              .tell({ type: 'log-start', broker: 1, topic: TOPIC, partition: 1, offset: 3 }),
            0,
            3,
          ),
      },
    ],
    not: [
      {
        when: 'one is left on each partition',
        tell: (run) => committed(committed(run.records(2, 3).readers(1, 2), 0, 2), 1, 2),
      },
      {
        when: 'nothing is committed for one partition',
        tell: (run) => committed(run.records(2, 3).readers(1, 2), 0, 3),
      },
      { when: 'too few records are there', tell: (run) => committed(run.records(1, 3).readers(1, 1), 0, 3) },
      {
        when: 'it is another group',
        tell: (run) => committed(committed(run.records(2, 3), 0, 3, 'audit'), 1, 3, 'audit'),
      },
      {
        when: 'nobody leads where it lags',
        args: { records: 3 },
        tell: (run) => committed(changed(run.records(2, 3).readers(1, 2), { leader: -1, reason: 'no-leader' }), 1, 3),
      },
    ],
  },
  'offset-reset-happened': {
    args: { group: GROUP, topic: TOPIC },
    holds: [
      {
        when: 'one partition went back',
        tell: (run) => committed(committed(committed(run.topic(2), 0, 5), 1, 5), 1, 0),
      },
    ],
    not: [
      { when: 'it goes on', tell: (run) => committed(committed(run.topic(1), 0, 0), 0, 5) },
      { when: 'the same is committed again', tell: (run) => committed(committed(run.topic(1), 0, 5), 0, 5) },
      { when: 'another partition is not as far', tell: (run) => committed(committed(run.topic(2), 0, 5), 1, 0) },
      { when: 'another group is not as far', tell: (run) => committed(committed(run.topic(1), 0, 5), 0, 0, 'audit') },
      {
        when: 'the group was forgotten and begins anew',
        tell: (run) => committed(forgotten(committed(run.topic(1), 0, 5), 0), 0, 1),
      },
    ],
  },
  'offsets-topic-has': {
    args: { group: GROUP, topic: TOPIC, partition: 0 },
    holds: [
      { when: 'it has', tell: (run) => record(run, commitKey(GROUP)) },
      { when: 'the key is of the old version', tell: (run) => record(run, commitKey(GROUP, TOPIC, 0, 0)) },
      {
        when: 'the group has a name in Cyrillic',
        args: { group: 'читатели' },
        tell: (run) => record(run, commitKey('читатели')),
      },
    ],
    not: [
      { when: 'it is another group', tell: (run) => record(run, commitKey('audit')) },
      { when: 'it is another topic', tell: (run) => record(run, commitKey(GROUP, 'other')) },
      { when: 'it is another partition', tell: (run) => record(run, commitKey(GROUP, TOPIC, 1)) },
      { when: 'it tells of the group itself', tell: (run) => record(run, commitKey(GROUP, TOPIC, 0, 2)) },
      { when: 'the key is in a topic of the learner', tell: (run) => record(run, commitKey(GROUP), 'other') },
      { when: 'records have no key', tell: (run) => record(run, null) },
    ],
  },
  'record-processed-twice': {
    args: { topic: TOPIC, effect: 'read' },
    holds: [
      { when: 'by another', tell: (run) => reads(one(run), 1).read('consumer-2', 0, 1) },
      { when: 'by the same', tell: (run) => reads(one(run), 0, 1, 0) },
    ],
    not: [
      { when: 'each was once', tell: (run) => reads(one(run), 0, 1, 2) },
      {
        when: 'the same offset is in two partitions',
        tell: (run) => run.records(2, 3).read('consumer-1', 0, 0).read('consumer-1', 1, 0),
      },
      {
        when: 'the second tells of something else',
        tell: (run) => reads(one(run), 0).read('consumer-1', 0, 0, 'seen'),
      },
      { when: 'the record is not there', tell: (run) => reads(one(run), 9, 9) },
      { when: 'the topic was made anew', tell: (run) => reads(deleted(reads(one(run), 0)).records(1, 3), 0) },
    ],
  },
  'record-skipped': {
    args: { group: GROUP, topic: TOPIC, effect: 'read' },
    holds: [
      {
        when: 'a later one was worked on, and it is committed',
        tell: (run) => reads(committed(reads(one(run), 0), 0, 2), 2),
      },
    ],
    not: [
      { when: 'it is not committed', tell: (run) => reads(one(run), 0, 2) },
      { when: 'it was worked on', tell: (run) => reads(committed(reads(one(run), 0, 1), 0, 2), 2) },
      { when: 'reading began behind it', tell: (run) => reads(committed(one(run), 0, 2), 2) },
      { when: 'another group has committed it', tell: (run) => reads(committed(reads(one(run), 0), 0, 2, 'audit'), 2) },
    ],
  },
  'each-record-processed': {
    args: { topic: TOPIC, records: 3, effect: 'read', schedule: 'storm' },
    holds: [
      { when: 'some of them twice', tell: (run) => schedule(reads(one(run), 0, 1, 1, 2), 'over') },
      { when: 'the storm was over before', tell: (run) => reads(schedule(one(run), 'over'), 2, 1, 0) },
      { when: 'no schedule is named', args: { schedule: undefined }, tell: (run) => reads(one(run), 0, 1, 2) },
    ],
    not: [
      { when: 'the storm is not over', tell: (run) => schedule(reads(one(run), 0, 1, 2), 'begun') },
      { when: 'one is missing', tell: (run) => schedule(reads(one(run), 0, 2, 2), 'over') },
      { when: 'too few are there', args: { records: 4 }, tell: (run) => schedule(reads(one(run), 0, 1, 2), 'over') },
      {
        when: 'more came meanwhile',
        tell: (run) => schedule(reads(one(run), 0, 1, 2).append(0, 3, 1).watermark(0, 4), 'over'),
      },
      {
        when: 'nobody leads where one was not worked on',
        tell: (run) => {
          run.records(2, 3).readers(1, 2);
          changed(run, { partition: 1, leader: -1, reason: 'no-leader' });
          schedule(reads(run, 0, 1, 2), 'over');
        },
      },
      {
        when: 'the topic was made anew',
        args: { schedule: undefined },
        tell: (run) => reads(deleted(reads(one(run), 0, 1)).records(1, 3), 2),
      },
    ],
  },
  'in-order-by-key': {
    args: { effect: 'step', key: 'customer', order: 'no', effects: 4, schedule: 'storm' },
    holds: [
      {
        when: 'two customers go on beside each other',
        tell: (run) => schedule(steps(run, ['a', 1], ['b', 5], ['a', 2], ['b', 6]), 'over'),
      },
      {
        when: 'what was done is done again',
        tell: (run) => schedule(steps(run, ['a', 1], ['a', 2], ['a', 1], ['b', 1], ['b', 2]), 'over'),
      },
      {
        when: 'numbers are told as text',
        tell: (run) => schedule(steps(run, ['a', '2'], ['a', '10'], ['b', '1'], ['b', '2']), 'over'),
      },
    ],
    not: [
      {
        when: 'one went back',
        tell: (run) => schedule(steps(run, ['a', 1], ['a', 3], ['a', 2], ['a', 4], ['b', 1]), 'over'),
      },
      {
        when: 'repetitions are counted',
        tell: (run) => schedule(steps(run, ['a', 1], ['a', 1], ['a', 1], ['a', 2]), 'over'),
      },
      { when: 'the storm is not over', tell: (run) => steps(run, ['a', 1], ['a', 2], ['a', 3], ['a', 4]) },
      {
        when: 'there is one order over all',
        args: { key: undefined },
        tell: (run) => schedule(steps(run, ['a', 1], ['b', 5], ['a', 2], ['b', 6]), 'over'),
      },
      {
        when: 'it has no number',
        tell: (run) => schedule(steps(run, ['a', 'x'], ['a', {}], ['a', null], ['a', 1]), 'over'),
      },
    ],
  },
  'order-broken': {
    args: { effect: 'step', key: 'customer', order: 'no' },
    holds: [{ when: 'a later one came first', tell: (run) => steps(run, ['a', 1], ['a', 3], ['b', 1], ['a', 2]) }],
    not: [
      { when: 'each customer is in order', tell: (run) => steps(run, ['a', 5], ['b', 1], ['a', 6], ['b', 2]) },
      { when: 'one is done again', tell: (run) => steps(run, ['a', 1], ['a', 2], ['a', 1]) },
      { when: 'something else goes back', args: { effect: 'other' }, tell: (run) => steps(run, ['a', 2], ['a', 1]) },
    ],
  },
  'all-handled': {
    args: { begun: 'taken', ended: 'shipped', field: 'order', count: 2, schedule: 'storm' },
    holds: [
      { when: 'they end after the storm', tell: (run) => ships(schedule(takes(run, 1, 2), 'over'), 2, 1) },
      {
        when: 'one ends twice, and a later one has only begun',
        tell: (run) => takes(ships(schedule(takes(run, 1, 2), 'over'), 2, 2, 1), 3),
      },
      { when: 'no schedule is named', args: { schedule: undefined }, tell: (run) => ships(takes(run, 1, 2), 1, 2) },
    ],
    not: [
      { when: 'one has not ended', tell: (run) => ships(schedule(takes(run, 1, 2), 'over'), 1, 1) },
      { when: 'the storm is not over', tell: (run) => ships(schedule(takes(run, 1, 2), 'begun'), 1, 2) },
      {
        when: 'one that began during the storm has not ended',
        tell: (run) => ships(schedule(takes(run, 1, 2, 3), 'over'), 1, 2),
      },
      { when: 'too few have begun', tell: (run) => ships(schedule(takes(run, 1), 'over'), 1) },
      { when: 'what never began ends', tell: (run) => ships(schedule(takes(run, 1, 2), 'over'), 3, 4) },
    ],
  },
} as const satisfies Rows;

tryAll(WORK);
