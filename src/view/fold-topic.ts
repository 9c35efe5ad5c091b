import type {
  PartitionChangedEvent,
  PartitionsAddedEvent,
  PartitionState,
  TopicConfigsEvent,
  TopicCreatedEvent,
  TopicDeletedEvent,
} from '../contract/event';
import type { BrokerId } from '../contract/ids';
import type { Shelf } from './shelf';
import { lostBy } from './lost';
import type { GroupView, PartitionView, TopicView, View } from './view';

export function foldTopicCreated(view: View, event: TopicCreatedEvent): View {
  const topic: TopicView = {
    name: event.topic,
    topicId: event.topicId,
    internal: event.internal,
    configs: event.configs,
    partitions: event.partitions.map((state) => newPartition(event.topic, state)),
  };
  // A name that is used again is a new topic and stands last.
  const topics = new Map(view.topics);
  topics.delete(event.topic);
  return { ...view, topics: topics.set(event.topic, topic) };
}

export function foldTopicDeleted(view: View, event: TopicDeletedEvent): View {
  const topic = view.topics.get(event.topic);
  if (topic === undefined) return view;
  const topics = new Map(view.topics);
  topics.delete(event.topic);
  return { ...view, topics, groups: forgetTopic(view.groups, topic) };
}

export const foldTopicConfigs = (view: View, { topic, configs }: TopicConfigsEvent): View =>
  changeTopic(view, topic, (before) => ({ ...before, configs }));

export function foldPartitionsAdded(view: View, event: PartitionsAddedEvent): View {
  return changeTopic(view, event.topic, (topic) => ({
    ...topic,
    partitions: [...topic.partitions, ...event.partitions.map((state) => newPartition(event.topic, state))],
  }));
}

export function foldPartitionChanged(view: View, event: PartitionChangedEvent): View {
  return changePartition(view, event.topic, event.partition, (partition) => {
    const { replicas, isr, leader, leaderEpoch, elr = [] } = event;
    const shelves = new Map<BrokerId, Shelf>();
    for (const broker of replicas) shelves.set(broker, inRole(partition.shelves.get(broker), broker === leader));
    const lost = event.reason === 'unclean-election' ? lostBy(partition, leader) : partition.lost;
    return { ...partition, replicas, isr, leader, leaderEpoch, elr, shelves, lost };
  });
}

/** The view with one partition changed; itself when there is no such partition, or nothing changed. */
export function changePartition(
  view: View,
  topic: string,
  number: number,
  change: (partition: PartitionView) => PartitionView,
): View {
  return changeTopic(view, topic, (before) => {
    const at = before.partitions[number]?.partition === number ? number : indexOf(before, number);
    const partition = before.partitions[at];
    if (partition === undefined) return before;
    const after = change(partition);
    return after === partition ? before : { ...before, partitions: before.partitions.with(at, after) };
  });
}

function changeTopic(view: View, name: string, change: (topic: TopicView) => TopicView): View {
  const topic = view.topics.get(name);
  if (topic === undefined) return view;
  const after = change(topic);
  return after === topic ? view : { ...view, topics: new Map(view.topics).set(name, after) };
}

const indexOf = (topic: TopicView, number: number): number =>
  topic.partitions.findIndex((partition) => partition.partition === number);

function newPartition(topic: string, state: PartitionState): PartitionView {
  const { partition, replicas, isr, leader, leaderEpoch } = state;
  const shelves = new Map(replicas.map((broker): [BrokerId, Shelf] => [broker, inRole(undefined, broker === leader)]));
  return { topic, partition, replicas, isr, leader, leaderEpoch, shelves, lost: null };
}

function inRole(shelf: Shelf | undefined, leads: boolean): Shelf {
  const role = leads ? 'leader' : 'follower';
  if (shelf !== undefined) return shelf.role === role ? shelf : { ...shelf, role };
  return {
    role,
    batches: [],
    batchCount: 0,
    logStartOffset: 0,
    logEndOffset: 0,
    highWatermark: 0,
    replica: null,
    segments: [0],
    gone: [],
    epochs: [],
    lastDeleted: null,
  };
}

function forgetTopic(groups: View['groups'], topic: TopicView): View['groups'] {
  const names = new Set(topic.partitions.map((partition) => `${topic.name}-${partition.partition}`));
  return new Map(
    [...groups].map(([name, group]): [string, GroupView] => {
      if (![...group.committed.keys()].some((each) => names.has(each))) return [name, group];
      return [name, { ...group, committed: new Map([...group.committed].filter(([each]) => !names.has(each))) }];
    }),
  );
}
