import type { OffsetDeletedEvent } from '../../contract/event';
import {
  decodeOffsetCommitValue,
  decodeOffsetsKey,
  encodeOffsetCommitKey,
  encodeOffsetCommitValue,
  type OffsetCommitValue,
} from '../protocol/offsets-records';
import { groupAppendError } from './append-error';
import type { Coordination } from './coordination';
import type { CommittedOffset, Group } from './group';
import type { GroupRecord } from './io';

/** What groups have committed, and its records in `__consumer_offsets`. */

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export function putOffset(group: Group, topic: string, partition: number, committed: CommittedOffset): void {
  put(group.offsets, topic, partition, committed);
}

/** False if there was none. */
export function dropOffset(group: Group, topic: string, partition: number): boolean {
  return drop(group.offsets, topic, partition);
}

type Offsets = Map<string, Map<number, CommittedOffset>>;

function put(offsets: Offsets, topic: string, partition: number, committed: CommittedOffset): void {
  const partitions = offsets.get(topic) ?? new Map<number, CommittedOffset>();
  offsets.set(topic, partitions.set(partition, committed));
}

/** Topics without offsets are not kept. */
function drop(offsets: Offsets, topic: string, partition: number): boolean {
  const partitions = offsets.get(topic);
  if (partitions?.delete(partition) !== true) return false;
  if (partitions.size === 0) offsets.delete(topic);
  return true;
}

/** One with an expiry of its own is written as it was when there was such a thing, in version 1. */
const VERSION_WITH_EXPIRY = 1;

export function offsetRecord(
  group: string,
  topic: string,
  topicId: string,
  partition: number,
  { offset, leaderEpoch, metadata, commitTimestampMs, expireTimestampMs }: CommittedOffset,
): GroupRecord {
  const value = { offset, metadata, commitTimestamp: commitTimestampMs };
  return {
    key: encodeOffsetCommitKey({ group, topic, partition }),
    value:
      expireTimestampMs === null
        ? encodeOffsetCommitValue({ ...value, leaderEpoch, topicId })
        : encodeOffsetCommitValue({ ...value, expireTimestamp: expireTimestampMs }, VERSION_WITH_EXPIRY),
  };
}

export function offsetTombstone(group: string, { topic, partition }: TopicPartition): GroupRecord {
  return { key: encodeOffsetCommitKey({ group, topic, partition }), value: null };
}

export function committedOffsetOf(value: OffsetCommitValue): CommittedOffset {
  const { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp } = value;
  return {
    offset,
    leaderEpoch,
    metadata,
    commitTimestampMs: commitTimestamp,
    expireTimestampMs: expireTimestamp < 0 ? null : expireTimestamp,
  };
}

export type WrittenOffset = TopicPartition & { readonly committed: CommittedOffset };

/** What the group has in the log, commits included that are not on all in-sync replicas yet. */
export function writtenOffsets(c: Coordination, group: Group): WrittenOffset[] {
  const onTheirWay = c.recordsOnTheirWay(group.id);
  const offsets = onTheirWay.length === 0 ? group.offsets : withRecords(group.offsets, onTheirWay);
  return [...offsets].flatMap(([topic, partitions]) =>
    [...partitions].map(([partition, committed]) => ({ topic, partition, committed })),
  );
}

function withRecords(known: Group['offsets'], records: readonly GroupRecord[]): Offsets {
  const offsets: Offsets = new Map([...known].map(([topic, partitions]) => [topic, new Map(partitions)]));
  for (const { key, value } of records) {
    const about = decodeOffsetsKey(key);
    if (about.kind !== 'offset-commit') continue;
    if (value === null) drop(offsets, about.topic, about.partition);
    else put(offsets, about.topic, about.partition, committedOffsetOf(decodeOffsetCommitValue(value)));
  }
  return offsets;
}

type Reason = OffsetDeletedEvent['reason'];

/**
 * Writes tombstones. What is gone, is gone when they are on all in-sync replicas; `done` hears what to tell whoever
 * asked for it.
 */
export function deleteOffsets(
  c: Coordination,
  group: Group,
  offsets: readonly TopicPartition[],
  reason: Reason,
  done: (errorCode: number) => void = () => undefined,
): void {
  const records = offsets.map((one) => offsetTombstone(group.id, one));
  const stored = (): void => {
    if (c.groups.get(group.id) !== group) return;
    for (const { topic, partition } of offsets) {
      if (dropOffset(group, topic, partition)) tellDeleted(c, group, { topic, partition }, reason);
    }
  };
  c.append(group.id, records, (errorCode) => done(groupAppendError(errorCode)), { stored });
}

export function tellDeleted(c: Coordination, group: Group, { topic, partition }: TopicPartition, reason: Reason): void {
  c.emit({ type: 'event', event: { type: 'offset-deleted', group: group.id, topic, partition, reason } });
}
