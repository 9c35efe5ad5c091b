import { aliveBrokers } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import { reply, type Handler } from '../handler';

const BROKERS = 1;

/** DescribeCluster: brokers, as those of a broker listener are told. Kafka: KafkaApis.handleDescribeCluster. */
export const handleDescribeCluster: Handler<RequestNamed<'DescribeCluster'>, ResponseNamed<'DescribeCluster'>> = (
  broker,
  _call,
  request,
) => {
  const { image, random } = broker;
  if (request.endpointType !== BROKERS) {
    const errorMessage = `The given endpoint type was not recognized: ${request.endpointType}`;
    const errorCode = request.endpointType === 2 ? ERROR.MISMATCHED_ENDPOINT_TYPE : ERROR.UNSUPPORTED_ENDPOINT_TYPE;
    return reply({ errorCode, errorMessage, clusterId: '', brokers: [] });
  }
  const alive = aliveBrokers(image);
  const shown = request.includeFencedBrokers ? [...image.brokers.values()] : alive;
  return reply({
    clusterId: image.clusterId,
    controllerId: alive[alive.length === 0 ? 0 : random.nextInt(alive.length)]?.id ?? -1,
    brokers: shown.map(({ id, host, port, rack, fenced }) => ({ brokerId: id, host, port, rack, isFenced: fenced })),
  });
};
