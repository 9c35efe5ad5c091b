import { partitionName, type BrokerId, type ProcessId, type Us } from '../contract/ids';
import { isInternalTopic } from './internal-topic';
import type { Shelf } from './shelf';
import {
  RATE_WINDOW_US,
  type GroupView,
  type PartitionView,
  type ProcessView,
  type TopicView,
  type View,
} from './view';

/** Topics that are drawn: all but Kafka's own. */
export const shownTopics = (view: View): TopicView[] =>
  [...view.topics.values()].filter((topic) => !topic.internal && !isInternalTopic(topic.name));

export function partitionOf(view: View, topic: string, partition: number): PartitionView | null {
  return view.topics.get(topic)?.partitions.find((each) => each.partition === partition) ?? null;
}

/** The leader's log; null while there is no leader. */
export const leaderShelf = (partition: PartitionView): Shelf | null => partition.shelves.get(partition.leader) ?? null;

const NONE: ReadonlySet<string> = new Set();

/** Partitions that are drawn: those of topics that are no internal ones, then these of the internal ones, by name. */
export function shownPartitions(view: View, internal: ReadonlySet<string> = NONE): PartitionView[] {
  const shown = shownTopics(view).flatMap((topic) => topic.partitions);
  if (internal.size === 0) return shown;
  const more = [...view.topics.values()]
    .filter((topic) => topic.internal || isInternalTopic(topic.name))
    .flatMap((topic) => topic.partitions)
    .filter((each) => internal.has(partitionName(each.topic, each.partition)));
  return [...shown, ...more];
}

/** One replica as it stands in its broker's bookcase. */
export interface Replica {
  readonly partition: PartitionView;
  readonly broker: BrokerId;
  readonly shelf: Shelf;
  readonly leads: boolean;
}

/**
 * The replicas that a broker holds, in the order of its shelves: first those that it should lead by assignment, then
 * the others; so an election changes a shelf and moves none. Of internal topics only the partitions that are named.
 */
export function replicasOf(view: View, broker: BrokerId, internal: ReadonlySet<string> = NONE): Replica[] {
  const preferred: Replica[] = [];
  const others: Replica[] = [];
  for (const partition of shownPartitions(view, internal)) {
    const shelf = partition.shelves.get(broker);
    if (shelf === undefined) continue;
    const replica: Replica = { partition, broker, shelf, leads: partition.leader === broker };
    (partition.replicas[0] === broker ? preferred : others).push(replica);
  }
  return [...preferred, ...others];
}

/** Records that a follower has yet to fetch. */
export function behind(replica: Replica): number {
  const leader = leaderShelf(replica.partition);
  return leader === null || replica.leads ? 0 : Math.max(0, leader.logEndOffset - replica.shelf.logEndOffset);
}

export const inSync = (replica: Replica): boolean => replica.partition.isr.includes(replica.broker);

export const committedOf = (group: GroupView, topic: string, partition: number): number | null =>
  group.committed.get(partitionName(topic, partition)) ?? null;

/**
 * Lag as kafka-consumer-groups counts it: high watermark of the leader less the committed offset.
 * Null where nothing is committed, or nobody leads: the tool prints `-`.
 */
export function lagOf(view: View, group: GroupView, topic: string, partition: number): number | null {
  const committed = committedOf(group, topic, partition);
  const found = partitionOf(view, topic, partition);
  const leader = found === null ? null : leaderShelf(found);
  return committed === null || leader === null ? null : Math.max(0, leader.highWatermark - committed);
}

/** A group's member and what it reads. While the group rebalances, what it read before. */
export interface Reader {
  readonly group: string;
  readonly memberId: string;
  readonly clientId: string;
  readonly process: ProcessId | null;
  /** In the order of the assignment. */
  readonly reads: readonly { readonly topic: string; readonly partition: number }[];
  /** False while the group has not agreed on who reads what. */
  readonly settled: boolean;
}

/** In the order of the members' processes, strangers last. */
export function readersOf(view: View, group: GroupView): Reader[] {
  const settled = group.state === 'Stable';
  const order = [...view.processes.keys()];
  const place = (reader: Reader): number => (reader.process === null ? order.length : order.indexOf(reader.process));
  return group.members
    .map((member): Reader => {
      const assignment = settled ? member.assignment : (group.lastAssignment.get(member.memberId) ?? []);
      const reads = assignment.flatMap(({ topic, partitions }) =>
        partitions.map((partition) => ({ topic, partition })),
      );
      return {
        group: group.group,
        memberId: member.memberId,
        clientId: member.clientId,
        process: member.process,
        reads,
        settled,
      };
    })
    .sort((a, b) => place(a) - place(b));
}

/** Who reads this partition, one reader a group at most. */
export const readersOfPartition = (view: View, topic: string, partition: number): Reader[] =>
  [...view.groups.values()].flatMap((group) =>
    readersOf(view, group).filter((reader) =>
      reader.reads.some((each) => each.topic === topic && each.partition === partition),
    ),
  );

/** Members of a Stable group for whom no partition is left. */
export const idleReaders = (view: View, group: GroupView): Reader[] =>
  group.state === 'Stable' ? readersOf(view, group).filter((reader) => reader.reads.length === 0) : [];

/** Groups that have members, or had: those that only keep offsets are not drawn beside shelves. */
export const shownGroups = (view: View): GroupView[] =>
  [...view.groups.values()].filter(
    (group) => group.state !== 'Dead' && (group.members.length > 0 || group.generation > 0),
  );

/** Runs, leaves or stands still: it has not ended. */
export const isAlive = ({ state }: Pick<ProcessView, 'state'>): boolean =>
  state === 'running' || state === 'stopping' || state === 'paused';

const roleOf = (view: View, process: ProcessView): 'producer' | 'consumer' | 'other' =>
  view.programs.find((program) => program.name === process.program)?.role ?? 'other';

/** Processes of programs with this role, in order of first start. */
export const processesOf = (view: View, role: 'producer' | 'consumer' | 'other'): ProcessView[] =>
  [...view.processes.values()].filter((process) => roleOf(view, process) === role);

/** Short name of a process: `C2` for a consumer when only one program reads, else its id. */
export function shortName(view: View, process: ProcessId): string {
  const found = view.processes.get(process);
  if (found === undefined || roleOf(view, found) !== 'consumer') return process;
  const programs = view.programs.filter((program) => program.role === 'consumer');
  return programs.length === 1 ? `C${found.instance}` : process;
}

/** Records a second over the last RATE_WINDOW_US: as the program reports them, or else as they reached it. */
export function rateOf(process: ProcessView, nowUs: Us): number {
  const fresh = process.recent.filter((each) => each.atUs > nowUs - RATE_WINDOW_US && each.atUs <= nowUs);
  const told = fresh.filter((each) => each.what === 'effects');
  const counted = (told.length > 0 ? told : fresh).reduce((sum, each) => sum + each.count, 0);
  return counted / (RATE_WINDOW_US / 1_000_000);
}

/** Letter and colour of a key, in order of first sight: A to Z, then AA, AB … Colours start again after eight. */
export function keyLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : keyLetter(Math.floor(index / 26) - 1) + letter;
}

export const KEY_COLOURS = 8;
