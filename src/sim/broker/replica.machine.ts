import { setup } from 'xstate';

/**
 * What a broker does with one replica. Kafka: Partition.makeLeader, makeFollower; AbstractFetcherThread's
 * ReplicaState (Truncating, Fetching); OfflineReplica.
 *
 *            become-leader                      diverged
 *   Offline ──────────────> Leader    Fetching ──────────> Truncating
 *      │                      │ ^         ^                    │ truncated
 *      │ become-follower      v │         └────────────────────┘
 *      └──────────────────> Follower
 */
export type ReplicaEvent =
  | { readonly type: 'become-leader' }
  | { readonly type: 'become-follower' }
  /** The partition has no leader to fetch from. */
  | { readonly type: 'leader-lost' }
  /** The leader's log parts from this one: KIP-595's diverging epoch. */
  | { readonly type: 'diverged' }
  | { readonly type: 'truncated' };

const IGNORED = {};

export const replicaMachine = setup({ types: { events: {} as ReplicaEvent } }).createMachine({
  id: 'replica',
  initial: 'Offline',
  on: { 'become-leader': '.Leader', 'become-follower': '.Follower', 'leader-lost': '.Offline' },
  states: {
    Offline: { on: { diverged: IGNORED, truncated: IGNORED } },
    Leader: { on: { diverged: IGNORED, truncated: IGNORED } },
    Follower: {
      initial: 'Fetching',
      states: {
        Fetching: { on: { diverged: 'Truncating', truncated: IGNORED } },
        Truncating: { on: { diverged: IGNORED, truncated: 'Fetching' } },
      },
    },
  },
});

export type ReplicaState = 'Leader' | 'Truncating' | 'Fetching' | 'Offline';
