import { assign, setup, type SnapshotFrom } from 'xstate';
import type { ClassicGroupState } from '../../contract/event';
import { US_PER_MS, type Us } from '../../contract/ids';

/**
 * The life of a classic consumer group, with the states of Kafka's `ClassicGroupState`.
 *
 *                      member-added                    all joined, or time is up
 *     Empty ───────────────────────> PreparingRebalance ───────────────────────> CompletingRebalance
 *       ^                             ^    ^       │                                 │      │
 *       └─────────────────────────────┼────┼───────┘ nobody left                     │      │ assignment-stored
 *                                     │    └─────────────────────────────────────────┘      v
 *                                     └──────────────────────────────────────────────── Stable
 *
 * Three of Kafka's states come in two kinds, and here these are substates:
 * - PreparingRebalance: a group that was Empty waits in InitialDelay for latecomers; any other waits in
 *   AwaitingMembers until all members that it knows have rejoined.
 * - CompletingRebalance and Stable: PendingSync until every member of the generation has sent SyncGroup, and a timer
 *   runs for those that have not; AllSynced after that. Stable begins with the leader's SyncGroup, which may come
 *   before a follower's.
 *
 * Members do not live in here but beside the chart (group.ts): their metadata is bytes, and heartbeats, which change
 * nothing but a deadline, must not pay for a transition. What the chart has to know of them is a count, which every
 * event about members brings along: the census after that event.
 *
 * The chart decides and asks: actions with a `GroupChartAction` name are done by rebalance.ts. A timer only asks: who
 * is late is looked up beside the chart and comes back as `absent-removed` or `unsynced-removed`.
 *
 * Every event that a state may legally receive stands in it, ignored ones too; any other is a mistake of the caller.
 */

/** What the chart knows of the members. */
export interface Census {
  readonly members: number;
  /** Members whose JoinGroup waits for its answer. */
  readonly awaitingJoin: number;
  /** Member ids given out with MEMBER_ID_REQUIRED that have not joined yet. */
  readonly pendingJoin: number;
  /** The longest that any member asked for; 0 when there is none. */
  readonly rebalanceTimeoutMs: number;
}

export const NOBODY: Census = { members: 0, awaitingJoin: 0, pendingJoin: 0, rebalanceTimeoutMs: 0 };

export interface GroupChartContext {
  /** Join phases completed so far. */
  readonly generation: number;
  readonly census: Census;
  readonly initialRebalanceDelayMs: number;
  /** InitialDelay: how long this stretch of it is, and how much may still follow. */
  readonly delayMs: number;
  readonly remainingMs: number;
  /** A member came while InitialDelay ran: reason enough for another stretch. */
  readonly newMemberAdded: boolean;
  /** When members that have not sent SyncGroup are removed. */
  readonly syncDeadlineUs: Us;
}

interface AboutMembers {
  readonly census: Census;
  readonly nowUs: Us;
}

/** Events from outside; timers bring their own, see GROUP_TIMERS. */
export type GroupChartEvent =
  /** A new member's JoinGroup waits. */
  | ({ readonly type: 'member-added' } & AboutMembers)
  /** A known member's JoinGroup waits: it follows a rebalance, or asks for one. */
  | ({ readonly type: 'member-rejoined' } & AboutMembers)
  /** LeaveGroup removed members or pending member ids. */
  | ({ readonly type: 'member-left' } & AboutMembers)
  /** A session ran out. */
  | ({ readonly type: 'member-expired' } & AboutMembers)
  /** A member id was given out with MEMBER_ID_REQUIRED. */
  | ({ readonly type: 'pending-added' } & AboutMembers)
  /** Such an id was not used in time. */
  | ({ readonly type: 'pending-expired' } & AboutMembers)
  /** Answer to `removeAbsentMembers`. */
  | ({ readonly type: 'absent-removed' } & AboutMembers)
  /** Answer to `removeUnsyncedMembers`. */
  | ({ readonly type: 'unsynced-removed' } & AboutMembers)
  /** The last member of this generation sent SyncGroup. */
  | { readonly type: 'all-synced' }
  /** The leader's assignment is in the log. It may be late: of an older generation, or a second copy. */
  | { readonly type: 'assignment-stored'; readonly generation: number; readonly nowUs: Us }
  | ({ readonly type: 'assignment-failed'; readonly generation: number } & AboutMembers)
  /** Its tombstone is in the log. */
  | { readonly type: 'deleted' }
  /** Another broker coordinates this group now. */
  | { readonly type: 'unloaded' };

export const GROUP_CHART_ACTIONS = [
  'releaseJoins',
  'failSyncs',
  'releaseSyncs',
  'removeAbsentMembers',
  'removeUnsyncedMembers',
  'storeEmptyGroup',
  'abandonMembers',
] as const;

