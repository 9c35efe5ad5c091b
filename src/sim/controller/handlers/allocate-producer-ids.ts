import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type {
  AllocateProducerIdsRequest,
  AllocateProducerIdsResponse,
} from '../../protocol/messages/allocate-producer-ids';
import type { Controller, ControllerResult } from '../controller';

/** Producer ids come to a broker in blocks of this many. Kafka: ProducerIdsBlock. */
const PRODUCER_ID_BLOCK = 1000;

/** The next block of producer ids. Kafka: ProducerIdControlManager. */
export function allocateIds(
  controller: Controller,
  { brokerId, brokerEpoch }: AllocateProducerIdsRequest,
): ControllerResult<Init<AllocateProducerIdsResponse>> {
  if (!controller.isRegistered(brokerId, brokerEpoch)) {
    return { response: { errorCode: ERROR.STALE_BROKER_EPOCH }, records: [] };
  }
  const first = controller.image.nextProducerId;
  return {
    response: { errorCode: 0, producerIdStart: first, producerIdLen: PRODUCER_ID_BLOCK },
    records: [{ type: 'ProducerIdsRecord', brokerId, brokerEpoch, nextProducerId: first + PRODUCER_ID_BLOCK }],
  };
}
