import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cooperativeUserData, stickyUserData } from '../../../src/sim/group/assignors/wire';
import type { Message } from '../../../src/sim/protocol/codec';
import { assignment, subscription } from '../../../src/sim/protocol/consumer-protocol';
import { METADATA_RECORDS } from '../../../src/sim/protocol/metadata-record-codec';
import {
  groupMetadataKey,
  groupMetadataValue,
  offsetCommitKey,
  offsetCommitValue,
} from '../../../src/sim/protocol/offsets-records';
import { APIS } from '../../../src/sim/protocol/registry';
import { readGrammars, shapesOf, type Grammar } from './grammar';

const PROTOCOL = join(import.meta.dirname, '../../../src/sim/protocol');

function expectSame(grammar: Grammar | undefined, message: Message<unknown>): void {
  expect(grammar).toBeDefined();
  const { versions, flexibleFrom, fields } = grammar!;
  expect(versions).toEqual([message.minVersion, message.maxVersion]);
  expect(flexibleFrom).toBe(message.flexibleFrom);
  expect(shapesOf(message.fields, versions)).toEqual(fields);
}

describe('each API', () => {
  const files = readdirSync(join(PROTOCOL, 'messages'));

  test('has a file, and each file an API that is registered', () => {
    const kebab = (name: string) => name.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
    expect(files.sort()).toEqual(APIS.map((api) => `${kebab(api.name)}.ts`).sort());
  });

  test.each(files)('%s: the grammar in its comment is its table', (file) => {
    const grammars = readGrammars(readFileSync(join(PROTOCOL, 'messages', file), 'utf8'));
    const name = grammars[0]?.name.replace(' REQ', '');
    const api = APIS.find((candidate) => candidate.name === name);
    expect(api).toBeDefined();
    expect(grammars.map((grammar) => [grammar.key, grammar.name])).toEqual([
      [api!.key, `${api!.name} REQ`],
      [api!.key, `${api!.name} RES`],
    ]);
    expectSame(grammars[0], api!.request);
    expectSame(grammars[1], api!.response);
  });
});

describe('other structures', () => {
  test.each<[string, [string, Message<unknown>][]]>([
    [
      'consumer-protocol.ts',
      [
        ['Subscription', subscription],
        ['Assignment', assignment],
      ],
    ],
    [
      'offsets-records.ts',
      [
        ['OffsetCommitKey', offsetCommitKey],
        ['GroupMetadataKey', groupMetadataKey],
        ['OffsetCommitValue', offsetCommitValue],
        ['GroupMetadataValue', groupMetadataValue],
      ],
    ],
    ['metadata-record-codec.ts', [...METADATA_RECORDS]],
    [
      '../group/assignors/wire.ts',
      [
        ['StickyUserData', stickyUserData],
        ['CooperativeStickyUserData', cooperativeUserData],
      ],
    ],
  ])('%s: the grammars in its comment are its tables', (file, messages) => {
    const source = readFileSync(join(PROTOCOL, file), 'utf8');
    // The comment stands above the imports, after nothing else.
    const grammars = readGrammars(source);
    expect(grammars.map((grammar) => grammar.name)).toEqual(messages.map(([name]) => name));
    for (const [i, [, message]] of messages.entries()) expectSame(grammars[i], message);
  });
});

describe('the reader of the notation', () => {
  const read = (body: string) => readGrammars(`/*\n * [5] X REQ v1-4 flex 3+:\n *   ${body}\n */`)[0]!;

  test('tells apart what differs', () => {
    expect(read('a:[{b:int32(v2+ =-1), c:string?v3+}]?(v2-3 tag1 =null)')).toEqual({
      key: 5,
      name: 'X REQ',
      versions: [1, 4],
      flexibleFrom: 3,
      fields: [
        {
          name: 'a',
          type: '[{}]',
          versions: [2, 3],
          nullable: [1, 4],
          tag: 1,
          default: 'null',
          fields: [
            { name: 'b', type: 'int32', versions: [2, 4], nullable: null, tag: null, default: '-1', fields: [] },
            { name: 'c', type: 'string', versions: [1, 4], nullable: [3, 4], tag: null, default: '', fields: [] },
          ],
        },
      ],
    });
  });

  test('refuses what it does not understand', () => {
    for (const body of ['a', 'a:', 'a:[int32', 'a:{b:int8', 'a:int8;', 'a:int8(x)', 'a:int8 b:int8', 'a:int8(v)']) {
      expect(() => read(body), body).toThrow();
    }
  });
});
