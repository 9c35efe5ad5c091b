import { partitionName, type BrokerId } from '../../contract/ids';
import { partitionOf } from '../../view/selectors';
import type { BrokerView } from '../../view/view';
import { ofTopic, PARTITION_EVENTS, viewCheck } from './view-check';

export interface LeadersSpreadArgs {
  readonly topic: string;
  readonly brokers: number;
}

/** Holds when the leaders of a topic's partitions stand on so many brokers, and every partition has one. */
export const leadersSpread = viewCheck<LeadersSpreadArgs>(
  PARTITION_EVENTS,
  (view, { topic, brokers }) => {
    const partitions = view.topics.get(topic)?.partitions ?? [];
    if (partitions.length === 0) return null;
    const leaders = partitions.map((partition) => partition.leader);
    const distinct = new Set(leaders.filter((leader) => leader >= 0)).size;
    const holds = distinct >= brokers && leaders.every((leader) => leader >= 0);
    return { holds, fact: { kind: 'leaders', topic, leaders, brokers: distinct, wanted: brokers } };
  },
  ofTopic,
);

export interface LeaderIsArgs {
  readonly topic: string;
  readonly partition: number;
  readonly broker: BrokerId;
}

/** Holds when this broker leads the partition; -1: nobody does. */
export const leaderIs = viewCheck<LeaderIsArgs>(
  PARTITION_EVENTS,
  (view, { topic, partition, broker }) => {
    const found = partitionOf(view, topic, partition);
    if (found === null) return null;
    const fact = { kind: 'leader', partition: partitionName(topic, partition), leader: found.leader, wanted: broker };
    return { holds: found.leader === broker, fact: { ...fact, kind: 'leader' } };
  },
  ofTopic,
);

export interface IsrIsArgs {
  readonly topic: string;
  readonly partition: number;
  readonly brokers?: readonly BrokerId[];
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Holds when exactly these brokers are in sync (in any order), or so many. */
export const isrIs = viewCheck<IsrIsArgs>(
  PARTITION_EVENTS,
  (view, { topic, partition, brokers, atLeast = 0, atMost = Infinity }) => {
    const found = partitionOf(view, topic, partition);
    if (found === null) return null;
    const isr = [...found.isr].sort((a, b) => a - b);
    const asked = brokers === undefined || [...brokers].sort((a, b) => a - b).join() === isr.join();
    const holds = asked && isr.length >= atLeast && isr.length <= atMost;
    return { holds, fact: { kind: 'isr', partition: partitionName(topic, partition), isr: found.isr } };
  },
  ofTopic,
);

export type BrokerIsState = 'up' | 'down' | 'paused' | 'running' | 'fenced' | 'unfenced';

export interface BrokerIsArgs {
  readonly broker: BrokerId;
  readonly state: BrokerIsState;
}

/** Holds when a broker is so: its process (up, down, paused), its own state (running), or as the controller has it. */
export const brokerIs = viewCheck<BrokerIsArgs>(['node', 'broker-state', 'registration'], (view, { broker, state }) => {
  const found = view.brokers.get(broker);
  if (found === undefined) return null;
  return { holds: isSo(found, state), fact: { kind: 'broker', broker, ...shown(found), wanted: state } };
});

const shown = ({ node, state, registration }: BrokerView) => ({ node, state, registration });

function isSo(broker: BrokerView, state: BrokerIsState): boolean {
  switch (state) {
    case 'running':
      return broker.node === 'up' && broker.state === 'Running';
    case 'fenced':
      // A broker begins fenced, before the controller has ever counted on it.
      return broker.registration === 'Fenced' && broker.wasUnfenced;
    case 'unfenced':
      return broker.registration === 'Unfenced';
    default:
      return broker.node === state;
  }
}

export interface TopicExistsWithArgs {
  readonly topic: string;
  readonly partitions?: number;
  readonly replicationFactor?: number;
  readonly configs?: Readonly<Record<string, string>>;
}

/** Holds when a topic is there, and as it was asked for. */
export const topicExistsWith = viewCheck<TopicExistsWithArgs>(
  [...PARTITION_EVENTS, 'topic-configs'],
  (view, { topic, partitions, replicationFactor, configs = {} }) => {
    const found = view.topics.get(topic);
    if (found === undefined) return null;
    const has = {
      partitions: found.partitions.length,
      replicationFactor: Math.min(...found.partitions.map((each) => each.replicas.length)),
    };
    const missing = Object.entries(configs).flatMap(([name, value]) =>
      found.configs[name] === value ? [] : [`${name}=${value}`],
    );
    if (partitions !== undefined && has.partitions !== partitions) missing.push(`partitions=${partitions}`);
    if (replicationFactor !== undefined && has.replicationFactor !== replicationFactor) {
      missing.push(`replication-factor=${replicationFactor}`);
    }
    return { holds: missing.length === 0, fact: { kind: 'topic', topic, ...has, missing } };
  },
  ofTopic,
);
