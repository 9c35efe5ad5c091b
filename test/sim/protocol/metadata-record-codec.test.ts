import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  METADATA_RECORDS,
  decodeMetadataRecord,
  encodeMetadataRecord,
  type MetadataRecordType,
} from '../../../src/sim/protocol/metadata-record-codec';
import { ProtocolError } from '../../../src/sim/protocol/protocol-error';
import { valuesOf } from './arbitrary';
import { bytesOf, hexOf } from './hex';
import { asKafkaPrints } from './kafka-json';

const LINES = readFileSync(join(import.meta.dirname, 'metadata-records-4.2.1.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => /^(\w+) ([0-9a-f]+) (\d+) (.*)$/.exec(line)!)
  .map(([, type, hex, version, json]) => ({
    type: type as MetadataRecordType,
    hex: hex!,
    version: Number(version),
    json: json!,
  }));

test('every record is here, in the version that is written', () => {
  expect([...new Set(LINES.map(({ type }) => type))]).toEqual([...METADATA_RECORDS.keys()]);
  for (const { type, version } of LINES) expect(version).toBe(METADATA_RECORDS.get(type)!.maxVersion);
});

describe.each(LINES)('$type $hex', ({ type, hex, version, json }) => {
  test('means what Kafka says, and is written as Kafka writes it', () => {
    const { type: read, ...fields } = decodeMetadataRecord(bytesOf(hex));
    expect(read).toBe(type);
    expect(asKafkaPrints(METADATA_RECORDS.get(type)!.fields, version, fields)).toEqual(JSON.parse(json));
    expect(hexOf(encodeMetadataRecord(type, fields as never))).toBe(hex);
  });
});

describe.each([...METADATA_RECORDS])('%s', (type, message) => {
  test('comes back, and its first bytes alone are refused', () => {
    fc.assert(
      fc.property(valuesOf(message.fields, message.maxVersion), fc.nat(), (values, cut) => {
        const bytes = encodeMetadataRecord(type, values as never);
        expect(decodeMetadataRecord(bytes)).toEqual({ type, ...values });
        expect(() => decodeMetadataRecord(bytes.subarray(0, cut % bytes.length))).toThrow(ProtocolError);
      }),
      { numRuns: 50, seed: 3 },
    );
  });
});

test.each([
  ['a frame of another version', '02140000', 'unsupported-version'],
  ['a record that is not known', '01630000', 'unknown-api-key'],
  ['a newer version of one that is', '01140100', 'unsupported-version'],
  ['a byte too many', '0114000000', 'trailing-bytes'],
])('%s is refused', (_, hex, reason) => {
  expect(() => decodeMetadataRecord(bytesOf(hex))).toThrow(expect.objectContaining({ reason }));
});
