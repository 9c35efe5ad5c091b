import { describe, expect, test } from 'vitest';
import { ERROR, errorName } from '../../../src/sim/protocol/errors';
import {
  decodeRequestFrame,
  decodeRequestHeader,
  encodeRequestFrame,
  encodeResponseFrame,
  FrameSplitter,
  isUnknownApiVersions,
} from '../../../src/sim/protocol/frames';
import { apiVersions } from '../../../src/sim/protocol/messages/api-versions';
import { fetch } from '../../../src/sim/protocol/messages/fetch';
import { joinGroup } from '../../../src/sim/protocol/messages/join-group';
import { metadata } from '../../../src/sim/protocol/messages/metadata';
import { ProtocolError } from '../../../src/sim/protocol/protocol-error';
import { advertisedApis, apiByKey, apiByName, APIS } from '../../../src/sim/protocol/registry';
import { bytesOf, hexOf } from './hex';

function errorOf(run: () => unknown): ProtocolError {
  try {
    run();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A request's first four fields, client id "cli". */
function header(apiKey: number, apiVersion: number): string {
  const hex16 = (value: number) => (value & 0xffff).toString(16).padStart(4, '0');
  return `${hex16(apiKey)}${hex16(apiVersion)}000000070003636c69`;
}

describe('what is no request', () => {
  test.each([
    ['unknown API key', header(4, 0), 'unknown-api-key'],
    ['negative API key', header(-1, 0), 'unknown-api-key'],
    ['version too new', `${header(11, 10)}00`, 'unsupported-version'],
    ['version too old', `${header(1, 3)}00`, 'unsupported-version'],
    ['negative version', `${header(3, -1)}00`, 'unsupported-version'],
    ['cut body', `${header(10, 0)}000261`, 'truncated'],
    ['length beyond the end', `${header(10, 0)}7ff061`, 'truncated'],
    ['negative length where null is not allowed', `${header(10, 0)}fff061`, 'invalid-value'],
    ['null that is not allowed', `${header(10, 0)}ffff`, 'invalid-value'],
  ])('%s: refused, and the header is there', (_what, hex, reason) => {
    const error = errorOf(() => decodeRequestFrame(bytesOf(hex)));
    expect(error.reason).toBe(reason);
    expect(error.header).toMatchObject({ correlationId: 7, clientId: 'cli' });
  });

  test('bytes behind the last field are not looked at, as in a real broker', () => {
    expect(decodeRequestFrame(bytesOf(`${header(10, 0)}00016100`)).body).toMatchObject({ key: 'a' });
  });

  test('a cut header gives no header', () => {
    for (const hex of ['', '0003', header(3, 0).slice(0, -2)]) {
      const error = errorOf(() => decodeRequestFrame(bytesOf(hex)));
      expect(error.reason).toBe('truncated');
      expect(error.header).toBeNull();
    }
  });

  test('the field is named', () => {
    const frame = encodeRequestFrame(joinGroup, { version: 5, correlationId: 1, clientId: null }, { protocols: [{}] });
    const error = errorOf(() => decodeRequestFrame(frame.subarray(4, -2)));
    expect(error.message).toBe('JoinGroup request v5.protocols.metadata: 4 bytes needed, 2 left');
  });

  test('ApiVersions of a version yet to come is known as such', () => {
    const error = errorOf(() => decodeRequestFrame(bytesOf(`${header(18, 99)}00cafe`)));
    expect(isUnknownApiVersions(error)).toBe(true);
    expect(error.header).toEqual({ apiKey: 18, apiVersion: 99, correlationId: 7, clientId: 'cli' });
    expect(isUnknownApiVersions(errorOf(() => decodeRequestFrame(bytesOf(header(3, 99)))))).toBe(false);
  });

  test('a null client id is one', () => {
    expect(decodeRequestHeader(bytesOf('0012000000000007ffff'))).toEqual({
      apiKey: 18,
      apiVersion: 0,
      correlationId: 7,
      clientId: null,
    });
  });

  test('tagged fields that nobody knows are skipped, in the header and in the body', () => {
    const hex = `${header(18, 4)}01 63 02 cafe 02 6b 02 31 02 05 00 fe07 01 ff`;
    expect(decodeRequestFrame(bytesOf(hex)).body).toEqual({ clientSoftwareName: 'k', clientSoftwareVersion: '1' });
  });

  test('a tagged field must be as long as it says', () => {
    // Fetch v12, tag 0 (clusterId) said to have one byte more or less than it has.
    const fields = 'ffffffff 00000000 00000000 00000000 00 00000000 00000000 01 01 01';
    const request = (size: string) => bytesOf(`${header(1, 12)}00 ${fields} 01 00 ${size} 02 61`);
    expect(decodeRequestFrame(request('02')).body).toMatchObject({ clusterId: 'a' });
    expect(errorOf(() => decodeRequestFrame(request('03'))).reason).toBe('truncated');
    expect(errorOf(() => decodeRequestFrame(request('01'))).reason).toBe('truncated');
    const longer = bytesOf(`${header(1, 12)}00 ${fields} 01 00 03 02 61 00`);
    expect(errorOf(() => decodeRequestFrame(longer)).message).toBe('Fetch request v12.clusterId: 1 bytes left over');
  });
});

describe('what cannot be written', () => {
  test('null where the version allows none, and the field is named', () => {
    const write = (version: number) => () =>
      encodeResponseFrame(metadata, version, 1, { topics: [{ name: 'a' }, { name: null }] });
    expect(errorOf(write(11)).message).toBe('Metadata response v11.topics.name: null is not a string');
    expect(write(12)).not.toThrow();
  });

  test('a number out of range', () => {
    const error = errorOf(() => encodeResponseFrame(fetch, 11, 1, { errorCode: 40000 }));
    expect(error.message).toBe('Fetch response v11.errorCode: 40000 is not an int16');
  });

  test('a version that does not exist', () => {
    expect(errorOf(() => encodeResponseFrame(fetch, 19, 1, {})).reason).toBe('unsupported-version');
  });

  test('a failed frame leaves nothing behind in the next', () => {
    const good = encodeResponseFrame(apiVersions, 0, 5, {});
    errorOf(() => encodeResponseFrame(fetch, 11, 1, { responses: [{ topic: 'x'.repeat(40000) }] }));
    expect(encodeResponseFrame(apiVersions, 0, 5, {})).toEqual(good);
    expect(hexOf(good)).toBe('0000000a00000005000000000000');
  });

  test('a frame is memory of its own, however large', () => {
    const records = new Uint8Array(3 << 20).fill(7);
    const body = { responses: [{ topic: 't', partitions: [{ records }] }] };
    const first = encodeResponseFrame(fetch, 11, 1, body);
    const copy = first.slice();
    encodeResponseFrame(fetch, 11, 2, body);
    expect(Buffer.compare(first, copy)).toBe(0);
    expect(first.length).toBeGreaterThan(records.length);
  });
});

describe('the stream', () => {
  const a = encodeRequestFrame(apiVersions, { version: 0, correlationId: 1, clientId: 'a' }, {});
  const b = encodeRequestFrame(metadata, { version: 1, correlationId: 2, clientId: 'b' }, { topics: null });
  const empty = new Uint8Array(4);
  const stream = new Uint8Array([...a, ...empty, ...b]);
  const frames = [a.subarray(4), new Uint8Array(0), b.subarray(4)];

  test('in pieces of any size', () => {
    for (let size = 1; size <= stream.length; size++) {
      const splitter = new FrameSplitter();
      const seen: Uint8Array[] = [];
      for (let at = 0; at < stream.length; at += size) seen.push(...splitter.push(stream.subarray(at, at + size)));
      expect(seen).toEqual(frames);
    }
  });

  test('nothing comes of nothing', () => {
    const splitter = new FrameSplitter();
    expect(splitter.push(new Uint8Array(0))).toEqual([]);
    expect(splitter.push(a.subarray(0, 9))).toEqual([]);
    expect(splitter.push(new Uint8Array(0))).toEqual([]);
    expect(splitter.push(a.subarray(9))).toEqual([a.subarray(4)]);
  });

  test('a large frame in many pieces comes out whole', () => {
    const large = new Uint8Array(8 << 20);
    new DataView(large.buffer).setInt32(0, large.length - 4);
    const splitter = new FrameSplitter();
    const seen: Uint8Array[] = [];
    for (let at = 0; at < large.length; at += 1460) seen.push(...splitter.push(large.subarray(at, at + 1460)));
    expect(seen.map((frame) => frame.length)).toEqual([large.length - 4]);
  });

  test('a length that is negative or too large ends the stream as soon as it is read', () => {
    const problemOf = (hex: string, bytesMax?: number) => {
      const splitter = new FrameSplitter(bytesMax);
      expect(splitter.push(bytesOf(hex))).toEqual([]);
      return splitter.problem?.reason;
    };
    expect(problemOf('ffffffff')).toBe('invalid-length');
    expect(problemOf('06400001')).toBe('frame-too-large');
    expect(problemOf('06400000')).toBeUndefined();
    // "GET " of an HTTP client is a length too.
    expect(problemOf('47455420')).toBe('frame-too-large');
    expect(problemOf('00000065', 100)).toBe('frame-too-large');
  });

  test('frames before such a length are whole; nothing comes behind it', () => {
    const splitter = new FrameSplitter();
    expect(splitter.push(bytesOf('00000001aaffffffff00000001bb'))).toEqual([bytesOf('aa')]);
    expect(splitter.push(a)).toEqual([]);
    expect(splitter.problem?.reason).toBe('invalid-length');
  });
});

describe('registry', () => {
  test('by key and by name', () => {
    for (const api of APIS) {
      expect(apiByKey(api.key)).toBe(api);
      expect(apiByName(api.name)).toBe(api);
    }
    expect(apiByKey(4)).toBeUndefined();
    expect(apiByName('StopReplica')).toBeUndefined();
  });

  test('what 4.2 advertises of what is served', () => {
    const all = advertisedApis(new Set(APIS.map((api) => api.key)));
    expect(all.map((one) => `${one.apiKey}:${one.minVersion}-${one.maxVersion}`).join(' ')).toBe(
      '0:0-13 1:4-18 2:1-11 3:0-13 8:2-10 9:1-10 10:0-6 11:0-9 12:0-4 13:0-5 14:0-5 15:0-6 16:0-5 17:0-1 18:0-4 ' +
        '19:2-7 20:1-6 21:0-2 22:0-5 23:2-4 29:1-3 30:1-3 31:1-3 32:1-4 33:0-2 35:1-4 37:0-3 42:0-2 43:0-2 44:0-1 ' +
        '45:0-1 46:0-0 47:0-0 55:0-2 56:2-3 60:0-2 61:0-0 62:0-4 63:0-1 67:0-0 75:0-0',
    );
    expect(advertisedApis(new Set([18, 3, 4]))).toEqual([
      { apiKey: 3, minVersion: 0, maxVersion: 13 },
      { apiKey: 18, minVersion: 0, maxVersion: 4 },
    ]);
  });

  test('Produce is advertised from 0 and accepted from 3', () => {
    const hex = header(0, 2);
    expect(errorOf(() => decodeRequestFrame(bytesOf(hex))).reason).toBe('unsupported-version');
  });
});

test('error codes have names', () => {
  expect(errorName(ERROR.NOT_LEADER_OR_FOLLOWER)).toBe('NOT_LEADER_OR_FOLLOWER');
  expect(errorName(-1)).toBe('UNKNOWN_SERVER_ERROR');
  expect(errorName(4711)).toBe('UNKNOWN_SERVER_ERROR');
  const codes = Object.values(ERROR);
  expect(codes).toEqual(Array.from({ length: 135 }, (_, i) => i - 1));
});
