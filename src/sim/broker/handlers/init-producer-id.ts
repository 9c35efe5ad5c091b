import { ERROR } from '../../protocol/errors';
import type { InitProducerIdRequest, InitProducerIdResponse } from '../../protocol/messages/init-producer-id';
import { later, reply, type Handler } from '../handler';

/**
 * InitProducerId without a transactional id: always a fresh id with epoch 0. Transactions are not simulated: a
 * transactional id has no coordinator here, and the client is told so. Kafka: TransactionCoordinator.handleInitProducerId.
 */
export const handleInitProducerId: Handler<InitProducerIdRequest, InitProducerIdResponse> = (
  broker,
  _call,
  request,
) => {
  const { transactionalId, producerId, producerEpoch } = request;
  if (transactionalId === '' || producerId < 0 !== producerEpoch < 0) {
    return reply({ errorCode: ERROR.INVALID_REQUEST, producerId: -1, producerEpoch: -1 });
  }
  if (transactionalId !== null) {
    return reply({ errorCode: ERROR.NOT_COORDINATOR, producerId: -1, producerEpoch: -1 });
  }
  return later((respond) =>
    broker.controller.nextProducerId((id) => respond({ errorCode: 0, producerId: id, producerEpoch: 0 })),
  );
};
