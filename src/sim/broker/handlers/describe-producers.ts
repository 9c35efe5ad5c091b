import { partitionOf } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import { lastSequence, type ProducerEntry } from '../../storage/producer-entry';
import type { BrokerContext } from '../context';
import { reply, type Handler } from '../handler';

/** Which idempotent producers a replica here knows. Kafka: KafkaApis.handleDescribeProducersRequest. */
export const handleDescribeProducers: Handler<RequestNamed<'DescribeProducers'>, ResponseNamed<'DescribeProducers'>> = (
  broker,
  _call,
  request,
) =>
  reply({
    topics: request.topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((partitionIndex) => ({
        partitionIndex,
        ...describe(broker, name, partitionIndex),
      })),
    })),
  });

function describe(broker: BrokerContext, topic: string, index: number) {
  const partition = broker.replicas.partition(topic, index);
  if (partition === undefined) {
    const isKnown = partitionOf(broker.image, topic, index) !== undefined;
    return { errorCode: isKnown ? ERROR.NOT_LEADER_OR_FOLLOWER : ERROR.UNKNOWN_TOPIC_OR_PARTITION };
  }
  return { errorCode: 0, activeProducers: [...partition.log.producers.entries.values()].map(describeOne) };
}

const describeOne = (entry: ProducerEntry) => ({
  producerId: entry.producerId,
  producerEpoch: entry.producerEpoch,
  lastSequence: lastSequence(entry),
  lastTimestamp: entry.lastTimestampMs,
  coordinatorEpoch: entry.coordinatorEpoch,
  currentTxnStartOffset: -1,
});
