import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { DeleteTopicsRequest, DeleteTopicsResponse } from '../../protocol/messages/delete-topics';
import { ZERO_UUID } from '../../protocol/uuid';
import type { Controller, ControllerResult } from '../controller';
import type { MetadataImage } from '../metadata-image';
import type { MetadataRecord } from '../metadata-records';
import { deleteTopic } from '../topic-control';

type Wanted = DeleteTopicsRequest['topics'][number];
type Answer = NonNullable<Init<DeleteTopicsResponse>['responses']>[number];

/**
 * DeleteTopics by name or, from v6, by id. What is named twice is not deleted at all.
 * Kafka: ControllerApis.deleteTopics, ReplicationControlManager.deleteTopics.
 */
export function deleteTopics(
  controller: Controller,
  request: DeleteTopicsRequest,
  version: number,
): ControllerResult<Init<DeleteTopicsResponse>> {
  const records: MetadataRecord[] = [];
  const wanted = [...request.topicNames.map((name) => ({ name, topicId: ZERO_UUID })), ...request.topics];
  if (!controller.rules.topicDeletionEnabled)
    return { response: { responses: wanted.map(disabled(version)) }, records };
  const responses = wanted
    .filter((one, i) => wanted.findIndex((other) => isSame(one, other)) === i)
    .map((one): Answer => {
      const { name, topicId } = one;
      const refused = refuse(one, wanted) ?? refuseBoth(one, wanted, controller.image);
      if (refused !== null) return { name, topicId, errorCode: ERROR.INVALID_REQUEST, errorMessage: refused };
      const known = name ?? controller.image.topicNames.get(topicId);
      if (known === undefined) {
        return {
          name,
          topicId,
          errorCode: ERROR.UNKNOWN_TOPIC_ID,
          errorMessage: 'This server does not host this topic ID.',
        };
      }
      const decision = deleteTopic(controller.image, known);
      if (!decision.ok) return { name: known, errorCode: decision.errorCode, errorMessage: decision.message };
      records.push(...decision.records);
      return { name: known, topicId: decision.topicId, errorCode: 0 };
    });
  return { response: { responses }, records };
}

/** The first versions had no error of its own for it. */
const disabled =
  (version: number) =>
  ({ name, topicId }: Wanted): Answer => ({
    name,
    topicId,
    errorCode: version < 3 ? ERROR.INVALID_REQUEST : ERROR.TOPIC_DELETION_DISABLED,
  });

/** A topic that is named, and meant by an id beside it, is not deleted either. */
function refuseBoth({ name, topicId }: Wanted, wanted: readonly Wanted[], image: MetadataImage): string | null {
  if (name === null) {
    const known = image.topicNames.get(topicId);
    return wanted.some((other) => other.name !== null && other.name === known) ? 'Duplicate topic id.' : null;
  }
  const id = image.topics.get(name)?.topicId;
  if (!wanted.some((other) => other.name === null && other.topicId === id)) return null;
  return 'The provided topic name maps to an ID that was already supplied.';
}

const isSame = (one: Wanted, other: Wanted): boolean => one.name === other.name && one.topicId === other.topicId;

function refuse(one: Wanted, wanted: readonly Wanted[]): string | null {
  const { name, topicId } = one;
  if (name === null && topicId === ZERO_UUID) return 'Neither topic name nor id were specified.';
  if (name !== null && topicId !== ZERO_UUID) return 'You may not specify both topic name and topic id.';
  if (wanted.filter((other) => isSame(one, other)).length === 1) return null;
  return name === null ? 'Duplicate topic id.' : 'Duplicate topic name.';
}
