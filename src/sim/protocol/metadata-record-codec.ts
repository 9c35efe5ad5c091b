/**
 * Bytes of the records of the metadata log: an unsigned varint frame version (1), the record's key and its version as
 * unsigned varints, then the record, flexible from version 0. Kafka: MetadataRecordSerde; schemas in
 * metadata/src/main/resources/common/metadata. Each is written in the version that 4.2 writes.
 *
 * [0] RegisterBrokerRecord v0-3 flex 0+: brokerId:int32; isMigratingZkBroker:bool(v2+); incarnationId:uuid;
 *   brokerEpoch:int64; endPoints:[{name:string, host:string, port:uint16, securityProtocol:int16}];
 *   features:[{name:string, minSupportedVersion:int16, maxSupportedVersion:int16}]; rack:string?(=null);
 *   fenced:bool(=true); inControlledShutdown:bool(v1+); logDirs:[uuid](v3 tag0)
 * [1] UnregisterBrokerRecord v0 flex 0+: brokerId:int32; brokerEpoch:int64
 * [2] TopicRecord v0 flex 0+: name:string; topicId:uuid
 * [3] PartitionRecord v0-2 flex 0+: partitionId:int32(=-1); topicId:uuid; replicas:[int32]; isr:[int32];
 *   removingReplicas:[int32]; addingReplicas:[int32]; leader:int32(=-1); leaderRecoveryState:int8(tag0);
 *   leaderEpoch:int32(=-1); partitionEpoch:int32(=-1); directories:[uuid](v1+);
 *   eligibleLeaderReplicas:[int32]?(v2 tag1 =null); lastKnownElr:[int32]?(v2 tag2 =null)
 * [4] ConfigRecord v0 flex 0+: resourceType:int8; resourceName:string; name:string; value:string?
 * [5] PartitionChangeRecord v0-2 flex 0+: partitionId:int32(=-1); topicId:uuid; isr:[int32]?(tag0 =null);
 *   leader:int32(tag1 =-2); replicas:[int32]?(tag2 =null); removingReplicas:[int32]?(tag3 =null);
 *   addingReplicas:[int32]?(tag4 =null); leaderRecoveryState:int8(tag5 =-1);
 *   eligibleLeaderReplicas:[int32]?(v2 tag6 =null); lastKnownElr:[int32]?(v2 tag7 =null);
 *   directories:[uuid]?(v1+ tag8 =null)
 * [9] RemoveTopicRecord v0 flex 0+: topicId:uuid
 * [12] FeatureLevelRecord v0 flex 0+: name:string; featureLevel:int16
 * [15] ProducerIdsRecord v0 flex 0+: brokerId:int32; brokerEpoch:int64(=-1); nextProducerId:int64
 * [17] BrokerRegistrationChangeRecord v0-2 flex 0+: brokerId:int32; brokerEpoch:int64; fenced:int8(tag0);
 *   inControlledShutdown:int8(v1+ tag1); logDirs:[uuid](v2 tag2)
 * [20] NoOpRecord v0 flex 0+:
 * [28] ClearElrRecord v0 flex 0+: topicName:string
 */
import { Message } from './codec';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  int8,
  string,
  uint16,
  uuid,
  type Fields,
  type Init,
  type Values,
} from './field';
import { ProtocolError } from './protocol-error';
import { Reader } from './reader';
import { Writer } from './writer';

const FRAME_VERSION = 1;

const ids = () => array(int32());

