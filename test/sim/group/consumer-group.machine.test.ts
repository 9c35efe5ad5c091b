import { initialTransition, transition } from 'xstate';
import { describe, expect, it } from 'vitest';
import { LEGAL_EVENTS, pathOf, type TimerEvent } from '../../../src/sim/group/chart';
import {
  NOBODY,
  consumerGroupMachine,
  type Census,
  type GroupChartEvent,
  type GroupSnapshot,
} from '../../../src/sim/group/consumer-group.machine';

/** Rows: what can happen. Columns: where. `-`: cannot. `=`: nothing follows. Else: the state that follows. */
const TABLE = `
                   | E      | ID     | AM    | CP       | CA       | SP     | SA
member-added       | ID     | =      | =     | AM       | AM       | AM     | AM
member-rejoined    | -      | =      | =     | AM       | AM       | AM     | AM
member-left        | =      | =      | =     | AM       | AM       | AM     | AM
member-expired     | -      | =      | =     | AM       | AM       | AM     | AM
pending-added      | =      | =      | =     | =        | =        | =      | =
pending-expired    | =      | =      | =     | =        | =        | =      | =
absent-removed     | -      | AM     | AM    | -        | -        | -      | -
unsynced-removed   | -      | -      | -     | AM       | -        | AM     | -
all-synced         | -      | -      | -     | CA       | -        | SA     | -
assignment-stored  | =      | =      | =     | SP       | SA       | =      | =
assignment-failed  | =      | =      | =     | AM       | AM       | =      | =
deleted            | Dead   | -      | -     | -        | -        | -      | -
unloaded           | Dead   | Dead   | Dead  | Dead     | Dead     | Dead   | Dead
`;

const NAMES: Readonly<Record<string, string>> = {
  E: 'Empty',
  ID: 'PreparingRebalance.InitialDelay',
  AM: 'PreparingRebalance.AwaitingMembers',
  CP: 'CompletingRebalance.PendingSync',
  CA: 'CompletingRebalance.AllSynced',
  SP: 'Stable.PendingSync',
  SA: 'Stable.AllSynced',
  Dead: 'Dead',
};

/** Timers are the states' own. */
const TIMERS: Readonly<Record<string, string>> = {
  'PreparingRebalance.InitialDelay': 'initialDelay',
  'PreparingRebalance.AwaitingMembers': 'rebalanceTimeout',
  'CompletingRebalance.PendingSync': 'syncTimeout',
  'Stable.PendingSync': 'remainingSyncTimeout',
};

/** Two members, one of which has joined: nothing that would end a join phase. */
const HALF: Census = { members: 2, awaitingJoin: 1, pendingJoin: 0, rebalanceTimeoutMs: 10_000 };
/** Two members, and nobody who waits: as after a join phase. */
const IDLE: Census = { ...HALF, awaitingJoin: 0 };
const ALL: Census = { ...HALF, awaitingJoin: 2 };

function happen(snapshot: GroupSnapshot, event: GroupChartEvent | TimerEvent): [GroupSnapshot, readonly Did[]] {
  return transition(consumerGroupMachine, snapshot, event as GroupChartEvent) as [GroupSnapshot, readonly Did[]];
}

interface Did {
  readonly type: string;
  readonly params?: { readonly id?: string; readonly delay?: number; readonly sendId?: string };
}

function eventOf(type: string, census: Census = HALF, nowUs = 0): GroupChartEvent {
  return { type, census, nowUs, generation: 1 } as unknown as GroupChartEvent;
}

/** A group in each state, by the shortest way. */
function groups(): Record<string, GroupSnapshot> {
  const input = { initialRebalanceDelayMs: 3000, generation: 0, census: NOBODY };
  const empty = initialTransition(consumerGroupMachine, input)[0];
  const after = (snapshot: GroupSnapshot, ...events: GroupChartEvent[]): GroupSnapshot =>
    events.reduce((at, event) => happen(at, event)[0], snapshot);
  const delay = after(empty, eventOf('member-added', { ...HALF, members: 1 }));
  const completing = after(delay, eventOf('absent-removed', ALL));
  const stable = after(completing, eventOf('assignment-stored'));
  return {
    E: empty,
    ID: delay,
    AM: after(stable, eventOf('member-added')),
    CP: completing,
    CA: after(completing, eventOf('all-synced')),
    SP: stable,
    SA: after(stable, eventOf('all-synced')),
    Dead: after(empty, eventOf('unloaded')),
  };
}

