import { encodeRequestFrame } from '../../../src/sim/protocol/frames';
import { apiByName, type ApiName } from '../../../src/sim/protocol/registry';
import { framed } from '../framed';
import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';

const metadata = (version: number): Uint8Array =>
  encodeRequestFrame(apiByName('Metadata'), { version, correlationId: 1, clientId: 'c' }, { topics: [] });

function withLength(frame: Uint8Array, length: number): Uint8Array {
  const copy = Buffer.from(frame);
  copy.writeInt32BE(length);
  return copy;
}

interface Tried {
  readonly what: string;
  readonly bytes: Uint8Array;
  /** As what an answer, if there is one, is read; Metadata v1 when absent. */
  readonly answer?: readonly [ApiName, number];
}

const METADATA_V1: readonly [ApiName, number] = ['Metadata', 1];

const TRIED: readonly Tried[] = [
  { what: 'a key that no API has', bytes: framed('03e7 0000 00000001 0001 63') },
  { what: 'an API that is for controllers only', bytes: framed('0034 0000 00000001 0001 63') },
  { what: 'an API that is gone: ControlledShutdown', bytes: framed('0007 0003 00000001 0001 63 00') },
  { what: 'a version that is too new', bytes: framed('0003 0063 00000001 0001 63 00') },
  { what: 'a version that is gone: Fetch v3', bytes: framed('0001 0003 00000001 0001 63') },
  { what: 'a negative version', bytes: framed('0003 ffff 00000001 0001 63') },
  {
    what: 'a version of ApiVersions that is negative',
    bytes: framed('0012 ffff 00000001 0001 63'),
    answer: ['ApiVersions', 0],
  },
  { what: 'a header that is cut short', bytes: framed('0003 0001 0000') },
  { what: 'an empty frame', bytes: Buffer.from('00000000', 'hex') },
  { what: 'a negative length', bytes: Buffer.from('ffffffff', 'hex') },
  { what: 'a length that is too large', bytes: Buffer.from('7fffffff', 'hex') },
  { what: 'a client id that is longer than the frame', bytes: framed('0003 0001 00000001 7fff 63') },
  { what: 'a client id that is null', bytes: framed('0003 0001 00000001 ffff 00000000') },
  { what: 'a body that is cut short', bytes: framed('0003 0001 00000001 0001 63 0000') },
  { what: 'bytes left over after the body', bytes: framed('0003 0001 00000001 0001 63 00000000 ffff') },
  { what: 'an array of two billion', bytes: framed('0003 0001 00000001 0001 63 7fffffff') },
  { what: 'an array of less than nothing', bytes: framed('0003 0001 00000001 0001 63 fffffffe') },
  { what: 'text that is no UTF-8', bytes: framed('0003 0001 00000001 0001 63 00000001 0002 ff fe') },
  { what: 'a null where none may be', bytes: framed('000a 0000 00000001 0001 63 ffff') },
  {
    what: 'unknown tags, in header and body',
    bytes: framed('0003 0009 00000001 0001 63 01 2a 02 0001 01 00 00 00 01 2a 01 ff'),
    answer: ['Metadata', 9],
  },
  { what: 'a boolean that is 2', bytes: framed('0003 0004 00000001 0001 63 00000000 02'), answer: ['Metadata', 4] },
  { what: 'text that HTTP would understand', bytes: Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n') },
  { what: 'a frame that says it is shorter than it is', bytes: withLength(metadata(1), 8) },
  { what: 'a frame that never ends', bytes: withLength(metadata(1), 1000) },
];

export const malformed: ConformanceScenario = {
  name: 'malformed',
  about: 'Bytes that are no request, or one that no broker knows.',
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'malformed', [[1]]);
    for (const { what, bytes, answer: [name, version] = METADATA_V1 } of TRIED) {
      stage.step(what);
      const talk = await stage.connect(1);
      await talk.bytes(`${bytes.length} bytes`, bytes, name, version);
    }

    stage.step('a good request on a connection of its own, all the while');
    const good = await stage.connect(1);
    await good.ask('Metadata', 9, { topics: [{ name: 'malformed' }], allowAutoTopicCreation: false });

    stage.step('a good request behind a bad one is not answered');
    const mixed = await stage.connect(1);
    await mixed.bytes(
      'a bad and a good request',
      Buffer.concat([framed('03e7 0000 00000001 0001 63'), metadata(1)]),
      'Metadata',
      1,
    );
  },
};
