import type { GroupEvent, LinkEvent, NodeEvent, PartitionChangedEvent, SimEvent } from '../contract/event';
import type { BrokerId, Us } from '../contract/ids';
import { isInternalTopic } from './internal-topic';
import type { View } from './view';

/** The sign that an event has on the time bar. */
export type Sign = 'elected' | 'unclean' | 'rebalance' | 'rolled' | 'moved' | 'isr' | 'truncated' | 'fault' | 'healed';

/** What happened, and the sign that it has. */
export const SIGNS = {
  elected: 'elected',
  unclean: 'unclean',
  leaderless: 'fault',
  isrShrunk: 'isr',
  isrExpanded: 'isr',
  rebalance: 'rebalance',
  rolled: 'rolled',
  truncated: 'truncated',
  controller: 'moved',
  coordinator: 'moved',
  crashed: 'fault',
  killed: 'fault',
  brokerKilled: 'fault',
  powerLost: 'fault',
  brokerStopped: 'fault',
  brokerPaused: 'fault',
  brokerStarted: 'healed',
  brokerResumed: 'healed',
  linkCut: 'fault',
  linkSlow: 'fault',
  linkHealed: 'healed',
} as const satisfies Record<string, Sign>;

export type NotableKind = keyof typeof SIGNS;

/** What deserves a mark on the time bar. */
export interface Notable {
  readonly atUs: Us;
  readonly kind: NotableKind;
  /** Whom it happened to: a partition, a group, a process, the number of a broker, both ends of a link. */
  readonly subject: string;
}

/**
 * The mark of an event, or null. What Kafka does to topics of its own gets none: when a broker dies, fifty partitions
 * of `__consumer_offsets` have new leaders, and what that means for a group is said by its coordinator.
 * @param before the view before the event.
 */
export function notableOf(event: SimEvent, before: View): Notable | null {
  const mark = (kind: NotableKind | null, subject: string): Notable | null =>
    kind === null ? null : { atUs: event.atUs, kind, subject };
  switch (event.type) {
    case 'partition-changed':
      if (isInternalTopic(event.topic)) return null;
      return mark(ofPartition(event), `${event.topic}-${event.partition}`);
    case 'group':
      return mark(ofGroup(event, before), event.group);
    case 'segment-rolled':
      if (isInternalTopic(event.topic) || !leads(before, event.topic, event.partition, event.broker)) return null;
      return mark('rolled', `${event.topic}-${event.partition}`);
    case 'log-truncated':
      if (isInternalTopic(event.topic) || !hasBeyond(before, event)) return null;
      return mark('truncated', `${event.topic}-${event.partition}`);
    case 'controller-changed':
      return before.controller === null ? null : mark('controller', String(event.broker));
    case 'process':
      return event.state === 'crashed' || event.state === 'killed' ? mark(event.state, event.process) : null;
    case 'node':
      return mark(ofNode(event), String(event.broker));
    case 'link':
      return mark(ofLink(event), `${ofEndpoint(event.from)} → ${ofEndpoint(event.to)}`);
    default:
      return null;
  }
}

function ofPartition({ reason }: PartitionChangedEvent): NotableKind | null {
  switch (reason) {
    case 'leader-elected':
      return 'elected';
    case 'unclean-election':
      return 'unclean';
    case 'no-leader':
      return 'leaderless';
    case 'isr-shrunk':
      return 'isrShrunk';
    case 'isr-expanded':
      return 'isrExpanded';
    case 'elr-changed':
    case 'reassigned':
      return null;
  }
}

/** A group that another broker takes over is not dealt out anew: its members only ask elsewhere. */
function ofGroup({ group, coordinator, state, generation }: GroupEvent, before: View): NotableKind | null {
  const known = before.groups.get(group);
  if (known !== undefined && known.coordinator >= 0 && known.coordinator !== coordinator) return 'coordinator';
  const same = known?.state === 'Stable' && known.generation === generation;
  return state === 'Stable' && !same ? 'rebalance' : null;
}

function ofNode({ state, reason }: NodeEvent): NotableKind {
  if (state === 'paused') return 'brokerPaused';
  if (state === 'up') return reason === 'resumed' ? 'brokerResumed' : 'brokerStarted';
  if (reason === 'power lost') return 'powerLost';
  return reason === 'stopped' ? 'brokerStopped' : 'brokerKilled';
}

const LINKS = { cut: 'linkCut', slow: 'linkSlow', up: 'linkHealed' } as const;
const ofLink = ({ state }: LinkEvent): NotableKind => LINKS[state];

/** `broker:2` and `process:consumer-1` as one says them: `2`, `consumer-1`. */
const ofEndpoint = (endpoint: string): string => endpoint.slice(endpoint.indexOf(':') + 1);

function leads(view: View, topic: string, partition: number, broker: BrokerId): boolean {
  return view.topics.get(topic)?.partitions.find((each) => each.partition === partition)?.leader === broker;
}

/** A follower that asks where to cut and has nothing beyond lost nothing. */
function hasBeyond(view: View, cut: { topic: string; partition: number; broker: BrokerId; offset: number }): boolean {
  const partition = view.topics.get(cut.topic)?.partitions.find((each) => each.partition === cut.partition);
  return (partition?.shelves.get(cut.broker)?.logEndOffset ?? 0) > cut.offset;
}
