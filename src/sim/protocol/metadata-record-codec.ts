/**
 * Bytes of the records of the metadata log: an unsigned varint frame version (1), the record's key and its version as
 * unsigned varints, then the record, flexible from version 0. Kafka: MetadataRecordSerde; schemas in
 * metadata/src/main/resources/common/metadata.
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
  ProducerIdsRecord: { brokerId: int32(), brokerEpoch: int64({ default: -1 }), nextProducerId: int64() },
  BrokerRegistrationChangeRecord: {
    brokerId: int32(),
    brokerEpoch: int64(),
    fenced: int8({ tag: 0 }),
    inControlledShutdown: int8({ since: 1, tag: 1 }),
    logDirs: array(uuid(), { since: 2, tag: 2 }),
  },
  NoOpRecord: {},
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
  ProducerIdsRecord: [15, 0],
  BrokerRegistrationChangeRecord: [17, 2],
  NoOpRecord: [20, 0],
};

type Tables = typeof TABLES;
export type MetadataRecordValues<T extends MetadataRecordType> = Values<Tables[T]>;

const MESSAGES = new Map<MetadataRecordType, Message<unknown>>();
const BY_KEY = new Map<number, MetadataRecordType>();
for (const type of Object.keys(TABLES) as MetadataRecordType[]) {
  const [key, version] = KEYS[type];
  MESSAGES.set(type, new Message(type, [0, version], 0, TABLES[type]));
  BY_KEY.set(key, type);
}

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
  (MESSAGES.get(type) as Message<unknown>).write(writer, version, record as Init<unknown>);
  return writer.toBytes();
}

/** Throws ProtocolError for bytes that are none of the records above. */
export function decodeMetadataRecord(bytes: Uint8Array): WireRecord {
  const reader = new Reader(bytes);
  const frameVersion = reader.uvarint();
  if (frameVersion !== FRAME_VERSION) throw new ProtocolError('unsupported-version', `metadata frame v${frameVersion}`);
  const key = reader.uvarint();
  const type = BY_KEY.get(key);
  if (type === undefined) throw new ProtocolError('unknown-api-key', `no metadata record has the key ${key}`);
  const value = (MESSAGES.get(type) as Message<object>).read(reader, reader.uvarint());
  reader.finish();
  return { type, ...value } as WireRecord;
}
