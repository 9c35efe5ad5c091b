import { initialTransition, transition } from 'xstate';
import { US_PER_MS, type Us } from '../../contract/ids';
import {
  GROUP_CHART_ACTIONS,
  consumerGroupMachine,
  groupStateOf,
  type Census,
  type GroupChartAction,
  type GroupChartEvent,
  type GroupSnapshot,
} from './consumer-group.machine';
import type { Coordination } from './coordination';
import type { Group } from './group';
import type { GroupReason } from './io';

/** Runs the chart of a group: pure transitions, whose timers become outputs. */

export function emptySnapshot(initialRebalanceDelayMs: number, generation: number, census: Census): GroupSnapshot {
  return initialTransition(consumerGroupMachine, { initialRebalanceDelayMs, generation, census })[0];
}

/** Of a group with members that was read from the log. */
export function stableSnapshot(initialRebalanceDelayMs: number, generation: number, census: Census): GroupSnapshot {
  const { context } = emptySnapshot(initialRebalanceDelayMs, generation, census);
  return consumerGroupMachine.resolveState({ value: { Stable: 'AllSynced' }, context });
}

interface StateNode {
  readonly states: Readonly<Record<string, StateNode>>;
  /** By event. (XState's own list of events, `ownEvents`, leaves out those that a state ignores.) */
  readonly transitions: ReadonlyMap<string, unknown>;
}

/** `Stable.PendingSync` to the events that it, or a state around it, lists. */
export const LEGAL_EVENTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  leaves(consumerGroupMachine.root, '', []),
);

function leaves(node: StateNode, path: string, inherited: readonly string[]): [string, ReadonlySet<string>][] {
  const events = [...inherited, ...node.transitions.keys()];
  const children = Object.entries(node.states);
  if (children.length === 0) return [[path, new Set(events)]];
  return children.flatMap(([name, child]) => leaves(child, path === '' ? name : `${path}.${name}`, events));
}

export function pathOf(snapshot: GroupSnapshot): string {
  const value = snapshot.value;
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([outer, inner]) => `${outer}.${String(inner)}`)
    .join();
}

/** What of an XState action matters here. */
interface ChartAction {
  readonly type: string;
  readonly params?: unknown;
}

/** What a timer of the chart brings when it is due. */
export interface TimerEvent {
  readonly type: string;
}

interface DelayedEvent {
  readonly event: TimerEvent;
  readonly id: string;
  readonly delay: number;
}

/**
 * Tells the chart what happened, sets its timers, and says what it asks for, in order. Events of timers are the
 * chart's own, and no part of the type of those that come from outside.
 * @throws Error when the group's state does not list the event: a mistake of ours, never of a client
 */
export function step(
  c: Coordination,
  group: Group,
  event: GroupChartEvent | TimerEvent,
  reason: GroupReason,
): readonly GroupChartAction[] {
  const path = pathOf(group.snapshot);
  if (LEGAL_EVENTS.get(path)?.has(event.type) !== true) {
    throw new Error(`group ${group.id}: ${event.type} cannot happen in ${path}`);
  }
  const [next, actions] = transition(consumerGroupMachine, group.snapshot, event as GroupChartEvent);
  group.snapshot = next;
  const state = groupStateOf(next);
  if (state !== group.state) {
    group.state = state;
    group.stateSinceMs = c.nowMs;
    c.changed(group, reason);
  }
  setTimers(c, group, actions);
  return actions.map(({ type }) => type).filter(isAsked);
}

function isAsked(type: string): type is GroupChartAction {
  return (GROUP_CHART_ACTIONS as readonly string[]).includes(type);
}

/** Of each timer only the last word counts: a state that is left at once has set and cancelled its own. */
function setTimers(c: Coordination, group: Group, actions: readonly ChartAction[]): void {
  const wanted = new Map<string, { readonly event: TimerEvent; readonly afterUs: Us } | null>();
  for (const { type, params } of actions) {
    if (type === 'xstate.cancel') wanted.set((params as { readonly sendId: string }).sendId, null);
    if (type === 'xstate.raise') {
      const { id, event, delay } = params as DelayedEvent;
      wanted.set(id, { event, afterUs: Math.round(delay * US_PER_MS) });
    }
  }
  for (const [id, timer] of wanted) {
    const key = timerKey(group, id);
    if (timer === null) c.cancelTimer(key);
    else c.setTimer(key, { kind: 'chart', group, event: timer.event }, timer.afterUs);
  }
}

/** The chart's ids are the same for every group. */
function timerKey(group: Group, id: string): string {
  return JSON.stringify([group.id, id]);
}
