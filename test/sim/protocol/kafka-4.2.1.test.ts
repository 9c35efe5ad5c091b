import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Field, Fields } from '../../../src/sim/protocol/field';
import { Reader } from '../../../src/sim/protocol/reader';
import { APIS, apiByKey } from '../../../src/sim/protocol/registry';
import { Writer } from '../../../src/sim/protocol/writer';
import { bytesOf, hexOf } from './hex';

/** How Kafka's JsonConverter prints a decoded value of ours. */
function asKafkaPrints(fields: Fields, version: number, body: Readonly<Record<string, unknown>>): object {
  const json: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = body[name];
    if (!field.isIn(version)) continue;
    // Tagged fields that have their default are left out.
    if (field.tag !== null && JSON.stringify(printed(field, version, value)) === defaultPrint(field, version)) continue;
    if (field.kind === 'records' && value !== null) json[`${name}SizeInBytes`] = (value as Uint8Array).length;
    else json[name] = printed(field, version, value);
  }
  return json;
}

function defaultPrint(field: Field, version: number): string {
  return JSON.stringify(printed(field, version, field.default));
}

function printed(field: Field, version: number, value: unknown): unknown {
  if (value === null) return null;
  if (field.kind === 'array') return (value as unknown[]).map((one) => printed(field.element!, version, one));
  if (field.kind === 'struct') return asKafkaPrints(field.fields!, version, value as Record<string, unknown>);
  if (field.kind === 'bytes') return Buffer.from(value as Uint8Array).toString('base64');
  return field.kind === 'int64Big' ? Number(value) : value;
}

const LINES = readFileSync(join(import.meta.dirname, 'kafka-4.2.1.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => /^(REQ|RES) (\d+) (\d+) ([0-9a-f]*) (.*)$/.exec(line)!)
  .map(([, kind, key, version, hex, json]) => {
    const api = apiByKey(Number(key))!;
    return { what: `${api.name} v${version} ${kind}`, api, kind, version: Number(version), hex: hex!, json: json! };
  });

test('every version of every request and response is here', () => {
  const versions = APIS.map((api) => api.maxVersion - api.minVersion + 1).reduce((a, b) => a + b);
  expect(new Set(LINES.map((line) => line.what)).size).toBe(2 * versions);
});

describe.each(LINES)('$what', ({ api, kind, version, hex, json }) => {
  const message = kind === 'REQ' ? api.request : api.response;

  test('means what Kafka says, and is written as Kafka writes it', () => {
    const reader = new Reader(bytesOf(hex));
    const body = message.read(reader, version) as Readonly<Record<string, unknown>>;
    reader.finish();
    expect(asKafkaPrints(message.fields, version, body)).toEqual(JSON.parse(json));
    const writer = new Writer();
    message.write(writer, version, body);
    expect(hexOf(writer.toBytes())).toBe(hex);
  });
});
