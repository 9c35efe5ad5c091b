import type { BrokerId } from '../../../contract/ids';
import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import type { Controller, ControllerResult } from '../controller';
import type { MetadataImage, PartitionImage } from '../metadata-image';
import type { MetadataRecord } from '../metadata-records';
import { partitionChange } from '../partition-control';

interface Result {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/**
 * Moves partitions: the target replicas join the present ones, and once all are in the ISR the others go. Null
 * replicas take a move back. Kafka: ReplicationControlManager.alterPartitionReassignments.
 */
export function alterReassignments(
  controller: Controller,
  request: RequestNamed<'AlterPartitionReassignments'>,
): ControllerResult<Init<ResponseNamed<'AlterPartitionReassignments'>>> {
  const records: MetadataRecord[] = [];
  const responses = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, replicas }) =>
      reassign(controller, name, partitionIndex, replicas, request.allowReplicationFactorChange, records),
    ),
  }));
  return { response: { errorCode: 0, errorMessage: null, responses }, records };
}

/** What is under way. */
export function listReassignments(
  { image }: Controller,
  request: RequestNamed<'ListPartitionReassignments'>,
): ControllerResult<Init<ResponseNamed<'ListPartitionReassignments'>>> {
  const isAsked = (topic: string, partition: number): boolean =>
    request.topics === null ||
    request.topics.some(({ name, partitionIndexes }) => name === topic && partitionIndexes.includes(partition));
  const topics = [...image.topics.values()]
    .map(({ name, partitions }) => ({
      name,
      partitions: partitions
        .filter((one) => one.addingReplicas.length + one.removingReplicas.length > 0 && isAsked(name, one.partition))
        .map(({ partition, replicas, addingReplicas, removingReplicas }) => ({
          partitionIndex: partition,
          replicas,
          addingReplicas,
          removingReplicas,
        })),
    }))
    .filter(({ partitions }) => partitions.length > 0);
  return { response: { errorCode: 0, errorMessage: null, topics }, records: [] };
}

function reassign(
  controller: Controller,
  topicName: string,
  partitionIndex: number,
  wanted: readonly BrokerId[] | null,
  mayChangeFactor: boolean,
  records: MetadataRecord[],
): Result {
  const failed = (errorCode: number, errorMessage: string | null): Result => ({
    partitionIndex,
    errorCode,
    errorMessage,
  });
  const { image, rules } = controller;
  const topic = image.topics.get(topicName);
  const partition = topic?.partitions[partitionIndex];
  if (topic === undefined) {
    return failed(ERROR.UNKNOWN_TOPIC_OR_PARTITION, `Unable to find a topic named ${topicName}.`);
  }
  if (partition === undefined) {
    return failed(ERROR.UNKNOWN_TOPIC_OR_PARTITION, `Unable to find partition ${topicName}:${partitionIndex}.`);
  }
  const isMoving = partition.addingReplicas.length + partition.removingReplicas.length > 0;
  if (wanted === null && !isMoving) {
    return failed(ERROR.NO_REASSIGNMENT_IN_PROGRESS, null);
  }
  const target = wanted ?? before(partition);
  const problem = targetProblem(image, partition, target, mayChangeFactor);
  if (problem !== null) return failed(ERROR.INVALID_REPLICA_ASSIGNMENT, problem);
  const present = before(partition);
  const adding = target.filter((id) => !present.includes(id));
  const removing = present.filter((id) => !target.includes(id));
  const record = partitionChange(image, topic, partition, rules, {
    target: { replicas: [...target, ...removing], adding, removing },
    targetIsr: partition.isr.filter((id) => target.includes(id) || removing.includes(id)),
  });
  if (record !== null) records.push(record);
  return { partitionIndex, errorCode: 0, errorMessage: null };
}

/** The replicas without those that a move under way would add. */
const before = ({ replicas, addingReplicas }: PartitionImage): BrokerId[] =>
  replicas.filter((id) => !addingReplicas.includes(id));

function targetProblem(
  image: MetadataImage,
  partition: PartitionImage,
  target: readonly BrokerId[],
  mayChangeFactor: boolean,
): string | null {
  if (target.length === 0) return 'The manual partition assignment includes an empty replica list.';
  const twice = target.find((id, i) => target.indexOf(id) !== i);
  if (twice !== undefined) return `The manual partition assignment includes the broker ${twice} more than once.`;
  const stranger = target.find((id) => !image.brokers.has(id));
  if (stranger !== undefined) {
    return `The manual partition assignment includes broker ${stranger}, but no such broker is registered.`;
  }
  const factor = before(partition).length;
  if (mayChangeFactor || target.length === factor) return null;
  return `The replication factor is changed from ${factor} to ${target.length}`;
}
