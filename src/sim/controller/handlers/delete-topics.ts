import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { DeleteTopicsRequest, DeleteTopicsResponse } from '../../protocol/messages/delete-topics';
import type { Controller, ControllerResult } from '../controller';
import type { MetadataRecord } from '../metadata-records';
import { deleteTopic } from '../topic-control';

/** DeleteTopics by name or, from v6, by id. Kafka: ReplicationControlManager.deleteTopics. */
export function deleteTopics(
  controller: Controller,
  request: DeleteTopicsRequest,
): ControllerResult<Init<DeleteTopicsResponse>> {
  const records: MetadataRecord[] = [];
  const named = request.topicNames.map((name) => ({ name, topicId: null }));
  const responses = [...named, ...request.topics].map(({ name, topicId }) => {
    const known = name ?? (topicId === null ? undefined : controller.image.topicNames.get(topicId));
    if (known === undefined) {
      return { name: null, topicId: topicId ?? undefined, errorCode: ERROR.UNKNOWN_TOPIC_ID };
    }
    const decision = deleteTopic(controller.image, known);
    if (!decision.ok) return { name: known, errorCode: decision.errorCode, errorMessage: decision.message };
    records.push(...decision.records);
    return { name: known, topicId: decision.topicId, errorCode: 0 };
  });
  return { response: { responses }, records };
}