const [header, ...rows] = TABLE.trimEnd().split('\n').slice(1).map(cells) as [string[], ...string[][]];
const STATES = header.slice(1);

function cells(line: string): string[] {
  return line.split('|').map((cell) => cell.trim());
}

describe('the chart of a group', () => {
  const at = groups();

  it.each(Object.keys(NAMES))('can be in %s', (state) => {
    const snapshot = at[state];
    expect(snapshot && pathOf(snapshot)).toBe(NAMES[state]);
  });

  it.each(STATES.map((state, i) => [state, i] as const))('lists in %s exactly what can happen there', (state, i) => {
    const path = NAMES[state] ?? '';
    const listed = [...(LEGAL_EVENTS.get(path) ?? [])].filter((type) => !type.startsWith('xstate.'));
    const legal = rows.filter((row) => row[i + 1] !== '-').map((row) => row[0]);
    expect(listed.sort()).toEqual(legal.sort());
    const timers = [...(LEGAL_EVENTS.get(path) ?? [])].filter((type) => type.startsWith('xstate.'));
    const timer = TIMERS[path];
    expect(timers).toEqual(timer === undefined ? [] : [`xstate.after.${timer}.consumer-group.${path}`]);
  });

  it('lists nothing for a dead group', () => {
    expect([...(LEGAL_EVENTS.get('Dead') ?? ['?'])]).toEqual([]);
    expect([...LEGAL_EVENTS.keys()].sort()).toEqual(Object.values(NAMES).sort());
  });

  it.each(rows.flatMap((row) => STATES.map((state, i) => [row[0] ?? '', state, row[i + 1] ?? ''] as const)))(
    'takes %s in %s to %s',
    (type, state, target) => {
      const before = at[state];
      if (before === undefined) throw new Error(`no group in ${state}`);
      const census = type === 'assignment-failed' ? IDLE : HALF;
      const [next] = happen(before, eventOf(type, census));
      const expected = target === '=' || target === '-' ? state : target;
      // A member that is not waited for ends the join phase at once: someone has joined.
      const path = type === 'absent-removed' && target !== '-' ? 'CompletingRebalance.PendingSync' : NAMES[expected];
      expect(pathOf(next)).toBe(path);
    },
  );
});

