import { CONTROLLER_PORT, epochMsAt, type BrokerId, type Us } from '../../../contract/ids';
import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { DescribeQuorumRequest, DescribeQuorumResponse } from '../../protocol/messages/describe-quorum';
import type { MetadataImage } from '../metadata-image';
import { METADATA_TOPIC } from '../metadata-log';
import type { QuorumProgress } from '../quorum-progress';

/** The active controller, as it describes itself and those that follow it. */
export interface Quorum {
  readonly leader: BrokerId;
  readonly epoch: number;
  readonly logEndOffset: number;
  readonly highWatermark: number;
  readonly voters: readonly BrokerId[];
  readonly progress: QuorumProgress;
  readonly image: MetadataImage;
  readonly nowUs: Us;
}

type Answer = Init<DescribeQuorumResponse>;

/** DescribeQuorum: only of the metadata log. Kafka: KafkaRaftClient.handleDescribeQuorumRequest. */
export function describeQuorum(quorum: Quorum, { topics }: DescribeQuorumRequest): Answer {
  const [topic] = topics;
  const isMetadata =
    topics.length === 1 &&
    topic?.topicName === METADATA_TOPIC &&
    topic.partitions.length === 1 &&
    topic.partitions[0]?.partitionIndex === 0;
  if (!isMetadata) return unknown(topics);
  const { leader, voters, progress, nowUs } = quorum;
  const partition = {
    partitionIndex: 0,
    leaderId: leader,
    leaderEpoch: quorum.epoch,
    highWatermark: quorum.highWatermark,
    currentVoters: voters.map((id) => stateOf(quorum, id)),
    observers: progress.observers(voters, nowUs).map((id) => stateOf(quorum, id)),
  };
  return { topics: [{ topicName: METADATA_TOPIC, partitions: [partition] }], nodes: nodesOf(quorum) };
}

function stateOf({ leader, logEndOffset, progress, nowUs }: Quorum, replicaId: BrokerId) {
  const nowMs = epochMsAt(nowUs);
  if (replicaId === leader) {
    return { replicaId, logEndOffset, lastFetchTimestamp: nowMs, lastCaughtUpTimestamp: nowMs };
  }
  const { logEndOffset: end, lastFetchMs, lastCaughtUpMs } = progress.of(replicaId);
  return { replicaId, logEndOffset: end, lastFetchTimestamp: lastFetchMs, lastCaughtUpTimestamp: lastCaughtUpMs };
}

function nodesOf({ voters, image }: Quorum): Answer['nodes'] {
  return voters.map((nodeId) => ({
    nodeId,
    listeners: [{ name: 'CONTROLLER', host: image.brokers.get(nodeId)?.host ?? '', port: CONTROLLER_PORT }],
  }));
}

function unknown(topics: DescribeQuorumRequest['topics']): Answer {
  return {
    topics: topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode: ERROR.UNKNOWN_TOPIC_OR_PARTITION,
        errorMessage: 'This server does not host this topic-partition.',
      })),
    })),
  };
}
