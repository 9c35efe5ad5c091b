import type { InternalRecord, NamedField } from '../../../contract/query';
import { decodeAssignment, decodeSubscription } from '../../protocol/consumer-protocol';
import type { Fields } from '../../protocol/field';
import { decodeMetadataRecord, METADATA_RECORDS, metadataRecordVersion } from '../../protocol/metadata-record-codec';
import {
  decodeGroupMetadataValue,
  decodeOffsetCommitValue,
  decodeOffsetsKey,
  groupMetadataKey,
  groupMetadataValue,
  offsetCommitKey,
  offsetCommitValue,
} from '../../protocol/offsets-records';
import { ProtocolError } from '../../protocol/protocol-error';

type Values = Readonly<Record<string, unknown>>;

/** A record of `__consumer_offsets`; null if it is of a kind that is not known here, or cannot be read. */
export function offsetsRecordView(key: Uint8Array, value: Uint8Array | null): InternalRecord | null {
  return readable(() => {
    const about = decodeOffsetsKey(key);
    if (about.kind === 'other') return null;
    if (about.kind === 'offset-commit') {
      const named = namedFields(offsetCommitKey.fields, about, offsetCommitKey.maxVersion);
      if (value === null) return { schema: 'OffsetCommit', version: offsetCommitKey.maxVersion, key: named, value };
      const commit = decodeOffsetCommitValue(value);
      const { version } = commit;
      return {
        schema: 'OffsetCommit',
        version,
        key: named,
        value: namedFields(offsetCommitValue.fields, commit, version),
      };
    }
    const named = namedFields(groupMetadataKey.fields, about, groupMetadataKey.maxVersion);
    if (value === null) return { schema: 'GroupMetadata', version: groupMetadataKey.maxVersion, key: named, value };
    const group = decodeGroupMetadataValue(value);
    const { version } = group;
    return {
      schema: 'GroupMetadata',
      version,
      key: named,
      value: namedFields(groupMetadataValue.fields, group, version),
    };
  });
}

/** A record of `__cluster_metadata`; null if it cannot be read. */
export function metadataRecordView(bytes: Uint8Array): InternalRecord | null {
  return readable(() => {
    const { type, ...values } = decodeMetadataRecord(bytes);
    const version = metadataRecordVersion(bytes);
    return { schema: type, version, key: [], value: namedFields(METADATA_RECORDS.get(type)!.fields, values, version) };
  });
}

function readable(read: () => InternalRecord | null): InternalRecord | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** The fields of this version in the order of their table. Tagged fields that have their default are not there, as on the wire. */
function namedFields(fields: Fields, values: Values, version: number, prefix = ''): NamedField[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    if (!field.isIn(version) || (field.tag !== null && isDefault(value, field.default))) return [];
    const path = `${prefix}${name}`;
    const inner = field.element?.fields;
    if (inner != null && Array.isArray(value) && value.length > 0) {
      return value.flatMap((one, i) => namedFields(inner, one as Values, version, `${path}[${i}].`));
    }
    return [{ name: path, text: textOf(name, value) }];
  });
}

const isDefault = (value: unknown, normal: unknown): boolean =>
  value === normal || (Array.isArray(value) && value.length === 0 && Array.isArray(normal));

function textOf(name: string, value: unknown): string {
  if (value instanceof Uint8Array) return bytesText(name, value);
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

/** What members tell each other through the coordinator, which keeps it as bytes. */
function bytesText(name: string, bytes: Uint8Array): string {
  try {
    if (name === 'subscription') return decodeSubscription(bytes).topics.join(', ');
    if (name === 'assignment' && bytes.length > 0) {
      const { assignedPartitions } = decodeAssignment(bytes);
      return assignedPartitions.map(({ topic, partitions }) => `${topic} [${partitions.join(', ')}]`).join(', ');
    }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
