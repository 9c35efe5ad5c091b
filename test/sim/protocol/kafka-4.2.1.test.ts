import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Reader } from '../../../src/sim/protocol/reader';
import { APIS, apiByKey } from '../../../src/sim/protocol/registry';
import { Writer } from '../../../src/sim/protocol/writer';
import { bytesOf, hexOf } from './hex';
import { asKafkaPrints } from './kafka-json';

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
