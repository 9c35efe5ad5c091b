import { TOPIC, type ByHand } from '../run';
import { tryAll, type Rows } from './rows';
import { changed, deleted, effect, fetched, keys, sent } from './tell';

const added = (run: ByHand): ByHand => run.tell({ type: 'partitions-added', topic: TOPIC, partitions: [] });

/** One event a second for so many, from a second on. */
function every(run: ByHand, from: number, seconds: number, tell: (run: ByHand) => unknown): ByHand {
  for (let second = from; second < from + seconds; second++) tell(run.at(second));
  return run;
}

const write = (count: number) => (run: ByHand) => run.append(0, 0, count);

/** What stands on the shelves, and how much a second. */
export const RECORDS = {
  'same-key-same-partition': {
    args: { topic: TOPIC, keys: 2, records: 3 },
    holds: [
      { when: 'two keys have a partition each', tell: (run) => keys(keys(run.topic(2), 0, ['a', 'a']), 1, ['b']) },
      { when: 'they share one', tell: (run) => keys(run.topic(2), 0, ['a', 'b', null, 'a']) },
      {
        when: 'a key had another one before the topic was deleted',
        tell: (run) =>
          keys(keys(deleted(keys(keys(run.topic(2), 0, ['a']), 1, ['a'])).topic(2), 0, ['a', 'a']), 1, ['b']),
      },
    ],
    not: [
      { when: 'a key is on two', tell: (run) => keys(keys(run.topic(2), 0, ['a', 'b', 'b']), 1, ['a', 'b']) },
      { when: 'the keys are too few', tell: (run) => keys(run.topic(2), 0, ['a', 'a', 'a']) },
      { when: 'the records are too few', tell: (run) => keys(run.topic(2), 0, ['a', 'b']) },
      { when: 'they are another topic’s', tell: (run) => keys(run.topic(2), 0, ['a', 'b', 'a'], 'other') },
      { when: 'copies are counted', tell: (run) => keys(keys(run.topic(2), 0, ['a', 'b']), 0, ['a', 'b'], TOPIC, 2) },
      { when: 'records without a key are counted', tell: (run) => keys(run.topic(2), 0, ['a', 'b', null]) },
    ],
  },
  'key-moved': {
    args: { topic: TOPIC },
    holds: [
      { when: 'after partitions were added', tell: (run) => keys(added(keys(run.topic(2), 0, ['a'])), 1, ['a']) },
    ],
    not: [
      { when: 'no partition was added', tell: (run) => keys(keys(run.topic(2), 0, ['a']), 1, ['a']) },
      { when: 'it stayed', tell: (run) => keys(added(keys(run.topic(2), 0, ['a'])), 0, ['a']) },
      { when: 'it is a new key', tell: (run) => keys(added(keys(run.topic(2), 0, ['a'])), 1, ['b']) },
      {
        when: 'the copy on a follower is taken for it',
        tell: (run) => keys(added(keys(run.topic(2), 0, ['a'])), 1, ['a'], TOPIC, 2),
      },
      { when: 'it has no key', tell: (run) => keys(added(keys(run.topic(2), 0, [null])), 1, [null]) },
      {
        when: 'the topic was made anew',
        tell: (run) => keys(deleted(added(keys(run.topic(2), 0, ['a']))).topic(2), 1, ['a']),
      },
    ],
  },
  'keyless-spread': {
    args: { topic: TOPIC, partitions: 2, records: 2 },
    holds: [
      {
        when: 'two have two each, in batches of one',
        tell: (run) => [0, 1, 0, 1].forEach((p) => keys(run, p, [null])),
      },
      { when: 'keyed ones stand between', tell: (run) => keys(keys(run, 0, [null, 'a', null]), 1, [null, null]) },
    ],
    not: [
      { when: 'one has too few', tell: (run) => keys(keys(run, 0, [null, null, null]), 1, [null]) },
      { when: 'they have keys', tell: (run) => keys(keys(run, 0, ['a', 'b']), 1, ['c', 'd']) },
      {
        when: 'copies are counted',
        tell: (run) => [0, 1].forEach((p) => keys(keys(run, p, [null]), p, [null], TOPIC, 2)),
      },
      {
        when: 'half of them went with the topic',
        tell: (run) => keys(deleted(keys(run.topic(2), 0, [null, null])), 1, [null, null]),
      },
    ],
  },
  'throughput-at-least': {
    args: { topic: TOPIC, recordsPerSecond: 10, seconds: 5, skipSeconds: 1 },
    holds: [
      { when: 'so many are written', tell: (run) => every(run.topic(1), 1, 9, write(10)) },
      { when: 'it was slow at first', tell: (run) => every(every(run.topic(1), 1, 6, write(1)), 7, 9, write(10)) },
      {
        when: 'a program sends so many, to this topic',
        args: { program: 'producer' },
        tell: (run) => every(run.topic(1).process('producer-1', 'running'), 1, 9, (now) => sent(now, 10)),
      },
      {
        when: 'its instances do together, wherever to',
        args: { topic: undefined, program: 'producer' },
        tell: (run) =>
          every(run.process('producer-1', 'running').process('producer-2', 'running'), 1, 9, (now) =>
            sent(sent(now, 5), 5, 'producer-2', 'other'),
          ),
      },
      {
        when: 'a program works on so many',
        args: { topic: undefined, program: 'consumer', recordsPerSecond: 1 },
        tell: (run) => every(run.process('consumer-1', 'running'), 1, 9, (now) => effect(now, 'sold', {})),
      },
      {
        when: 'a program that tells nothing receives so many',
        args: { program: 'consumer' },
        tell: (run) => every(run.process('consumer-1', 'running'), 1, 9, (now) => fetched(now, 10)),
      },
      {
        when: 'all topics have so many together',
        args: { topic: undefined },
        tell: (run) => every(run.topic(1), 1, 9, (now) => keys(now.append(0, 0, 9), 0, ['a'], 'other')),
      },
    ],
    not: [
      {
        when: 'it is one too few',
        tell: (run) => every(run.topic(1), 1, 9, (now) => (now.told.length === 4 ? null : write(10)(now))),
      },
      { when: 'the window is not over', tell: (run) => every(run.topic(1), 1, 5, write(10)) },
      {
        when: 'only the time that is skipped was fast',
        tell: (run) => every(every(run.topic(1), 1, 1, write(900)), 2, 9, write(1)),
      },
      {
        when: 'one heap after a long pause is all there is',
        tell: (run) => write(1)(write(900)(write(1)(run.topic(1).at(1)).at(60)).at(60.1)),
      },
      {
        when: 'a leader that comes back brings its old log',
        tell: (run) => {
          run.topic(2).append(1, 0, 900);
          every(run, 1, 3, write(1));
          changed(run, { partition: 1, leader: -1, reason: 'no-leader' });
          every(run, 4, 1, write(1));
          changed(run, { partition: 1, leader: 1 });
          every(run, 5, 5, write(1));
        },
      },
      {
        when: 'copies are counted',
        tell: (run) => every(run.topic(1), 1, 9, (now) => keys(write(9)(now), 0, ['a'], TOPIC, 2)),
      },
      {
        when: 'another topic is written to',
        tell: (run) => every(run.topic(1), 1, 9, (now) => keys(now, 0, Array(20).fill('a'), 'other')),
      },
      {
        when: 'Kafka’s own topics are counted',
        args: { topic: undefined },
        tell: (run) => every(run.topic(1), 1, 9, (now) => keys(now, 0, Array(20).fill('a'), '__consumer_offsets')),
      },
      {
        when: 'another program sends',
        args: { topic: undefined, program: 'producer' },
        tell: (run) => every(run.process('other-1', 'running'), 1, 9, (now) => sent(now, 20, 'other-1')),
      },
      {
        when: 'the program sends elsewhere',
        args: { program: 'producer' },
        tell: (run) => every(run.process('producer-1', 'running'), 1, 9, (now) => sent(now, 20, 'producer-1', 'other')),
      },
      {
        when: 'what was received and what was worked on are added up',
        args: { topic: undefined, program: 'consumer', recordsPerSecond: 6 },
        tell: (run) => every(run.process('consumer-1', 'running'), 1, 9, (now) => effect(fetched(now, 5), 'sold', {})),
      },
    ],
  },
} as const satisfies Rows;

tryAll(RECORDS);
