/**
 * Keys and values of the records of `__consumer_offsets` (Kafka's `OffsetCommitKey.json`, `OffsetCommitValue.json`,
 * `GroupMetadataKey.json`, `GroupMetadataValue.json`). A key begins with an int16 type, a value with an int16 version;
 * a null value is a tombstone.
 *
 * OffsetCommitKey v1 flex none: group:string; topic:string; partition:int32
 * GroupMetadataKey v2 flex none: group:string
 * OffsetCommitValue v1-4 flex 4+: offset:int64; leaderEpoch:int32(v3+ =-1); metadata:string; commitTimestamp:int64;
 *   expireTimestamp:int64(v1 =-1); topicId:uuid(v4 tag0)
 * GroupMetadataValue v3 flex none: protocolType:string; generation:int32; protocol:string?; leader:string?;
 *   currentStateTimestamp:int64(=-1);
 *   members:[{
 *     memberId:string, groupInstanceId:string?(=null), clientId:string, clientHost:string, rebalanceTimeout:int32,
 *     sessionTimeout:int32, subscription:bytes, assignment:bytes
 *   }]
 */
import { Message } from './codec';
import { array, bytes, int32, int64, string, uuid, type Init, type Values } from './field';
import { ProtocolError } from './protocol-error';
import { Reader } from './reader';
import { decodeVersioned, encodeVersioned } from './versioned';

const OFFSET_COMMIT_KEY_TYPE = 1;
const GROUP_METADATA_KEY_TYPE = 2;
/** What 4.1 and later write. */
const OFFSET_COMMIT_VALUE_VERSION = 4;
const GROUP_METADATA_VALUE_VERSION = 3;

const OFFSET_COMMIT_KEY = { group: string(), topic: string(), partition: int32() };
const GROUP_METADATA_KEY = { group: string() };

const OFFSET_COMMIT_VALUE = {
  offset: int64(),
  leaderEpoch: int32({ since: 3, default: -1 }),
  metadata: string(),
  /** Milliseconds. */
  commitTimestamp: int64(),
  expireTimestamp: int64({ until: 1, default: -1 }),
  topicId: uuid({ since: 4, tag: 0 }),
};

const GROUP_METADATA_VALUE = {
  protocolType: string(),
  generation: int32(),
  protocol: string({ nullable: true }),
  leader: string({ nullable: true }),
  /** Milliseconds. */
  currentStateTimestamp: int64({ default: -1 }),
  members: array({
    memberId: string(),
    groupInstanceId: string({ nullable: true, default: null }),
    clientId: string(),
    clientHost: string(),
    rebalanceTimeout: int32(),
    sessionTimeout: int32(),
    subscription: bytes(),
    assignment: bytes(),
  }),
};

export type OffsetCommitKey = Values<typeof OFFSET_COMMIT_KEY>;
export type OffsetCommitValue = Values<typeof OFFSET_COMMIT_VALUE>;
export type GroupMetadataValue = Values<typeof GROUP_METADATA_VALUE>;

export const offsetCommitKey = new Message<OffsetCommitKey>('offset commit key', [1, 1], null, OFFSET_COMMIT_KEY);
export const groupMetadataKey = new Message<Values<typeof GROUP_METADATA_KEY>>(
  'group metadata key',
  [2, 2],
  null,
  GROUP_METADATA_KEY,
);
export const offsetCommitValue = new Message<OffsetCommitValue>('offset commit value', [1, 4], 4, OFFSET_COMMIT_VALUE);
export const groupMetadataValue = new Message<GroupMetadataValue>(
  'group metadata value',
  [3, 3],
  null,
  GROUP_METADATA_VALUE,
);

/** What a record of `__consumer_offsets` is about. `other`: of a kind that is not read here (KIP-848 groups). */
export type OffsetsKey =
  | ({ readonly kind: 'offset-commit' } & OffsetCommitKey)
  | { readonly kind: 'group-metadata'; readonly group: string }
  | { readonly kind: 'other'; readonly type: number };

export function encodeOffsetCommitKey(key: OffsetCommitKey): Uint8Array {
  return encodeVersioned(offsetCommitKey, OFFSET_COMMIT_KEY_TYPE, key);
}

export function encodeGroupMetadataKey(group: string): Uint8Array {
  return encodeVersioned(groupMetadataKey, GROUP_METADATA_KEY_TYPE, { group });
}

/** Throws ProtocolError if it does not parse. */
export function decodeOffsetsKey(key: Uint8Array): OffsetsKey {
  const type = new Reader(key).int16();
  if (type < 0) throw new ProtocolError('invalid-value', `a record of __consumer_offsets of type ${type}`);
  if (type === OFFSET_COMMIT_KEY_TYPE) {
    const { group, topic, partition } = decodeVersioned(offsetCommitKey, key);
    return { kind: 'offset-commit', group, topic, partition };
  }
  if (type === GROUP_METADATA_KEY_TYPE) {
    return { kind: 'group-metadata', group: decodeVersioned(groupMetadataKey, key).group };
  }
  return { kind: 'other', type };
}

/** Version 4, as 4.1 and later write it, unless another is asked for (1 to 4). */
export function encodeOffsetCommitValue(
  value: Init<OffsetCommitValue>,
  version = OFFSET_COMMIT_VALUE_VERSION,
): Uint8Array {
  return encodeVersioned(offsetCommitValue, version, value);
}

/** Versions 1 to 4. */
export function decodeOffsetCommitValue(value: Uint8Array): OffsetCommitValue & { readonly version: number } {
  return decodeVersioned(offsetCommitValue, value);
}

/** Version 3. */
export function encodeGroupMetadataValue(value: Init<GroupMetadataValue>): Uint8Array {
  return encodeVersioned(groupMetadataValue, GROUP_METADATA_VALUE_VERSION, value);
}

/** Version 3. */
export function decodeGroupMetadataValue(value: Uint8Array): GroupMetadataValue & { readonly version: number } {
  return decodeVersioned(groupMetadataValue, value);
}
