import { GROUP, TOPIC, type ByHand } from '../run';
import { tryAll, type Rows } from './rows';

type State = 'Empty' | 'PreparingRebalance' | 'Stable' | 'Dead';
const group = (run: ByHand, state: State, reason: string, coordinator = 1, name = GROUP): ByHand =>
  run.tell({
    type: 'group',
    group: name,
    coordinator,
    state,
    generation: 1,
    protocol: null,
    leader: null,
    members: [],
    reason,
  });

/** Two consumers of one group, with two partitions of three records; consumer-1 owns partition 0. */
const two = (run: ByHand): ByHand => run.records(2, 3).readers(2, 2);
/** One consumer each of the groups readers and audit, with the one partition. */
const both = (run: ByHand): ByHand =>
  run
    .records(1, 3)
    .readers(1, 1)
    .process('audit-1', 'running')
    .group('Stable', 1, { 'audit-1': [0] }, 'audit');

function reads(run: ByHand, process: string, partition: number, ...offsets: number[]): ByHand {
  for (const offset of offsets) run.read(process, partition, offset);
  return run;
}

/** How groups share the work, and their states. */
export const GROUPS = {
  'group-divides': {
    args: { group: GROUP, topic: TOPIC, members: 2, records: 4, effect: 'read' },
    holds: [
      {
        when: 'each reads its own',
        tell: (run) => reads(reads(two(run), 'consumer-1', 0, 0, 1, 2), 'consumer-2', 1, 0),
      },
      {
        when: 'one reads a record of its own again',
        tell: (run) => reads(reads(two(run), 'consumer-1', 0, 0, 1, 1, 2), 'consumer-2', 1, 0),
      },
    ],
    not: [
      {
        when: 'one reads all',
        tell: (run) => reads(reads(run.records(2, 3).readers(1, 2), 'consumer-1', 0, 0, 1, 2), 'consumer-1', 1, 0),
      },
      {
        when: 'the same record is told over and over',
        tell: (run) => reads(reads(two(run), 'consumer-1', 0, 0, 0, 0), 'consumer-2', 1, 0),
      },
      {
        when: 'one reads what is the other’s',
        tell: (run) => reads(reads(two(run), 'consumer-1', 0, 0, 1), 'consumer-1', 1, 0, 1),
      },
      {
        when: 'one tells of records that are not there',
        tell: (run) => reads(reads(two(run), 'consumer-1', 0, 7, 8, 9), 'consumer-2', 1, 0),
      },
      {
        when: 'they say that they do something else',
        args: { effect: 'sold' },
        tell: (run) => reads(reads(two(run), 'consumer-1', 0, 0, 1, 2), 'consumer-2', 1, 0),
      },
    ],
  },
  'groups-read-all': {
    args: { groups: [GROUP, 'audit'], topic: TOPIC, records: 2, effect: 'read' },
    holds: [
      {
        when: 'one group is far behind',
        tell: (run) => reads(reads(both(run), 'consumer-1', 0, 0, 1, 2), 'audit-1', 0, 0, 1),
      },
    ],
    not: [
      { when: 'one group reads all, the other nothing', tell: (run) => reads(both(run), 'consumer-1', 0, 0, 1, 2) },
      {
        when: 'they read different records',
        tell: (run) => reads(reads(both(run), 'consumer-1', 0, 0, 1), 'audit-1', 0, 1, 2),
      },
      {
        when: 'one reads the same record twice',
        tell: (run) => reads(reads(both(run), 'consumer-1', 0, 0, 0), 'audit-1', 0, 0, 0),
      },
      {
        when: 'the other is a third group',
        args: { groups: [GROUP, 'mail'] },
        tell: (run) => reads(reads(both(run), 'consumer-1', 0, 0, 1), 'audit-1', 0, 0, 1),
      },
    ],
  },
  'group-state-reached': {
    args: { group: GROUP, state: 'Empty' },
    holds: [{ when: 'the last member has left', tell: (run) => group(group(run, 'Stable', 'a'), 'Empty', 'b') }],
    not: [
      { when: 'it is another state', tell: (run) => group(run, 'Stable', 'a') },
      { when: 'it is another group', tell: (run) => group(run, 'Empty', 'a', 1, 'audit') },
    ],
  },
  'rebalance-seen': {
    args: { group: GROUP, cause: 'joined' },
    holds: [
      { when: 'a member joined', tell: (run) => group(run, 'PreparingRebalance', 'member joined') },
      {
        when: 'a member joined after another had left',
        tell: (run) => group(group(run, 'PreparingRebalance', 'LeaveGroup'), 'PreparingRebalance', 'member joined'),
      },
      {
        when: 'a session ran out',
        args: { cause: 'expired' },
        tell: (run) => group(run, 'PreparingRebalance', 'session expired'),
      },
      {
        when: 'whatever for',
        args: { cause: 'any' },
        tell: (run) => group(run, 'PreparingRebalance', 'something new'),
      },
    ],
    not: [
      { when: 'one left', tell: (run) => group(run, 'PreparingRebalance', 'LeaveGroup') },
      {
        when: 'a session ran out, and leaving was asked for',
        args: { cause: 'left' },
        tell: (run) => group(run, 'PreparingRebalance', 'session expired'),
      },
      {
        when: 'the last one left, so that nothing is dealt out',
        args: { cause: 'left' },
        tell: (run) => group(run, 'Empty', 'LeaveGroup'),
      },
      { when: 'it is another group', tell: (run) => group(run, 'PreparingRebalance', 'member joined', 1, 'audit') },
    ],
  },
  'coordinator-moved': {
    args: { group: GROUP },
    holds: [
      { when: 'it goes on with another', tell: (run) => group(group(run, 'Stable', 'a'), 'Stable', 'loaded', 2) },
    ],
    not: [
      { when: 'it is only unloaded where it was', tell: (run) => group(group(run, 'Stable', 'a'), 'Dead', 'unloaded') },
      {
        when: 'a rebalance keeps it',
        tell: (run) => group(group(run, 'Stable', 'a'), 'PreparingRebalance', 'member joined'),
      },
      { when: 'another group has another', tell: (run) => group(group(run, 'Stable', 'a'), 'Stable', 'a', 2, 'audit') },
      {
        when: 'it came back to the first',
        tell: (run) => group(group(group(run, 'Stable', 'a'), 'Dead', 'unloaded', 1), 'Stable', 'loaded', 1),
      },
    ],
  },
} as const satisfies Rows;

tryAll(GROUPS);
