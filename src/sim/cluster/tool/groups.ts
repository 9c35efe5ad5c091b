import type { ResetTarget } from '../../../contract/command';
import { epochMsAt, partitionName } from '../../../contract/ids';
import { ERROR } from '../../protocol/errors';
import { isCoordinatorError, type AdminClient } from './admin-client';
import { failureOf, ToolFailure, type Steps } from './steps';
import { describeTopic, expectNoError } from './topics';

const EARLIEST = -2;
const LATEST = -1;
/** What ListOffsets says where no record is as late, and OffsetFetch where nothing is committed. */
const UNKNOWN_OFFSET = -1;

/** The newest OffsetCommit and OffsetFetch that name topics, which is what the tool does. */
const OFFSETS_BY_NAME = 9;

export interface Reset {
  readonly group: string;
  readonly topic: string;
  /** Null: all partitions of the topic. */
  readonly partition: number | null;
  readonly to: ResetTarget;
}

/** kafka-consumer-groups.sh --reset-offsets --execute. Kafka: ConsumerGroupCommand.resetOffsets. */
export function* resetOffsets(admin: AdminClient, { group, topic, partition, to }: Reset): Steps<string> {
  yield* expectInactive(admin, group);
  const partitions =
    partition === null
      ? (yield* describeTopic(admin, topic)).partitions.map(({ partitionIndex }) => partitionIndex)
      : [partition];
  const offsets = yield* offsetsToReset(admin, { group, topic, to }, partitions);
  const rows = [...offsets].sort(([a], [b]) => a - b);
  const response = yield* admin.call(
    'alterConsumerGroupOffsets',
    { coordinatorOf: group },
    'OffsetCommit',
    {
      groupId: group,
      topics: [
        {
          name: topic,
          partitions: rows.map(([partitionIndex, committedOffset]) => ({
            partitionIndex,
            committedOffset,
            committedMetadata: '',
          })),
        },
      ],
    },
    {
      maxVersion: OFFSETS_BY_NAME,
      isRetriable: ({ topics }) => isCoordinatorError(topics[0]?.partitions[0]?.errorCode ?? 0),
    },
  );
  for (const answer of response.topics[0]?.partitions ?? []) expectNoError(answer);
  return table([
    ['GROUP', 'TOPIC', 'PARTITION', 'NEW-OFFSET'],
    ...rows.map(([index, offset]) => [group, topic, String(index), String(offset)]),
  ]);
}

/** kafka-consumer-groups.sh --delete. Kafka: ConsumerGroupCommand.deleteGroups. */
export function* deleteGroup(admin: AdminClient, group: string): Steps<string> {
  const { results } = yield* admin.call(
    'deleteConsumerGroups',
    { coordinatorOf: group },
    'DeleteGroups',
    { groupsNames: [group] },
    { isRetriable: ({ results }) => isCoordinatorError(results[0]?.errorCode ?? 0) },
  );
  expectNoError(results[0]);
  return `Deletion of requested consumer groups ('${group}') was successful.`;
}

/** Only a group without members lets others commit for it; the tool looks first. */
function* expectInactive(admin: AdminClient, group: string): Steps<void> {
  const { groups } = yield* admin.call(
    'describeConsumerGroups',
    { coordinatorOf: group },
    'DescribeGroups',
    { groups: [group] },
    { isRetriable: ({ groups }) => isCoordinatorError(groups[0]?.errorCode ?? 0) },
  );
  const [found] = groups;
  if (found?.errorCode === ERROR.GROUP_ID_NOT_FOUND) return;
  expectNoError(found);
  const state = found?.groupState ?? '';
  if (state === 'Empty' || state === 'Dead') return;
  throw new ToolFailure(
    null,
    `Assignments can only be reset if the group '${group}' is inactive, but the current state is ${state}.`,
  );
}

