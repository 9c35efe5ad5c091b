import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { AlterPartitionRequest, AlterPartitionResponse } from '../../protocol/messages/alter-partition';
import { applyRecords } from '../apply-records';
import type { Controller, ControllerResult } from '../controller';
import { topicById, type MetadataImage, type PartitionImage } from '../metadata-image';
import type { MetadataRecord } from '../metadata-records';
import { mayLead, partitionChange } from '../partition-control';

type AskedPartition = AlterPartitionRequest['topics'][number]['partitions'][number];

/** A leader tells who is in sync. Kafka: ReplicationControlManager.alterPartition. */
export function alterPartitions(
  controller: Controller,
  request: AlterPartitionRequest,
): ControllerResult<Init<AlterPartitionResponse>> {
  if (!controller.isRegistered(request.brokerId, request.brokerEpoch)) {
    return { response: { errorCode: ERROR.STALE_BROKER_EPOCH }, records: [] };
  }
  const records: MetadataRecord[] = [];
  const topics = request.topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map((asked) => {
      const failed = (errorCode: number) => ({ partitionIndex: asked.partitionIndex, errorCode });
      const topic = topicById(controller.image, topicId);
      if (topic === undefined) return failed(ERROR.UNKNOWN_TOPIC_ID);
      const partition = topic.partitions[asked.partitionIndex];
      if (partition === undefined) return failed(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
      const problem = refuse(controller.image, request.brokerId, partition, asked);
      if (problem !== 0) return failed(problem);
      const record = partitionChange(controller.image, topic, partition, controller.rules, {
        targetIsr: newIsr(asked),
        recovered: asked.leaderRecoveryState === 0,
      });
      if (record === null) return answer(asked.partitionIndex, partition);
      records.push(record);
      const after = applyRecords(controller.image, [record]).image;
      return answer(asked.partitionIndex, topicById(after, topicId)?.partitions[asked.partitionIndex] ?? partition);
    }),
  }));
  return { response: { errorCode: 0, topics }, records };
}

const newIsr = (asked: AskedPartition): readonly number[] =>
  asked.newIsrWithEpochs.length > 0 ? asked.newIsrWithEpochs.map(({ brokerId }) => brokerId) : asked.newIsr;

function refuse(image: MetadataImage, broker: number, partition: PartitionImage, asked: AskedPartition): number {
  if (asked.leaderEpoch > partition.leaderEpoch) return ERROR.NOT_CONTROLLER;
  if (asked.partitionEpoch > partition.partitionEpoch) return ERROR.NOT_CONTROLLER;
  if (broker !== partition.leader) return ERROR.INVALID_REQUEST;
  if (asked.leaderEpoch < partition.leaderEpoch) return ERROR.FENCED_LEADER_EPOCH;
  if (asked.partitionEpoch < partition.partitionEpoch) return ERROR.INVALID_UPDATE_VERSION;
  const isr = newIsr(asked);
  if (isr.length === 0 || !isr.includes(partition.leader)) return ERROR.INVALID_REQUEST;
  if (isr.some((id) => !partition.replicas.includes(id))) return ERROR.INVALID_REQUEST;
  const wrongEpoch = asked.newIsrWithEpochs.some(
    ({ brokerId, brokerEpoch }) => brokerEpoch !== -1 && image.brokers.get(brokerId)?.epoch !== brokerEpoch,
  );
  if (wrongEpoch) return ERROR.INELIGIBLE_REPLICA;
  if (isr.some((id) => !partition.isr.includes(id) && !mayLead(image, id))) return ERROR.INELIGIBLE_REPLICA;
  return 0;
}

function answer(partitionIndex: number, { leader, leaderEpoch, isr, partitionEpoch, recovering }: PartitionImage) {
  return {
    partitionIndex,
    errorCode: 0,
    leaderId: leader,
    leaderEpoch,
    isr,
    leaderRecoveryState: recovering ? 1 : 0,
    partitionEpoch,
  };
}
