import type { CreatePartitionsRequest, CreatePartitionsResponse } from '../../protocol/messages/create-partitions';
import type { ControllerHandler } from '../controller-call';

/** CreatePartitions, on the active controller. Kafka: ReplicationControlManager.createPartitions. */
export const createPartitionsOnController: ControllerHandler<CreatePartitionsRequest, CreatePartitionsResponse> = (
  controller,
  request,
  events,
) => ({
  results: request.topics.map(({ name, count, assignments }) => {
    const placed = assignments?.map(({ brokerIds }) => brokerIds) ?? null;
    const decision = controller.createPartitions(name, count, placed, request.validateOnly, events);
    return decision.ok
      ? { name, errorCode: 0, errorMessage: null }
      : { name, errorCode: decision.errorCode, errorMessage: decision.message };
  }),
});
