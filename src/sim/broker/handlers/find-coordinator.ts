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
  readonly errorMessage: string | null;
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

/**
 * FindCoordinator: the leader of the group's partition of __consumer_offsets. While that topic does not exist it is
 * created, and the client told to ask again. Kafka: KafkaApis.handleFindCoordinatorRequest.
 */
export const handleFindCoordinator: Handler<FindCoordinatorRequest, FindCoordinatorResponse> = (
  broker,
  call,
  request,
) => {
  if (call.header.apiVersion >= 4) {
    return reply({
      coordinators: request.coordinatorKeys.map((key) => ({ key, ...find(broker, key, request.keyType) })),
    });
  }
  return reply(find(broker, request.key, request.keyType));
};

function find(broker: BrokerContext, key: string, keyType: number): Found {
  const failed = (errorCode: number, errorMessage: string | null = null): Found => ({
    errorCode,
    errorMessage,
    nodeId: -1,
    host: '',
    port: -1,
  });
  if (keyType !== GROUP_KEY) return failed(ERROR.INVALID_REQUEST, 'Only group coordinators exist here.');
  const topic = broker.image.topics.get(CONSUMER_OFFSETS);
  if (topic === undefined) {
    broker.controller.autoCreateTopic(CONSUMER_OFFSETS);
    return failed(ERROR.COORDINATOR_NOT_AVAILABLE);
  }
  const partition = topic.partitions[partitionFor(key, topic.partitions.length)];
  const leader = partition === undefined ? undefined : aliveBroker(broker.image, partition.leader);
  if (leader === undefined) return failed(ERROR.COORDINATOR_NOT_AVAILABLE);
  return { errorCode: 0, errorMessage: null, nodeId: leader.id, host: leader.host, port: leader.port };
}
