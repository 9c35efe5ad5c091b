import { aliveBrokers } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import { CLUSTER_OPERATIONS } from '../authorized-operations';
import { reply, type Handler } from '../handler';

const BROKERS = 1;
const CONTROLLERS = 2;

/** DescribeCluster: brokers, as those of a broker listener are told. Kafka: KafkaApis.handleDescribeCluster. */
export const handleDescribeCluster: Handler<RequestNamed<'DescribeCluster'>, ResponseNamed<'DescribeCluster'>> = (
  broker,
  _call,
  request,
) => {
  const { image, random } = broker;
  if (request.endpointType !== BROKERS) {
    const isKnown = request.endpointType === CONTROLLERS;
    const errorCode = isKnown ? ERROR.MISMATCHED_ENDPOINT_TYPE : ERROR.UNSUPPORTED_ENDPOINT_TYPE;
    const errorMessage = isKnown
      ? 'The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER'
      : `Unsupported endpoint type ${request.endpointType}`;
    return reply({ errorCode, errorMessage, clusterId: '', brokers: [] });
  }
  const alive = aliveBrokers(image);
  const shown = request.includeFencedBrokers ? [...image.brokers.values()] : alive;
  return reply({
    clusterId: image.clusterId,
    ...(request.includeClusterAuthorizedOperations ? { clusterAuthorizedOperations: CLUSTER_OPERATIONS } : {}),
    controllerId: alive[alive.length === 0 ? 0 : random.nextInt(alive.length)]?.id ?? -1,
    brokers: shown.map(({ id, host, port, rack, fenced }) => ({ brokerId: id, host, port, rack, isFenced: fenced })),
  });
};
