import { topicById } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { DeleteTopicsRequest, DeleteTopicsResponse } from '../../protocol/messages/delete-topics';
import type { ControllerHandler } from '../controller-call';

/** DeleteTopics by name or, from v6, by id; on the active controller. Kafka: ReplicationControlManager.deleteTopics. */
export const deleteTopicsOnController: ControllerHandler<DeleteTopicsRequest, DeleteTopicsResponse> = (
  controller,
  request,
  events,
) => {
  const named = request.topicNames.map((name) => ({ name, topicId: null }));
  const wanted = [...named, ...request.topics];
  return {
    responses: wanted.map(({ name, topicId }) => {
      const known = name ?? (topicId === null ? undefined : topicById(controller.image, topicId)?.name);
      if (known === undefined) {
        return { name: null, topicId: topicId ?? undefined, errorCode: ERROR.UNKNOWN_TOPIC_ID };
      }
      const decision = controller.deleteTopic(known, events);
      return decision.ok
        ? { name: known, topicId: decision.topic.topicId, errorCode: 0 }
        : { name: known, errorCode: decision.errorCode, errorMessage: decision.message };
    }),
  };
};
