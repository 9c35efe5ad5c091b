import type { Prng } from '../../../src/sim/cluster/prng';

/** Makes other bytes of a whole frame, its length included. Never changes the bytes it is given. */
type Mutation = (frame: Uint8Array, random: Prng) => Uint8Array;

const LENGTH_BYTES = 4;
/** API key and version. */
const BODY_AT = LENGTH_BYTES + 4;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'as it is': (frame) => frame,
  'bit flips': (frame, random) => {
    const copy = frame.slice();
    for (let left = 1 + random.nextInt(4); left > 0; left--) {
      const at = LENGTH_BYTES + random.nextInt(copy.length - LENGTH_BYTES);
      copy[at] = (copy[at] as number) ^ (1 << random.nextInt(8));
    }
    return copy;
  },
  'cut short': (frame, random) => withLength(frame.slice(0, LENGTH_BYTES + random.nextInt(frame.length - 3))),
  'a length that lies': (frame, random) => {
    const real = frame.length - LENGTH_BYTES;
    const lies = [0, 1, real - 1, real + 1, real + 1000, -1, -0x80000000, 0x7fffffff, 104_857_600, 104_857_601];
    return withLength(frame.slice(), lies[random.nextInt(lies.length)]);
  },
  'another version': (frame, random) => {
    const copy = frame.slice();
    const versions = [-1, 0, 1, 99, 0x7fff, random.nextInt(20)];
    new DataView(copy.buffer).setInt16(LENGTH_BYTES + 2, versions[random.nextInt(versions.length)] as number);
    return copy;
  },
  'another API': (frame, random) => {
    const copy = frame.slice();
    new DataView(copy.buffer).setInt16(LENGTH_BYTES, random.nextInt(110) - 5);
    return copy;
  },
  'a huge or negative number': (frame, random) => {
    const copy = frame.slice();
    const view = new DataView(copy.buffer);
    const numbers = [0x7fffffff, -1, -2, -0x80000000, 0x00ffffff, 0xffff];
    const at = within(copy, random, 4);
    if (at !== null) view.setInt32(at, numbers[random.nextInt(numbers.length)] as number);
    return copy;
  },
  'a huge or negative short': (frame, random) => {
    const copy = frame.slice();
    const at = within(copy, random, 2);
    if (at !== null) new DataView(copy.buffer).setInt16(at, [-1, -2, 0x7fff, -0x8000][random.nextInt(4)] as number);
    return copy;
  },
  'a huge varint': (frame, random) => {
    const varints = [
      [0xff, 0xff, 0xff, 0xff, 0x0f],
      [0x80, 0x80, 0x80, 0x80, 0x01],
      [0xff, 0xff, 0x03],
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    ];
    const varint = varints[random.nextInt(varints.length)] as number[];
    const at = within(frame, random, 1) ?? frame.length;
    return withLength(new Uint8Array([...frame.subarray(0, at), ...varint, ...frame.subarray(at + 1)]));
  },
  'two places swapped': (frame, random) => {
    const size = 1 + random.nextInt(8);
    const [a, b] = [within(frame, random, size), within(frame, random, size)];
    if (a === null || b === null) return frame;
    const copy = frame.slice();
    copy.set(frame.subarray(b, b + size), a);
    copy.set(frame.subarray(a, a + size), b);
    return copy;
  },
  'a piece taken out': (frame, random) => {
    const size = 1 + random.nextInt(8);
    const at = within(frame, random, size);
    return at === null ? frame : withLength(join(frame.subarray(0, at), frame.subarray(at + size)));
  },
  'a piece repeated': (frame, random) => {
    const size = 1 + random.nextInt(40);
    const at = within(frame, random, size);
    if (at === null) return frame;
    const piece = frame.subarray(at, at + size);
    const times = random.nextInt(20) === 0 ? 2000 : 1 + random.nextInt(3);
    return withLength(join(frame.subarray(0, at), ...Array<Uint8Array>(times).fill(piece), frame.subarray(at)));
  },
  'left over bytes': (frame, random) => withLength(join(frame, random.bytes(1 + random.nextInt(20)))),
  garbage: (frame, random) => {
    const garbage = random.bytes(LENGTH_BYTES + random.nextInt(60));
    return random.nextInt(4) === 0 ? garbage : withLength(garbage);
  },
  'garbage behind a header': (frame, random) =>
    withLength(join(frame.subarray(0, BODY_AT), random.bytes(random.nextInt(80)))),
};

const NAMES = Object.keys(MUTATIONS);

/** Some frames stay whole: what spoilt ones meet has to be something. */
const WHOLE_IN = 4;

export function mutate(frame: Uint8Array, random: Prng): { readonly mutation: string; readonly bytes: Uint8Array } {
  const mutation = random.nextInt(WHOLE_IN) === 0 ? 'as it is' : (NAMES[random.nextInt(NAMES.length)] as string);
  return { mutation, bytes: (MUTATIONS[mutation] as Mutation)(frame, random) };
}

/** A place behind API key and version at which `size` bytes stand; null when there is none. */
function within(frame: Uint8Array, random: Prng, size: number): number | null {
  const room = frame.length - BODY_AT - size;
  return room <= 0 ? null : BODY_AT + random.nextInt(room);
}

/** With its real length in front, or another. In place. */
function withLength(frame: Uint8Array, length = frame.length - LENGTH_BYTES): Uint8Array {
  new DataView(frame.buffer, frame.byteOffset).setInt32(0, length);
  return frame;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
