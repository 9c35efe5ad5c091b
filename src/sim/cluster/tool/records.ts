import { partitionName } from '../../../contract/ids';
import type { AdminClient } from './admin-client';
import { failureOf, type Steps } from './steps';

interface DeletedRecords {
  readonly lowWatermark: number;
  readonly errorCode: number;
}

/** kafka-delete-records.sh. `beforeOffset` -1: up to the high watermark. Kafka: DeleteRecordsCommand. */
export function* deleteRecords(
  admin: AdminClient,
  topic: string,
  partition: number,
  beforeOffset: number,
): Steps<string> {
  const answers = yield* admin.onLeaders<'DeleteRecords', DeletedRecords>(
    'deleteRecords',
    topic,
    [partition],
    {
      api: 'DeleteRecords',
      body: (partitions) => ({
        topics: [
          { name: topic, partitions: partitions.map((partitionIndex) => ({ partitionIndex, offset: beforeOffset })) },
        ],
        timeoutMs: admin.timeoutMs,
      }),
    },
    ({ topics }) => topics[0]?.partitions ?? [],
  );
  const answer = answers.get(partition);
  if (answer === undefined || answer.errorCode !== 0) throw failureOf(answer?.errorCode ?? -1);
  return [
    'Executing records delete operation',
    'Records delete operation completed:',
    `partition: ${partitionName(topic, partition)}\tlow_watermark: ${answer.lowWatermark}`,
  ].join('\n');
}
