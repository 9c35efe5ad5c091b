import type { BrokerId, ProcessId } from '../contract/ids';
import type { Marks } from '../view/marks';
import type { Scope } from '../view/scope';
import { partitionOf, readersOf, replicasOf, shownGroups, shownPartitions, type Replica } from '../view/selectors';
import type { PartitionView, View } from '../view/view';
import { internalShown } from './internal-shown';

/** What of the cluster is on the stage: all of it, or what belongs to the scope. */
export interface Scene {
  readonly brokers: readonly BrokerId[];
  readonly replicasOf: (broker: BrokerId) => Replica[];
  readonly hasProcess: (process: ProcessId) => boolean;
  /** One partition alone: its name stands elsewhere. */
  readonly single: boolean;
}

export function sceneOf(view: View, marks: Marks, scope: Scope | null): Scene {
  const internal = internalShown(view, marks);
  const all = (broker: BrokerId): Replica[] => replicasOf(view, broker, internal);
  if (scope === null)
    return { brokers: [...view.brokers.keys()], replicasOf: all, hasProcess: () => true, single: false };
  if (scope.kind === 'broker') {
    const replicas = all(scope.broker);
    const led = replicas.filter((each) => each.leads).map((each) => each.partition);
    return {
      brokers: [scope.broker],
      replicasOf: (broker) => (broker === scope.broker ? replicas : []),
      hasProcess: (process) => led.some((partition) => isOf(view, partition, process)),
      single: false,
    };
  }
  const partitions = partitionsOf(view, scope, internal);
  const brokers = scope.kind === 'partition' ? brokersOf(partitions[0]) : leadersOf(view, partitions);
  const followers = scope.kind === 'partition';
  return {
    brokers,
    replicasOf: (broker) =>
      all(broker).filter((each) => partitions.includes(each.partition) && (followers || each.leads)),
    hasProcess:
      scope.kind === 'process'
        ? (process) => process === scope.process
        : (process) => partitions.some((partition) => isOf(view, partition, process)),
    single: scope.kind === 'partition',
  };
}

/** Partitions that are on the stage, in order of topic and number: for stages that have no bookcases. */
export function partitionsInScope(view: View, marks: Marks, scope: Scope | null): PartitionView[] {
  const internal = internalShown(view, marks);
  if (scope === null) return shownPartitions(view, internal);
  if (scope.kind !== 'broker') return partitionsOf(view, scope, internal);
  return shownPartitions(view, internal).filter((partition) => partition.shelves.has(scope.broker));
}

function partitionsOf(
  view: View,
  scope: Exclude<Scope, { readonly kind: 'broker' }>,
  internal: ReadonlySet<string>,
): PartitionView[] {
  switch (scope.kind) {
    case 'partition': {
      const found = partitionOf(view, scope.topic, scope.partition);
      return found === null ? [] : [found];
    }
    case 'topic':
      return shownPartitions(view, internal).filter((partition) => partition.topic === scope.topic);
    case 'process':
      return shownPartitions(view, internal).filter((partition) => isOf(view, partition, scope.process));
  }
}

/** The leader on top, then the copies in the order of their assignment. */
function brokersOf(partition: PartitionView | undefined): BrokerId[] {
  if (partition === undefined) return [];
  const { leader, replicas } = partition;
  return replicas.includes(leader) ? [leader, ...replicas.filter((broker) => broker !== leader)] : [...replicas];
}

const leadersOf = (view: View, partitions: readonly PartitionView[]): BrokerId[] =>
  [...view.brokers.keys()].filter((broker) => partitions.some((partition) => partition.leader === broker));

/** Whether a program reads from this partition or writes to its topic. */
function isOf(view: View, { topic, partition }: PartitionView, process: ProcessId): boolean {
  if (view.processes.get(process)?.topics.includes(topic) === true) return true;
  return shownGroups(view).some((group) =>
    readersOf(view, group).some(
      (reader) =>
        reader.process === process && reader.reads.some((each) => each.topic === topic && each.partition === partition),
    ),
  );
}
