import { partitionOf } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import type { BrokerContext } from '../context';
import { reply, type Handler } from '../handler';

type Asked = RequestNamed<'OffsetForLeaderEpoch'>['topics'][number]['partitions'][number];

/** Where an epoch ends in the leader's log: how consumers notice that records they read were lost. Kafka: KIP-320. */
export const handleOffsetForLeaderEpoch: Handler<
  RequestNamed<'OffsetForLeaderEpoch'>,
  ResponseNamed<'OffsetForLeaderEpoch'>
> = (broker, _call, request) =>
  reply({
    topics: request.topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map((asked) => ({ partition: asked.partition, ...endOf(broker, topic, asked) })),
    })),
  });

function endOf(broker: BrokerContext, topic: string, { partition: index, currentLeaderEpoch, leaderEpoch }: Asked) {
  const failed = (errorCode: number) => ({ errorCode, leaderEpoch: -1, endOffset: -1 });
  const partition = broker.replicas.partition(topic, index);
  if (partition === undefined || !partition.isLeader) {
    const known = partitionOf(broker.image, topic, index) !== undefined;
    return failed(known ? ERROR.NOT_LEADER_OR_FOLLOWER : ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  }
  if (currentLeaderEpoch !== -1 && currentLeaderEpoch < partition.leaderEpoch) return failed(ERROR.FENCED_LEADER_EPOCH);
  if (currentLeaderEpoch > partition.leaderEpoch) return failed(ERROR.UNKNOWN_LEADER_EPOCH);
  return { errorCode: 0, ...partition.log.endOffsetForEpoch(leaderEpoch) };
}