describe('the join phase', () => {
  const at = groups();
  const waiting = at['AM'] as GroupSnapshot;

  it.each([
    ['not all have rejoined', HALF, 'PreparingRebalance.AwaitingMembers', 1],
    ['an id was given out and not used', { ...ALL, pendingJoin: 1 }, 'PreparingRebalance.AwaitingMembers', 1],
    ['all have rejoined', ALL, 'CompletingRebalance.PendingSync', 2],
    ['nobody is left', NOBODY, 'Empty', 2],
    ['nobody is left but an id', { ...NOBODY, pendingJoin: 1 }, 'PreparingRebalance.AwaitingMembers', 1],
  ])('when %s', (_, census, path, generation) => {
    for (const type of ['member-left', 'member-expired', 'member-rejoined']) {
      const [next] = happen(waiting, eventOf(type, census));
      expect([pathOf(next), next.context.generation]).toEqual([path, generation]);
    }
  });

  it('ends at its timeout with those who are there, and waits again for static members', () => {
    const [asked, actions] = happen(waiting, { type: timerOf(waiting) });
    expect(actions.map(({ type }) => type)).toEqual(['removeAbsentMembers']);
    const [complete] = happen(asked, eventOf('absent-removed', { ...ALL, members: 3 }));
    expect(pathOf(complete)).toBe('CompletingRebalance.PendingSync');
    const [again, timers] = happen(asked, eventOf('absent-removed', { ...IDLE, members: 1, rebalanceTimeoutMs: 7000 }));
    expect(pathOf(again)).toBe('PreparingRebalance.AwaitingMembers');
    expect(timers.filter(({ type }) => type === 'xstate.raise').map(({ params }) => params?.delay)).toEqual([7000]);
    const [empty] = happen(asked, eventOf('absent-removed', NOBODY));
    expect(pathOf(empty)).toBe('Empty');
  });

  it('begins anew from every state that has members, through the join phase if it has to wait', () => {
    for (const state of ['CP', 'CA', 'SP', 'SA']) {
      const [next, actions] = happen(at[state] as GroupSnapshot, eventOf('member-left', NOBODY));
      expect(pathOf(next)).toBe('Empty');
      expect(actions.map(({ type }) => type)).toContain('storeEmptyGroup');
      expect(next.context.generation).toBe(2);
    }
  });

  it('does not end early in the initial delay, but for a member that is lost', () => {
    const delay = at['ID'] as GroupSnapshot;
    expect(pathOf(happen(delay, eventOf('member-rejoined', ALL))[0])).toBe('PreparingRebalance.InitialDelay');
    expect(pathOf(happen(delay, eventOf('member-left', ALL))[0])).toBe('PreparingRebalance.InitialDelay');
    expect(pathOf(happen(delay, eventOf('member-expired', ALL))[0])).toBe('CompletingRebalance.PendingSync');
    expect(pathOf(happen(delay, eventOf('pending-expired', ALL))[0])).toBe('CompletingRebalance.PendingSync');
    expect(pathOf(happen(delay, eventOf('pending-expired', NOBODY))[0])).toBe('Empty');
  });

  it('starts its delay again for those who came in it, and no longer than the rebalance timeout', () => {
    let [group, did] = happen(at['E'] as GroupSnapshot, eventOf('member-added', { ...HALF, members: 1 }));
    const delays: (number | undefined)[] = [];
    for (let i = 0; i < 5; i++) {
      delays.push(did.find(({ type }) => type === 'xstate.raise')?.params?.delay);
      group = happen(group, eventOf('member-added'))[0];
      [group, did] = happen(group, { type: timerOf(group) });
    }
    // 10 s in all.
    expect(delays).toEqual([3000, 3000, 3000, 1000, undefined]);
    expect(did.map(({ type }) => type)).toEqual(['removeAbsentMembers']);
  });
});

describe('the sync phase', () => {
  const at = groups();

  it('keeps its deadline when the group becomes stable before all have asked', () => {
    const [stable, did] = happen(at['CP'] as GroupSnapshot, eventOf('assignment-stored', HALF, 4_000_500));
    expect(pathOf(stable)).toBe('Stable.PendingSync');
    expect(did.find(({ type }) => type === 'xstate.raise')?.params?.delay).toBe(5999.5);
    expect(did.map(({ type }) => type)).toContain('releaseSyncs');
  });

  it('ignores an assignment of another generation', () => {
    for (const type of ['assignment-stored', 'assignment-failed']) {
      const late = { ...eventOf(type), generation: 7 } as GroupChartEvent;
      const [next, did] = happen(at['CP'] as GroupSnapshot, late);
      expect(pathOf(next)).toBe('CompletingRebalance.PendingSync');
      expect(did).toEqual([]);
    }
  });

  it('knows that nobody waits any more once its joins are answered', () => {
    expect((at['CP'] as GroupSnapshot).context.census).toEqual({ ...ALL, awaitingJoin: 0 });
  });
});

it('keeps a context that is small and plain', () => {
  for (const snapshot of Object.values(groups())) {
    expect(JSON.parse(JSON.stringify(snapshot.context))).toEqual(snapshot.context);
    expect(JSON.stringify(snapshot.context).length).toBeLessThan(300);
  }
});

function timerOf(snapshot: GroupSnapshot): string {
  const path = pathOf(snapshot);
  return `xstate.after.${TIMERS[path] ?? ''}.consumer-group.${path}`;
}
