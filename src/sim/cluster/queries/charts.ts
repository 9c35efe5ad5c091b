import type { ChartTransition, ChartView } from '../../../contract/query';
import { brokerMachine } from '../../broker/broker.machine';
import { replicaMachine } from '../../broker/replica.machine';
import { registrationMachine } from '../../controller/registration.machine';
import { consumerGroupMachine } from '../../group/consumer-group.machine';

/** Of XState's StateNode what is read here. */
interface StateNode {
  readonly path: readonly string[];
  readonly type: string;
  readonly states: Readonly<Record<string, StateNode>>;
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
  readonly always?: readonly Transition[] | undefined;
}

interface Transition {
  readonly target: readonly StateNode[] | undefined;
  readonly eventType: string;
  readonly guard?: unknown;
  readonly reenter: boolean;
}

const MACHINES: readonly (Pick<ChartView, 'id' | 'source'> & { readonly root: StateNode; readonly initial: string })[] =
  [
    { id: 'consumer-group', source: 'ClassicGroupState', ...rootOf(consumerGroupMachine) },
    { id: 'broker', source: 'BrokerState', ...rootOf(brokerMachine) },
    { id: 'replica', source: 'ReplicaState', ...rootOf(replicaMachine) },
    { id: 'registration', source: 'BrokerControlState', ...rootOf(registrationMachine) },
  ];

function rootOf(machine: { readonly root: unknown; readonly config: { readonly initial?: unknown } }) {
  return { root: machine.root as StateNode, initial: String(machine.config.initial) };
}

/**
 * The machines that run, as XState has them. Left out: events that a state ignores, or answers without leaving it.
 * What holds in every state stands at each of the outer ones.
 */
export function charts(): ChartView[] {
  return MACHINES.map(({ id, source, root, initial }) => {
    const nodes = inner(root);
    const everywhere = [...root.transitions.values()].flat();
    const states = nodes.map((node) => ({ name: nameOf(node), isFinal: node.type === 'final' }));
    const transitions = [
      ...nodes.filter(({ path }) => path.length === 1).flatMap((node) => drawn(node, everywhere)),
      ...nodes.flatMap((node) => drawn(node, [...node.transitions.values()].flat().concat(node.always ?? []))),
    ];
    return { id, source, initial, states, transitions };
  });
}

const inner = (node: StateNode): StateNode[] => Object.values(node.states).flatMap((child) => [child, ...inner(child)]);

const nameOf = ({ path }: StateNode): string => path.join('.');

function drawn(from: StateNode, transitions: readonly Transition[]): ChartTransition[] {
  return transitions.flatMap(({ target = [], eventType, guard, reenter }) =>
    target
      .filter((to) => to !== from || reenter)
      .map((to) => ({ from: nameOf(from), to: nameOf(to), event: eventName(eventType), guard: guardName(guard) })),
  );
}

/** XState's name of a timer holds the state's, too: `xstate.after.initialDelay.consumer-group.…`. */
function eventName(eventType: string): string {
  const timer = /^xstate\.after\.([^.]+)\./.exec(eventType);
  if (timer !== null) return `after ${timer[1]}`;
  return eventType === '' ? 'always' : eventType;
}

const guardName = (guard: unknown): string | null =>
  typeof guard === 'string' ? guard : guard instanceof Object && 'type' in guard ? String(guard.type) : null;
