import { decodeMetadataRecord, encodeMetadataRecord } from '../protocol/metadata-record-codec';
import { ZERO_UUID } from '../protocol/uuid';
import type { MetadataRecord } from './metadata-records';

const PLAINTEXT = 0;

/** The record as the metadata log holds it. */
export function toBytes(record: MetadataRecord): Uint8Array {
  switch (record.type) {
    case 'RegisterBrokerRecord': {
      const { host, port } = record;
      const endPoints = [{ name: 'PLAINTEXT', host, port, securityProtocol: PLAINTEXT }];
      return encodeMetadataRecord(record.type, { ...record, endPoints });
    }
    case 'PartitionRecord':
      // One log directory a broker, whose id nobody asks for.
      return encodeMetadataRecord(record.type, { ...record, directories: record.replicas.map(() => ZERO_UUID) });
    default:
      return encodeMetadataRecord(record.type, record);
  }
}

/** Throws ProtocolError for bytes that are no record that the simulation writes. */
export function fromBytes(bytes: Uint8Array): MetadataRecord {
  const record = decodeMetadataRecord(bytes);
  switch (record.type) {
    case 'RegisterBrokerRecord': {
      const { type, brokerId, incarnationId, brokerEpoch, rack, fenced, inControlledShutdown } = record;
      const { host = '', port = 0 } = record.endPoints[0] ?? {};
      return { type, brokerId, incarnationId, brokerEpoch, host, port, rack, fenced, inControlledShutdown };
    }
    case 'BrokerRegistrationChangeRecord': {
      const { type, brokerId, brokerEpoch } = record;
      const fenced = record.fenced === 1 ? 1 : record.fenced === -1 ? -1 : 0;
      return { type, brokerId, brokerEpoch, fenced, inControlledShutdown: record.inControlledShutdown === 1 ? 1 : 0 };
    }
    case 'PartitionChangeRecord': {
      const { leaderRecoveryState: state } = record;
      return { ...record, leaderRecoveryState: state === 0 ? 0 : state === 1 ? 1 : -1 };
    }
    case 'FeatureLevelRecord':
      // Feature levels are fixed here; what a log of another engine says of them changes nothing.
      return { type: 'NoOpRecord' };
    default:
      return record;
  }
}
