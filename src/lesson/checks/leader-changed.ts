import { partitionName, type BrokerId, type Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export interface LeaderChangedArgs {
  readonly topic: string;
  readonly partition?: number;
  /** Only an election of this kind. */
  readonly election?: 'clean' | 'unclean';
}

interface State {
  /** Last broker that led, by partition. */
  readonly leaders: ReadonlyMap<number, BrokerId>;
  /** Since when a partition has had no leader. */
  readonly orphaned: ReadonlyMap<number, Us>;
  readonly changed: {
    readonly partition: string;
    readonly from: BrokerId;
    readonly to: BrokerId;
    readonly unclean: boolean;
    readonly withoutUs: Us;
  } | null;
  readonly atUs: Us;
}

/** Holds when another broker leads a partition than the one before; measures how long nobody did. */
export const leaderChanged: Check<LeaderChangedArgs, State> = {
  start: () => ({ leaders: new Map(), orphaned: new Map(), changed: null, atUs: 0 }),

  step(state, args, view, event) {
    if (state.changed !== null || !('topic' in event) || event.topic !== args.topic) return state;
    const partitions = view.topics.get(args.topic)?.partitions ?? [];
    if (event.type !== 'partition-changed') {
      if (state.leaders.size > 0) return state;
      const known = partitions
        .map((each) => [each.partition, each.leader] as const)
        .filter(([, leader]) => leader >= 0);
      return known.length === 0 ? state : { ...state, leaders: new Map(known) };
    }
    const { partition, leader, reason, atUs } = event;
    if (args.partition !== undefined && partition !== args.partition) return state;
    if (leader < 0) {
      if (state.orphaned.has(partition)) return state;
      return { ...state, orphaned: new Map(state.orphaned).set(partition, atUs) };
    }
    const from = state.leaders.get(partition);
    const leaders = new Map(state.leaders).set(partition, leader);
    if (from === undefined) return { ...state, leaders };
    const unclean = reason === 'unclean-election';
    const asked = args.election === undefined || (args.election === 'unclean') === unclean;
    if (from === leader || !asked) return from === leader ? state : { ...state, leaders };
    const withoutUs = atUs - (state.orphaned.get(partition) ?? atUs);
    const name = partitionName(args.topic, partition);
    return { ...state, leaders, changed: { partition: name, from, to: leader, unclean, withoutUs }, atUs };
  },

  report({ orphaned, changed, atUs }, { topic }) {
    if (changed !== null) return done(atUs, { kind: 'leader-changed', ...changed }, changed.withoutUs);
    const [first] = orphaned;
    if (first === undefined) return OPEN;
    return live({ kind: 'leaderless', partition: partitionName(topic, first[0]) }, first[1]);
  },
};

export interface UncleanElectionHappenedArgs {
  readonly topic: string;
}

/** Holds when a replica that was not in sync became leader. */
export const uncleanElectionHappened: Check<
  UncleanElectionHappenedArgs,
  { readonly found: { readonly partition: string; readonly leader: BrokerId } | null; readonly atUs: Us }
> = {
  start: () => ({ found: null, atUs: 0 }),

  step(state, { topic }, _view, event) {
    if (state.found !== null || event.type !== 'partition-changed' || event.topic !== topic) return state;
    if (event.reason !== 'unclean-election') return state;
    return { found: { partition: partitionName(topic, event.partition), leader: event.leader }, atUs: event.atUs };
  },

  report: ({ found, atUs }) => (found === null ? OPEN : done(atUs, { kind: 'unclean', ...found })),
};