/** By partition; an offset that is asked for, or counted, stays within what the log has. */
function* offsetsToReset(
  admin: AdminClient,
  { group, topic, to }: Omit<Reset, 'partition'>,
  partitions: readonly number[],
): Steps<ReadonlyMap<number, number>> {
  if (to === 'earliest') return yield* listOffsets(admin, topic, partitions, EARLIEST);
  if (to === 'latest') return yield* listOffsets(admin, topic, partitions, LATEST);
  if (typeof to === 'object' && 'atUs' in to) return yield* offsetsFrom(admin, topic, partitions, epochMsAt(to.atUs));
  const wanted =
    typeof to === 'number'
      ? new Map(partitions.map((partition) => [partition, to]))
      : yield* shifted(admin, group, topic, partitions, to.shiftBy);
  const first = yield* listOffsets(admin, topic, partitions, EARLIEST);
  const end = yield* listOffsets(admin, topic, partitions, LATEST);
  const within = (partition: number, offset: number): number =>
    Math.max(first.get(partition) ?? offset, Math.min(end.get(partition) ?? offset, offset));
  return new Map([...wanted].map(([partition, offset]) => [partition, within(partition, offset)]));
}

/** The first offset from that time on; the end of the log where there is none. Kafka: getLogTimestampOffsets. */
function* offsetsFrom(
  admin: AdminClient,
  topic: string,
  partitions: readonly number[],
  timestampMs: number,
): Steps<ReadonlyMap<number, number>> {
  const found = yield* listOffsets(admin, topic, partitions, timestampMs);
  const none = partitions.filter((partition) => (found.get(partition) ?? UNKNOWN_OFFSET) === UNKNOWN_OFFSET);
  if (none.length === 0) return found;
  return new Map([...found, ...(yield* listOffsets(admin, topic, none, LATEST))]);
}

/** Kafka: resetByShiftBy. */
function* shifted(
  admin: AdminClient,
  group: string,
  topic: string,
  partitions: readonly number[],
  shiftBy: number,
): Steps<ReadonlyMap<number, number>> {
  const { groups } = yield* admin.call(
    'listConsumerGroupOffsets',
    { coordinatorOf: group },
    'OffsetFetch',
    { groups: [{ groupId: group, topics: [{ name: topic, partitionIndexes: partitions }] }] },
    {
      maxVersion: OFFSETS_BY_NAME,
      isRetriable: ({ groups: answered }) => isCoordinatorError(answered[0]?.errorCode ?? 0),
    },
  );
  expectNoError(groups[0]);
  const committed = new Map(
    groups[0]?.topics[0]?.partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]),
  );
  return new Map(
    partitions.map((partition) => {
      const offset = committed.get(partition) ?? UNKNOWN_OFFSET;
      if (offset === UNKNOWN_OFFSET) {
        const name = partitionName(topic, partition);
        throw new ToolFailure(
          null,
          `Cannot shift offset for partition ${name} since there is no current committed offset`,
        );
      }
      return [partition, offset + shiftBy];
    }),
  );
}

interface Listed {
  readonly offset: number;
  readonly errorCode: number;
}

function* listOffsets(
  admin: AdminClient,
  topic: string,
  partitions: readonly number[],
  timestamp: number,
): Steps<ReadonlyMap<number, number>> {
  const answers = yield* admin.onLeaders<'ListOffsets', Listed>(
    'listOffsets',
    topic,
    partitions,
    {
      api: 'ListOffsets',
      body: (indexes) => ({
        replicaId: -1,
        topics: [{ name: topic, partitions: indexes.map((partitionIndex) => ({ partitionIndex, timestamp })) }],
        timeoutMs: admin.timeoutMs,
      }),
    },
    ({ topics }) => topics[0]?.partitions ?? [],
  );
  for (const { errorCode } of answers.values()) if (errorCode !== 0) throw failureOf(errorCode);
  return new Map([...answers].map(([partition, { offset }]) => [partition, offset]));
}

/** Columns as wide as their widest cell, and no narrower than the tool has them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = [15, 15, 10, 0].map((least, column) =>
    Math.max(least, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(' ')
        .trimEnd(),
    )
    .join('\n');
}
