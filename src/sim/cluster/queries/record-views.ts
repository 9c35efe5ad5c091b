import type { RecordView } from '../../../contract/query';
import { CONSUMER_OFFSETS } from '../../broker/group-host';
import { METADATA_TOPIC } from '../../controller/metadata-log';
import { ProtocolError } from '../../protocol/protocol-error';
import { decodeRecords, type DecodedRecord } from '../../protocol/record-batch';
import { utf8Decode } from '../../protocol/utf8';
import { metadataRecordView, offsetsRecordView } from './internal-record';

/** The records of one batch; none of one in a codec that is not read here. */
export function recordViews(topic: string, batch: Uint8Array): RecordView[] {
  return readable(batch).map((record) => ({ ...plainView(record), ...internalView(topic, record) }));
}

function readable(batch: Uint8Array): DecodedRecord[] {
  try {
    return decodeRecords(batch);
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

const plainView = ({ offset, timestampMs, key, value, headers }: DecodedRecord): RecordView => ({
  offset,
  timestampMs,
  key: text(key),
  value: text(value),
  headers: headers.map((header) => ({ key: header.key, value: text(header.value) })),
});

function internalView(topic: string, { key, value }: DecodedRecord): Pick<RecordView, 'internal'> {
  const internal =
    topic === CONSUMER_OFFSETS && key !== null
      ? offsetsRecordView(key, value)
      : topic === METADATA_TOPIC && value !== null
        ? metadataRecordView(value)
        : null;
  return internal === null ? {} : { internal };
}

const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : utf8Decode(bytes, 0, bytes.length));
