import type {
  DiskEvent,
  GroupEvent,
  LinkEvent,
  NetworkRateEvent,
  NodeEvent,
  PartitionChangedEvent,
  ProcessEvent,
  SimEvent,
} from '../contract/event';
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
  processPaused: 'fault',
  processResumed: 'healed',
  brokerKilled: 'fault',
  powerLost: 'fault',
  brokerStopped: 'fault',
  brokerPaused: 'fault',
  brokerStarted: 'healed',
  brokerResumed: 'healed',
  linkCut: 'fault',
  linkSlow: 'fault',
  linkHealed: 'healed',
  diskSlow: 'fault',
  diskHealed: 'healed',
  networkSlow: 'fault',
  networkHealed: 'healed',
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
      return mark(ofProcess(event, before), event.process);
    case 'node':
      return mark(ofNode(event), String(event.broker));
    case 'link':
      return mark(ofLink(event), `${ofEndpoint(event.from)} → ${ofEndpoint(event.to)}`);
    case 'disk':
      return mark(ofDisk(event, before), String(event.broker));
    case 'network-rate':
      return mark(ofNetwork(event, before), String(event.broker));
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

function ofProcess({ process, state }: ProcessEvent, before: View): NotableKind | null {
  if (state === 'crashed' || state === 'killed') return state;
  if (state === 'paused') return 'processPaused';
  return state === 'running' && before.processes.get(process)?.state === 'paused' ? 'processResumed' : null;
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

/** When it becomes slower, or faster again. That more or fewer writes wait for it is no news. */
function ofDisk({ broker, extraUs, bytesPerSecond }: DiskEvent, before: View): NotableKind | null {
  const was = before.brokers.get(broker)?.disk ?? { extraUs: 0, bytesPerSecond: null };
  if (extraUs !== was.extraUs) return extraUs > was.extraUs ? 'diskSlow' : 'diskHealed';
  return slower(bytesPerSecond, was.bytesPerSecond, 'diskSlow', 'diskHealed');
}

function ofNetwork({ broker, bytesPerSecond }: NetworkRateEvent, before: View): NotableKind | null {
  const was = before.brokers.get(broker)?.networkBytesPerSecond ?? null;
  return slower(bytesPerSecond, was, 'networkSlow', 'networkHealed');
}

/** Null is no limit. */
function slower(now: number | null, was: number | null, slow: NotableKind, healed: NotableKind): NotableKind | null {
  if (now === was) return null;
  return (now ?? Infinity) < (was ?? Infinity) ? slow : healed;
}

function leads(view: View, topic: string, partition: number, broker: BrokerId): boolean {
  return view.topics.get(topic)?.partitions.find((each) => each.partition === partition)?.leader === broker;
}

/** A follower that asks where to cut and has nothing beyond lost nothing. */
function hasBeyond(view: View, cut: { topic: string; partition: number; broker: BrokerId; offset: number }): boolean {
  const partition = view.topics.get(cut.topic)?.partitions.find((each) => each.partition === cut.partition);
  return (partition?.shelves.get(cut.broker)?.logEndOffset ?? 0) > cut.offset;
}
