import { aliveBroker } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { FindCoordinatorRequest, FindCoordinatorResponse } from '../../protocol/messages/find-coordinator';
import { partitionFor } from '../../group/partition-for';
import type { BrokerContext } from '../context';
import { CONSUMER_OFFSETS } from '../group-host';
import { reply, type Handler } from '../handler';

const GROUP_KEY = 0;

interface Found {
  readonly errorCode: number;
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

/** What Kafka says beside each code before version 4, of success too. */
const WORDS: ReadonlyMap<number, string> = new Map([
  [ERROR.NONE, 'NONE'],
  [ERROR.COORDINATOR_NOT_AVAILABLE, 'The coordinator is not available.'],
  [
    ERROR.INVALID_REQUEST,
    'This most likely occurs because of a request being malformed by the client library or the message was sent to ' +
      'an incompatible broker. See the broker logs for more details.',
  ],
]);

/**
 * FindCoordinator: the leader of the group's partition of __consumer_offsets. While that topic does not exist it is
 * created, and the client told to ask again. Kafka: KafkaApis.handleFindCoordinatorRequest.
 */
export const handleFindCoordinator: Handler<FindCoordinatorRequest, FindCoordinatorResponse> = (
  broker,
  call,
  request,
) => {
  if (call.header.apiVersion < 4) {
    const found = find(broker, request.key, request.keyType);
    return reply({ ...found, errorMessage: WORDS.get(found.errorCode) ?? null });
  }
  return reply({
    // From version 4 on the words are gone: none, not null.
    coordinators: request.coordinatorKeys.map((key) => ({
      key,
      ...find(broker, key, request.keyType),
      errorMessage: '',
    })),
  });
};

function find(broker: BrokerContext, key: string, keyType: number): Found {
  const failed = (errorCode: number): Found => ({ errorCode, nodeId: -1, host: '', port: -1 });
  if (keyType !== GROUP_KEY) return failed(ERROR.INVALID_REQUEST);
  const topic = broker.image.topics.get(CONSUMER_OFFSETS);
  if (topic === undefined) {
    broker.controller.autoCreateTopic(CONSUMER_OFFSETS);
    return failed(ERROR.COORDINATOR_NOT_AVAILABLE);
  }
  const partition = topic.partitions[partitionFor(key, topic.partitions.length)];
  const leader = partition === undefined ? undefined : aliveBroker(broker.image, partition.leader);
  if (leader === undefined) return failed(ERROR.COORDINATOR_NOT_AVAILABLE);
  return { errorCode: 0, nodeId: leader.id, host: leader.host, port: leader.port };
}