/** What the chart asks for: see rebalance.ts. */
export type GroupChartAction = (typeof GROUP_CHART_ACTIONS)[number];

export interface GroupChartInput {
  readonly initialRebalanceDelayMs: number;
  /** Of a group read from the log; 0 for a new one. */
  readonly generation: number;
  readonly census: Census;
}

/** Carried out by whoever runs the chart. */
const asked = (): void => undefined;

const chart = setup({
  types: {
    context: {} as GroupChartContext,
    events: {} as GroupChartEvent,
    input: {} as GroupChartInput,
  },
  actions: {
    count: assign(({ context, event }) => ({ census: censusOf(context, event) })),
    noteNewMember: assign({ newMemberAdded: true }),
    beginDelay: assign(({ context }) => ({
      delayMs: context.initialRebalanceDelayMs,
      remainingMs: Math.max(context.census.rebalanceTimeoutMs - context.initialRebalanceDelayMs, 0),
      newMemberAdded: false,
    })),
    extendDelay: assign(({ context }) => ({
      delayMs: Math.min(context.initialRebalanceDelayMs, context.remainingMs),
      remainingMs: Math.max(context.remainingMs - context.delayMs, 0),
      newMemberAdded: false,
    })),
    nextGeneration: assign(({ context }) => ({ generation: context.generation + 1 })),
    beginSyncPhase: assign(({ context, event }) =>
      'nowUs' in event
        ? {
            syncDeadlineUs: event.nowUs + context.census.rebalanceTimeoutMs * US_PER_MS,
            // They are answered now.
            census: { ...context.census, awaitingJoin: 0 },
          }
        : {},
    ),
    releaseJoins: asked,
    failSyncs: asked,
    releaseSyncs: asked,
    removeAbsentMembers: asked,
    removeUnsyncedMembers: asked,
    storeEmptyGroup: asked,
    abandonMembers: asked,
  },
  guards: {
    mayExtend: ({ context }) => context.newMemberAdded && context.remainingMs > 0,
    allJoined: ({ context, event }) =>
      everyoneJoined(censusOf(context, event)) && !nobodyLeft(censusOf(context, event)),
    allGone: ({ context, event }) => everyoneJoined(censusOf(context, event)) && nobodyLeft(censusOf(context, event)),
    someJoined: ({ context, event }) => censusOf(context, event).awaitingJoin > 0,
    nobodyLeft: ({ context, event }) => nobodyLeft(censusOf(context, event)),
    thisGeneration: ({ context, event }) => ofThisGeneration(context, event),
  },
  delays: {
    initialDelay: ({ context }) => context.delayMs,
    rebalanceTimeout: ({ context }) => context.census.rebalanceTimeoutMs,
    syncTimeout: ({ context }) => context.census.rebalanceTimeoutMs,
    remainingSyncTimeout: ({ context, event }) =>
      'nowUs' in event ? Math.max(context.syncDeadlineUs - event.nowUs, 0) / US_PER_MS : 0,
  },
});

/** Guards run before `count`, and after a timer there is nothing new to count. */
function censusOf(context: GroupChartContext, event: GroupChartEvent): Census {
  return 'census' in event ? event.census : context.census;
}

function everyoneJoined(census: Census): boolean {
  return census.members === census.awaitingJoin && census.pendingJoin === 0;
}

function nobodyLeft(census: Census): boolean {
  return census.members === 0;
}

function ofThisGeneration(context: GroupChartContext, event: GroupChartEvent): boolean {
  return 'generation' in event && event.generation === context.generation;
}

/** Legal, and no reason to do anything. */
const IGNORED = {};
const COUNTED = { actions: 'count' } as const;

/** Everybody has to rejoin. */
const REBALANCE = { target: '#consumer-group.PreparingRebalance.AwaitingMembers', actions: 'count' } as const;
/** The same, where SyncGroup requests may wait. */
const REBALANCE_FAILING_SYNCS = { target: REBALANCE.target, actions: ['count', 'failSyncs'] } as const;

/** The two ways in which a join phase ends. */
const COMPLETE = { target: '#consumer-group.CompletingRebalance', actions: ['count', 'nextGeneration'] } as const;
const BECOME_EMPTY = {
  target: '#consumer-group.Empty',
  actions: ['count', 'nextGeneration', 'storeEmptyGroup'],
} as const;

const UNLOAD = { target: '#consumer-group.Dead', actions: 'abandonMembers' } as const;

