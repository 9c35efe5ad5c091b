import type { Init } from '../../protocol/api';
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
  const results = request.topics.map(({ name, count, assignments }) => {
    const placed = assignments?.map(({ brokerIds }) => brokerIds) ?? null;
    const decision = createPartitions(controller.image, name, count, placed, controller.random);
    if (!decision.ok) return { name, errorCode: decision.errorCode, errorMessage: decision.message };
    if (!request.validateOnly) records.push(...decision.records);
    return { name, errorCode: 0, errorMessage: null };
  });
  return { response: { results }, records };
}
