/**
 * Where the fields of a record batch, format v2, stand among its bytes.
 * Kafka: DefaultRecordBatch (61 bytes of header, then records) and DefaultRecord; KIP-98.
 */
export interface BatchField {
  /** Unique in the batch; what stands in another field begins with that one's id and a dot. */
  readonly id: string;
  /** Kafka's name. */
  readonly name: string;
  /** First byte, from the start of the batch. */
  readonly at: number;
  readonly length: number;
  /** As it is read; empty for bytes that are shown elsewhere. */
  readonly text: string;
}

export interface RecordPlace {
  readonly id: string;
  readonly at: number;
  readonly length: number;
  readonly parts: readonly BatchField[];
}

export interface BatchLayout {
  readonly header: readonly BatchField[];
  /** Empty when the records are compressed: then they are one field, `records`, in the header. */
  readonly records: readonly RecordPlace[];
}

/** Bytes before this one are not covered by the checksum: the broker writes base offset and leader epoch in place. */
export const CRC_COVERS_FROM = 21;

const HEADER_BYTES = 61;
const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

/** Throws RangeError when the bytes end too early. */
export function batchLayout(bytes: Uint8Array): BatchLayout {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const attributes = data.getInt16(21);
  const texts: readonly (readonly [name: string, length: number, text: string])[] = [
    ['baseOffset', 8, String(data.getBigInt64(0))],
    ['batchLength', 4, String(data.getInt32(8))],
    ['partitionLeaderEpoch', 4, String(data.getInt32(12))],
    ['magic', 1, String(data.getInt8(16))],
    ['crc', 4, `${data.getUint32(17).toString(16).padStart(8, '0')} CRC-32C`],
    ['attributes', 2, `${attributes} ${attributesText(attributes)}`],
    ['lastOffsetDelta', 4, String(data.getInt32(23))],
    ['baseTimestamp', 8, String(data.getBigInt64(27))],
    ['maxTimestamp', 8, String(data.getBigInt64(35))],
    ['producerId', 8, String(data.getBigInt64(43))],
    ['producerEpoch', 2, String(data.getInt16(51))],
    ['baseSequence', 4, String(data.getInt32(53))],
    ['recordsCount', 4, String(data.getInt32(57))],
  ];
  let at = 0;
  const header = texts.map(([name, length, text]): BatchField => {
    const field = { id: name, name, at, length, text };
    at += length;
    return field;
  });
  if ((attributes & 7) !== 0) {
    const length = bytes.length - HEADER_BYTES;
    return { header: [...header, { id: 'records', name: 'records', at, length, text: '' }], records: [] };
  }
  return { header, records: recordPlaces(bytes, data.getInt32(57)) };
}

/** `gzip, LogAppendTime, transactional, control`. */
function attributesText(attributes: number): string {
  return [
    CODECS[attributes & 7] ?? '?',
    (attributes & 8) === 0 ? 'CreateTime' : 'LogAppendTime',
    ...((attributes & 16) === 0 ? [] : ['transactional']),
    ...((attributes & 32) === 0 ? [] : ['control']),
    ...((attributes & 64) === 0 ? [] : ['deleteHorizon']),
  ].join(', ');
}

function recordPlaces(bytes: Uint8Array, count: number): RecordPlace[] {
  const reader = new Reader(bytes, HEADER_BYTES);
  return Array.from({ length: count }, (_, index): RecordPlace => {
    const id = `record${index}`;
    const from = reader.at;
    const parts: BatchField[] = [];
    /** Reads one part; what it gives back is also its text. */
    const part = (name: string, read: () => bigint | null): number => {
      const at = reader.at;
      const value = read();
      if (value === null && reader.at === at) return -1;
      parts.push({ id: `${id}.${name}`, name, at, length: reader.at - at, text: value === null ? '' : String(value) });
      return value === null ? -1 : Number(value);
    };
    const content = (name: string, lengthName: string): void => {
      const length = part(lengthName, () => reader.varint());
      part(name, () => reader.skip(length));
    };
    part('length', () => reader.varint());
    part('attributes', () => reader.skip(1));
    part('timestampDelta', () => reader.varint());
    part('offsetDelta', () => reader.varint());
    content('key', 'keyLength');
    content('value', 'valueLength');
    const headers = part('headersCount', () => reader.varint());
    for (let n = 0; n < headers; n += 1) {
      content(`header${n}.key`, `header${n}.keyLength`);
      content(`header${n}.value`, `header${n}.valueLength`);
    }
    return { id, at: from, length: reader.at - from, parts };
  });
}

class Reader {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  /** Zigzag, seven bits a byte, at most ten bytes. */
  varint(): bigint {
    let raw = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.at];
      if (byte === undefined) break;
      this.at += 1;
      raw |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (raw >> 1n) ^ -(raw & 1n);
    }
    throw new RangeError('A varint without an end.');
  }

  /** A negative length is null: nothing stands there. */
  skip(length: number): null {
    if (this.at + length > this.bytes.length) throw new RangeError('A record beyond the end of its batch.');
    this.at += Math.max(0, length);
    return null;
  }
}

/** The innermost field at each byte, as runs from left to right: gaps belong to no field. */
export function runsOf(
  layout: BatchLayout,
  from: number,
  to: number,
): { field: BatchField | null; at: number; length: number }[] {
  const fields = [...layout.header, ...layout.records.flatMap((record) => record.parts)];
  const runs: { field: BatchField | null; at: number; length: number }[] = [];
  let at = from;
  for (const field of fields) {
    const start = Math.max(at, field.at);
    const end = Math.min(to, field.at + field.length);
    if (end <= start) continue;
    if (start > at) runs.push({ field: null, at, length: start - at });
    runs.push({ field, at: start, length: end - start });
    at = end;
  }
  if (at < to) runs.push({ field: null, at, length: to - at });
  return runs;
}