export const consumerGroupMachine = chart.createMachine({
  id: 'consumer-group',
  context: ({ input }) => ({
    generation: input.generation,
    census: input.census,
    initialRebalanceDelayMs: input.initialRebalanceDelayMs,
    delayMs: 0,
    remainingMs: 0,
    newMemberAdded: false,
    syncDeadlineUs: 0,
  }),
  initial: 'Empty',
  states: {
    /** No members; perhaps offsets. */
    Empty: {
      on: {
        'member-added': { target: 'PreparingRebalance.InitialDelay', actions: ['count', 'beginDelay'] },
        'member-left': COUNTED,
        'pending-added': COUNTED,
        'pending-expired': COUNTED,
        'assignment-stored': IGNORED,
        'assignment-failed': IGNORED,
        deleted: 'Dead',
        unloaded: UNLOAD,
      },
    },

    /** Members send JoinGroup, and wait. */
    PreparingRebalance: {
      initial: 'AwaitingMembers',
      on: {
        'member-rejoined': COUNTED,
        'member-left': COUNTED,
        'pending-added': COUNTED,
        'absent-removed': [
          { guard: 'someJoined', ...COMPLETE },
          { guard: 'nobodyLeft', ...BECOME_EMPTY },
          // Only static members are left, none of which is back: wait as long again.
          { target: '.AwaitingMembers', reenter: true, actions: 'count' },
        ],
        'assignment-stored': IGNORED,
        'assignment-failed': IGNORED,
        unloaded: UNLOAD,
      },
      states: {
        InitialDelay: {
          after: {
            initialDelay: [
              { guard: 'mayExtend', target: 'InitialDelay', reenter: true, actions: 'extendDelay' },
              { actions: 'removeAbsentMembers' },
            ],
          },
          on: {
            'member-added': { actions: ['count', 'noteNewMember'] },
            // Somebody who does not come back is the one reason to end the delay early.
            'member-expired': [{ guard: 'allJoined', ...COMPLETE }, { guard: 'allGone', ...BECOME_EMPTY }, COUNTED],
            'pending-expired': [{ guard: 'allJoined', ...COMPLETE }, { guard: 'allGone', ...BECOME_EMPTY }, COUNTED],
          },
        },
        AwaitingMembers: {
          always: [
            { guard: 'allJoined', ...COMPLETE },
            { guard: 'allGone', ...BECOME_EMPTY },
          ],
          after: { rebalanceTimeout: { actions: 'removeAbsentMembers' } },
          on: { 'member-added': COUNTED, 'member-expired': COUNTED, 'pending-expired': COUNTED },
        },
      },
    },

    /** The generation is known, its assignment not yet. */
    CompletingRebalance: {
      entry: ['beginSyncPhase', 'releaseJoins'],
      initial: 'PendingSync',
      on: {
        'member-added': REBALANCE_FAILING_SYNCS,
        'member-rejoined': REBALANCE_FAILING_SYNCS,
        'member-left': REBALANCE_FAILING_SYNCS,
        'member-expired': REBALANCE_FAILING_SYNCS,
        'pending-added': COUNTED,
        'pending-expired': COUNTED,
        'assignment-failed': [{ guard: 'thisGeneration', ...REBALANCE_FAILING_SYNCS }, IGNORED],
        unloaded: UNLOAD,
      },
      states: {
        PendingSync: {
          after: { syncTimeout: { actions: 'removeUnsyncedMembers' } },
          on: {
            'all-synced': 'AllSynced',
            'unsynced-removed': REBALANCE_FAILING_SYNCS,
            'assignment-stored': [
              {
                guard: 'thisGeneration',
                target: '#consumer-group.Stable.PendingSync',
                actions: 'releaseSyncs',
              },
              IGNORED,
            ],
          },
        },
        AllSynced: {
          on: {
            'assignment-stored': [
              { guard: 'thisGeneration', target: '#consumer-group.Stable.AllSynced', actions: 'releaseSyncs' },
              IGNORED,
            ],
          },
        },
      },
    },

    /** Everyone has an assignment, or may ask for it. */
    Stable: {
      initial: 'AllSynced',
      on: {
        'member-added': REBALANCE,
        'member-rejoined': REBALANCE,
        'member-left': REBALANCE,
        'member-expired': REBALANCE,
        'pending-added': COUNTED,
        'pending-expired': COUNTED,
        'assignment-stored': IGNORED,
        'assignment-failed': IGNORED,
        unloaded: UNLOAD,
      },
      states: {
        PendingSync: {
          after: { remainingSyncTimeout: { actions: 'removeUnsyncedMembers' } },
          on: { 'all-synced': 'AllSynced', 'unsynced-removed': REBALANCE },
        },
        AllSynced: {},
      },
    },

    /** Not coordinated here any more. Nothing follows. */
    Dead: { type: 'final' },
  },
});

export type GroupSnapshot = SnapshotFrom<typeof consumerGroupMachine>;

/** Kafka's name of the state, without the substate. */
export function groupStateOf(snapshot: GroupSnapshot): ClassicGroupState {
  const value = snapshot.value;
  return (typeof value === 'string' ? value : Object.keys(value)[0]) as ClassicGroupState;
}