const TABLES = {
  RegisterBrokerRecord: {
    brokerId: int32(),
    isMigratingZkBroker: bool({ since: 2 }),
    incarnationId: uuid(),
    brokerEpoch: int64(),
    endPoints: array({ name: string(), host: string(), port: uint16(), securityProtocol: int16() }),
    features: array({ name: string(), minSupportedVersion: int16(), maxSupportedVersion: int16() }),
    rack: string({ nullable: true, default: null }),
    fenced: bool({ default: true }),
    inControlledShutdown: bool({ since: 1 }),
    logDirs: array(uuid(), { since: 3, tag: 0 }),
  },
  UnregisterBrokerRecord: { brokerId: int32(), brokerEpoch: int64() },
  TopicRecord: { name: string(), topicId: uuid() },
  PartitionRecord: {
    partitionId: int32({ default: -1 }),
    topicId: uuid(),
    replicas: ids(),
    isr: ids(),
    removingReplicas: ids(),
    addingReplicas: ids(),
    leader: int32({ default: -1 }),
    leaderRecoveryState: int8({ tag: 0 }),
    leaderEpoch: int32({ default: -1 }),
    partitionEpoch: int32({ default: -1 }),
    directories: array(uuid(), { since: 1 }),
    eligibleLeaderReplicas: array(int32(), { since: 2, tag: 1, nullable: true, default: null }),
    lastKnownElr: array(int32(), { since: 2, tag: 2, nullable: true, default: null }),
  },
  ConfigRecord: { resourceType: int8(), resourceName: string(), name: string(), value: string({ nullable: true }) },
  PartitionChangeRecord: {
    partitionId: int32({ default: -1 }),
    topicId: uuid(),
    isr: array(int32(), { tag: 0, nullable: true, default: null }),
    leader: int32({ tag: 1, default: -2 }),
    replicas: array(int32(), { tag: 2, nullable: true, default: null }),
    removingReplicas: array(int32(), { tag: 3, nullable: true, default: null }),
    addingReplicas: array(int32(), { tag: 4, nullable: true, default: null }),
    leaderRecoveryState: int8({ tag: 5, default: -1 }),
    eligibleLeaderReplicas: array(int32(), { since: 2, tag: 6, nullable: true, default: null }),
    lastKnownElr: array(int32(), { since: 2, tag: 7, nullable: true, default: null }),
    directories: array(uuid(), { since: 1, tag: 8, nullable: true, default: null }),
  },
  RemoveTopicRecord: { topicId: uuid() },
  FeatureLevelRecord: { name: string(), featureLevel: int16() },
  ProducerIdsRecord: { brokerId: int32(), brokerEpoch: int64({ default: -1 }), nextProducerId: int64() },
  BrokerRegistrationChangeRecord: {
    brokerId: int32(),
    brokerEpoch: int64(),
    fenced: int8({ tag: 0 }),
    inControlledShutdown: int8({ since: 1, tag: 1 }),
    logDirs: array(uuid(), { since: 2, tag: 2 }),
  },
  NoOpRecord: {},
  ClearElrRecord: { topicName: string() },
} satisfies Record<string, Fields>;

export type MetadataRecordType = keyof typeof TABLES;

/** Key and highest version, which is the one that is written. */
const KEYS: Readonly<Record<MetadataRecordType, readonly [key: number, version: number]>> = {
  RegisterBrokerRecord: [0, 3],
  UnregisterBrokerRecord: [1, 0],
  TopicRecord: [2, 0],
  PartitionRecord: [3, 2],
  ConfigRecord: [4, 0],
  PartitionChangeRecord: [5, 2],
  RemoveTopicRecord: [9, 0],
  FeatureLevelRecord: [12, 0],
  ProducerIdsRecord: [15, 0],
  BrokerRegistrationChangeRecord: [17, 2],
  NoOpRecord: [20, 0],
  ClearElrRecord: [28, 0],
};

type Tables = typeof TABLES;
export type MetadataRecordValues<T extends MetadataRecordType> = Values<Tables[T]>;

const TYPES = Object.keys(TABLES) as MetadataRecordType[];
/** The tables by record. */
export const METADATA_RECORDS: ReadonlyMap<MetadataRecordType, Message<object>> = new Map(
  TYPES.map((type) => [type, new Message<object>(type, [0, KEYS[type][1]], 0, TABLES[type])]),
);
const BY_KEY: ReadonlyMap<number, MetadataRecordType> = new Map(TYPES.map((type) => [KEYS[type][0], type]));

export type WireRecord = {
  [T in MetadataRecordType]: { readonly type: T } & MetadataRecordValues<T>;
}[MetadataRecordType];

export function encodeMetadataRecord<T extends MetadataRecordType>(
  type: T,
  record: Init<MetadataRecordValues<T>>,
): Uint8Array {
  const [key, version] = KEYS[type];
  const writer = new Writer(64);
  writer.uvarint(FRAME_VERSION);
  writer.uvarint(key);
  writer.uvarint(version);
  messageOf(type).write(writer, version, record);
  return writer.toBytes();
}

const messageOf = (type: MetadataRecordType): Message<object> => METADATA_RECORDS.get(type) as Message<object>;

/** Throws ProtocolError for bytes that are none of the records above. */
export function decodeMetadataRecord(bytes: Uint8Array): WireRecord {
  const reader = new Reader(bytes);
  const frameVersion = reader.uvarint();
  if (frameVersion !== FRAME_VERSION) throw new ProtocolError('unsupported-version', `metadata frame v${frameVersion}`);
  const key = reader.uvarint();
  const type = BY_KEY.get(key);
  if (type === undefined) throw new ProtocolError('unknown-api-key', `no metadata record has the key ${key}`);
  const value = messageOf(type).read(reader, reader.uvarint());
  reader.finish();
  return { type, ...value } as WireRecord;
}

/** The version in which a record of those that `decodeMetadataRecord` reads is written. */
export function metadataRecordVersion(bytes: Uint8Array): number {
  const reader = new Reader(bytes);
  reader.uvarint();
  reader.uvarint();
  return reader.uvarint();
}
