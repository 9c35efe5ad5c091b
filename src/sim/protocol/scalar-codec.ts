import type { Codec } from './codec';
import type { ScalarKind } from './field';
import { ProtocolError } from './protocol-error';
import type { Reader } from './reader';
import type { Writer } from './writer';

type ScalarCodec = Pick<Codec, 'read' | 'write'>;

function of<T>(read: (reader: Reader) => unknown, write: (writer: Writer, value: T) => void): ScalarCodec {
  return { read, write: write as (writer: Writer, value: unknown) => void };
}

/** Types that are the same in flexible and in other versions. */
const FIXED: Readonly<Record<Exclude<ScalarKind, 'string' | 'bytes' | 'records'>, ScalarCodec>> = {
  bool: of<boolean>(
    (r) => r.bool(),
    (w, v) => w.bool(v),
  ),
  int8: of<number>(
    (r) => r.int8(),
    (w, v) => w.int8(v),
  ),
  int16: of<number>(
    (r) => r.int16(),
    (w, v) => w.int16(v),
  ),
  uint16: of<number>(
    (r) => r.uint16(),
    (w, v) => w.uint16(v),
  ),
  int32: of<number>(
    (r) => r.int32(),
    (w, v) => w.int32(v),
  ),
  uint32: of<number>(
    (r) => r.uint32(),
    (w, v) => w.uint32(v),
  ),
  int64: of<number>(
    (r) => r.int64(),
    (w, v) => w.int64(v),
  ),
  int64Big: of<bigint>(
    (r) => r.int64Big(),
    (w, v) => w.int64Big(v),
  ),
  float64: of<number>(
    (r) => r.float64(),
    (w, v) => w.float64(v),
  ),
  uuid: of<string>(
    (r) => r.uuid(),
    (w, v) => w.uuid(v),
  ),
};

const STRING = of<string>(
  (r) => r.string(),
  (w, v) => w.string(v),
);
const COMPACT_STRING = of<string>(
  (r) => r.compactString(),
  (w, v) => w.compactString(v),
);
const BYTES = of<Uint8Array>(
  (r) => r.byteString(),
  (w, v) => w.byteString(v),
);
const COMPACT_BYTES = of<Uint8Array>(
  (r) => r.compactByteString(),
  (w, v) => w.compactByteString(v),
);

const NULLABLE_STRING = of<string | null>(
  (r) => r.nullableString(),
  (w, v) => (v === null ? w.int16(-1) : w.string(v)),
);
const COMPACT_NULLABLE_STRING = of<string | null>(
  (r) => r.compactNullableString(),
  (w, v) => (v === null ? w.uvarint(0) : w.compactString(v)),
);
const NULLABLE_BYTES = of<Uint8Array | null>(
  (r) => r.nullableBytes(),
  (w, v) => (v === null ? w.int32(-1) : w.byteString(v)),
);
const COMPACT_NULLABLE_BYTES = of<Uint8Array | null>(
  (r) => r.compactNullableBytes(),
  (w, v) => (v === null ? w.uvarint(0) : w.compactByteString(v)),
);

/** The codec of a type that is neither array nor struct. Its `isDefault` compares nothing: the field does. */
export function scalarCodec(kind: ScalarKind, flexible: boolean, nullable: boolean): Codec {
  return { ...pick(kind, flexible, nullable), isDefault: isEmptyBytes };
}

function pick(kind: ScalarKind, flexible: boolean, nullable: boolean): ScalarCodec {
  switch (kind) {
    case 'string':
      if (nullable) return flexible ? COMPACT_NULLABLE_STRING : NULLABLE_STRING;
      return flexible ? COMPACT_STRING : STRING;
    case 'bytes':
    case 'records':
      if (nullable) return flexible ? COMPACT_NULLABLE_BYTES : NULLABLE_BYTES;
      return flexible ? COMPACT_BYTES : BYTES;
    default:
      if (nullable) throw new ProtocolError('invalid-value', `a nullable ${kind}, which the protocol does not have`);
      return FIXED[kind];
  }
}

function isEmptyBytes(value: unknown): boolean {
  return value instanceof Uint8Array && value.length === 0;
}
