import type { AdminCommand } from '../contract/command';
import type { BrokerId } from '../contract/ids';
import { leaderShelf, partitionOf } from '../view/selectors';
import type { PartitionView, View } from '../view/view';
import { doing, type Act, type ChoiceForm, type Say } from './act';

/** More partitions than this nobody adds by hand. */
const PARTITIONS_MAX = 60;

export function shelfActs(view: View, topic: string, number: number): Act[] {
  const partition = partitionOf(view, topic, number);
  const open: Act = {
    id: 'open-topics',
    label: (m) => m.shelf.describe,
    key: 'T',
    set: 3,
    whyNot: null,
    does: { kind: 'opens', tab: 'topics' },
  };
  if (partition === null) return [];
  const disk: Act = {
    id: 'open-disk',
    label: (m) => m.shelf.openDisk,
    key: 'O',
    set: 3,
    whyNot: null,
    does: { kind: 'opens', tab: 'disk' },
  };
  return [
    preferred(view, partition),
    unclean(view, partition),
    reassign(view, partition),
    deleteRecords(partition),
    addPartitions(view, topic),
    brokersAct(partition),
    open,
    disk,
  ];
}

/** Where there are no bookcases, as on a phone, this is the way to a broker's menu. */
function brokersAct({ replicas, leader }: PartitionView): Act {
  const things = replicas.map((broker) => ({
    label: ((m) => (broker === leader ? m.shelf.leaderBroker(broker) : m.shelf.replicaBroker(broker))) satisfies Say,
    thing: { kind: 'broker', broker } as const,
  }));
  return {
    id: 'brokers',
    label: (m) => m.shelf.brokers,
    key: 'B',
    set: 2,
    whyNot: null,
    does: { kind: 'things', things },
  };
}

function preferred(view: View, partition: PartitionView): Act {
  const { topic, partition: number, replicas, isr, leader } = partition;
  const wanted = replicas[0] ?? -1;
  const whyNot: Say | null =
    leader === wanted
      ? (m) => m.shelf.leadsAlready(wanted)
      : !isUp(view, wanted)
        ? (m) => m.shelf.isDown(wanted)
        : !isr.includes(wanted)
          ? (m) => m.shelf.notInIsr(wanted)
          : null;
  return {
    id: 'elect-preferred',
    label: (m) => m.shelf.preferred(wanted),
    key: 'L',
    set: 0,
    whyNot,
    does: doing({ type: 'elect-leader', topic, partition: number, election: 'preferred' }),
  };
}

/** Kafka holds one only where there is no leader. */
function unclean(view: View, partition: PartitionView): Act {
  const { topic, partition: number, replicas, leader } = partition;
  const whyNot: Say | null =
    leader >= 0
      ? (m) => m.shelf.hasLeader
      : replicas.some((broker) => isUp(view, broker))
        ? null
        : (m) => m.shelf.allDown;
  return {
    id: 'elect-unclean',
    label: (m) => m.shelf.unclean,
    key: 'U',
    set: 0,
    whyNot,
    does: doing({ type: 'elect-leader', topic, partition: number, election: 'unclean' }),
  };
}

/** A copy more, a copy less, or another preferred leader: each is one reassignment. */
function reassign(view: View, partition: PartitionView): Act {
  const { topic, partition: number, replicas } = partition;
  const to = (wanted: readonly BrokerId[]): AdminCommand[] => [
    { type: 'reassign-partition', topic, partition: number, replicas: wanted },
  ];
  const others = [...view.brokers.keys()].filter((broker) => !replicas.includes(broker));
  const options: ChoiceForm['options'] = [
    ...replicas.slice(1).map((broker) => ({
      label: ((m) => m.shelf.preferBroker(broker)) satisfies Say,
      commands: to([broker, ...replicas.filter((each) => each !== broker)]),
    })),
    ...others.map((broker) => ({
      label: ((m) => m.shelf.addCopy(broker)) satisfies Say,
      commands: to([...replicas, broker]),
    })),
    ...(replicas.length < 2 ? [] : replicas).map((broker) => ({
      label: ((m) => m.shelf.dropCopy(broker)) satisfies Say,
      commands: to(replicas.filter((each) => each !== broker)),
    })),
  ];
  return {
    id: 'reassign',
    label: (m) => m.shelf.reassign,
    key: 'M',
    set: 0,
    whyNot: options.length === 0 ? (m) => m.shelf.oneBroker : null,
    does: { kind: 'choice', form: { label: (m) => m.shelf.reassignWhich, options } },
  };
}

/** As kafka-delete-records: everything before an offset, up to the high watermark. */
function deleteRecords(partition: PartitionView): Act {
  const { topic, partition: number } = partition;
  const shelf = leaderShelf(partition);
  const [start, highWatermark] = [shelf?.logStartOffset ?? 0, shelf?.highWatermark ?? 0];
  const half = start + Math.ceil((highWatermark - start) / 2);
  return {
    id: 'delete-records',
    label: (m) => m.shelf.deleteRecords,
    key: 'R',
    set: 1,
    whyNot: shelf === null ? (m) => m.shelf.noLeader : highWatermark <= start ? (m) => m.shelf.noRecords : null,
    does: {
      kind: 'number',
      form: {
        label: (m) => m.shelf.deleteBefore,
        unit: null,
        min: start + 1,
        max: Math.max(start + 1, highWatermark),
        value: Math.max(start + 1, half),
        suggestions: [...new Set([half, highWatermark])].filter((offset) => offset > start),
        commands: (beforeOffset) => [{ type: 'delete-records', topic, partition: number, beforeOffset }],
      },
    },
  };
}

/** Of the topic, but one looks for it where its shelves are. */
function addPartitions(view: View, topic: string): Act {
  const now = view.topics.get(topic)?.partitions.length ?? 0;
  return {
    id: 'add-partitions',
    label: (m) => m.shelf.addPartitions(topic),
    key: 'A',
    set: 2,
    whyNot: now >= PARTITIONS_MAX ? (m) => m.shelf.enoughPartitions(PARTITIONS_MAX) : null,
    does: {
      kind: 'number',
      form: {
        label: (m) => m.shelf.partitionsThen,
        unit: null,
        min: now + 1,
        max: PARTITIONS_MAX,
        value: Math.min(now + 1, PARTITIONS_MAX),
        suggestions: [...new Set([now + 1, now * 2])].filter((count) => count <= PARTITIONS_MAX),
        commands: (partitions) => [{ type: 'add-partitions', topic, partitions }],
      },
    },
  };
}

const isUp = (view: View, broker: BrokerId): boolean => {
  const { node, registration } = view.brokers.get(broker) ?? { node: 'down', registration: 'Fenced' };
  return node !== 'down' && registration !== 'Fenced';
};
