import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import type { Controller, ControllerResult } from '../controller';
import { NO_LEADER, type MetadataRecord } from '../metadata-records';
import { mayLead, partitionChange } from '../partition-control';

const PREFERRED = 0;
const UNCLEAN = 1;

interface Result {
  readonly partitionId: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/** ElectLeaders: back to the preferred leader, or whoever is alive. Kafka: ReplicationControlManager.electLeaders. */
export function electLeaders(
  controller: Controller,
  request: RequestNamed<'ElectLeaders'>,
): ControllerResult<Init<ResponseNamed<'ElectLeaders'>>> {
  const { electionType, topicPartitions } = request;
  if (electionType !== PREFERRED && electionType !== UNCLEAN) {
    const errorCode = ERROR.INVALID_REQUEST;
    const replicaElectionResults = (topicPartitions ?? []).map(({ topic, partitions }) => ({
      topic,
      partitionResult: partitions.map((partitionId) => ({
        partitionId,
        errorCode,
        errorMessage: `Unknown election type ${electionType}`,
      })),
    }));
    return { response: { errorCode, replicaElectionResults }, records: [] };
  }
  const all = [...controller.image.topics.values()].map(({ name, partitions }) => ({
    topic: name,
    partitions: partitions.map(({ partition }) => partition),
  }));
  const records: MetadataRecord[] = [];
  const replicaElectionResults = (topicPartitions ?? all)
    .map(({ topic, partitions }) => ({
      topic,
      partitionResult: partitions
        .map((partition) => elect(controller, topic, partition, electionType === UNCLEAN, records))
        // Asked for all, what needs nothing is not told.
        .filter(({ errorCode }) => topicPartitions !== null || errorCode !== ERROR.ELECTION_NOT_NEEDED),
    }))
    .filter(({ partitionResult }) => topicPartitions !== null || partitionResult.length > 0);
  return { response: { errorCode: 0, replicaElectionResults }, records };
}

function elect(
  controller: Controller,
  topicName: string,
  partitionId: number,
  isUnclean: boolean,
  records: MetadataRecord[],
): Result {
  const failed = (errorCode: number, errorMessage: string): Result => ({ partitionId, errorCode, errorMessage });
  const { image, rules } = controller;
  const topic = image.topics.get(topicName);
  const partition = topic?.partitions[partitionId];
  if (topic === undefined) return failed(ERROR.UNKNOWN_TOPIC_OR_PARTITION, `No such topic as ${topicName}`);
  if (partition === undefined)
    return failed(ERROR.UNKNOWN_TOPIC_OR_PARTITION, `No such partition as ${topicName}-${partitionId}`);
  const preferred = partition.replicas[0] ?? NO_LEADER;
  const notNeeded = isUnclean ? partition.leader !== NO_LEADER : partition.leader === preferred;
  if (notNeeded) return failed(ERROR.ELECTION_NOT_NEEDED, 'Leader election not needed for topic partition.');
  const record = partitionChange(image, topic, partition, rules, { election: isUnclean ? 'UNCLEAN' : 'PREFERRED' });
  const elected = record === null || record.leader < 0 ? partition.leader : record.leader;
  if (!isUnclean && elected !== preferred) {
    return failed(ERROR.PREFERRED_LEADER_NOT_AVAILABLE, 'The preferred leader was not available.');
  }
  if (isUnclean && !mayLead(image, elected)) {
    return failed(ERROR.ELIGIBLE_LEADERS_NOT_AVAILABLE, 'Eligible topic partition leaders are not available.');
  }
  if (record !== null) records.push(record);
  return { partitionId, errorCode: 0, errorMessage: null };
}
