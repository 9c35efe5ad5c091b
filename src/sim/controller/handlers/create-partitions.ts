import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { CreatePartitionsRequest, CreatePartitionsResponse } from '../../protocol/messages/create-partitions';
import type { Controller, ControllerResult } from '../controller';
import type { MetadataRecord } from '../metadata-records';
import { createPartitions } from '../topic-control';

/** CreatePartitions. Kafka: ReplicationControlManager.createPartitions. */
export function addPartitions(
  controller: Controller,
  request: CreatePartitionsRequest,
): ControllerResult<Init<CreatePartitionsResponse>> {
  const records: MetadataRecord[] = [];
  const names = request.topics.map(({ name }) => name);
  const firstOfEach = request.topics.filter(({ name }, i) => names.indexOf(name) === i);
  const results = firstOfEach.map(({ name, count, assignments }) => {
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      return { name, errorCode: ERROR.INVALID_REQUEST, errorMessage: 'Duplicate topic name.' };
    }
    // Kafka words this one nowhere.
    if (!controller.image.topics.has(name)) {
      return { name, errorCode: ERROR.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: null };
    }
    const placed = assignments?.map(({ brokerIds }) => brokerIds) ?? null;
    const decision = createPartitions(controller.image, name, count, placed, controller.random);
    if (!decision.ok) return { name, errorCode: decision.errorCode, errorMessage: decision.message };
    if (!request.validateOnly) records.push(...decision.records);
    return { name, errorCode: 0, errorMessage: null };
  });
  return { response: { results }, records };
}
