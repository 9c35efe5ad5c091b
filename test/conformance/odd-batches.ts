import { crc32c } from '../../src/sim/protocol/crc32c';

const CRC_AT = 17;
const ATTRIBUTES_AT = 21;
const LAST_OFFSET_DELTA_AT = 23;
const RECORDS_COUNT_AT = 57;

/** The batch with its last byte changed: the checksum no longer fits. */
export function damaged(batch: Uint8Array): Uint8Array {
  const copy = batch.slice();
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 0xff;
  return copy;
}

/** The batch with other numbers in its header, and the checksum that fits them. */
export function rewritten(
  batch: Uint8Array,
  to: { readonly lastOffsetDelta?: number; readonly recordsCount?: number },
): Uint8Array {
  const copy = Uint8Array.from(batch);
  const view = new DataView(copy.buffer);
  if (to.lastOffsetDelta !== undefined) view.setInt32(LAST_OFFSET_DELTA_AT, to.lastOffsetDelta);
  if (to.recordsCount !== undefined) view.setInt32(RECORDS_COUNT_AT, to.recordsCount);
  view.setUint32(CRC_AT, crc32c(copy, ATTRIBUTES_AT, copy.length));
  return copy;
}

/** One message of magic 1, as clients sent it before Kafka 0.11. */
export function legacyMessage(timestampMs: number): Uint8Array {
  const value = Buffer.from('old');
  const body = Buffer.alloc(2 + 8 + 4 + 4 + value.length);
  body.writeInt8(1, 0);
  body.writeInt8(0, 1);
  body.writeBigInt64BE(BigInt(timestampMs), 2);
  body.writeInt32BE(-1, 10);
  body.writeInt32BE(value.length, 14);
  value.copy(body, 18);
  const head = Buffer.alloc(16);
  head.writeInt32BE(4 + body.length, 8);
  head.writeUInt32BE(crc32(body), 12);
  return Buffer.concat([head, body]);
}

/** CRC-32 as zip has it: the old format's. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 0 ? 0 : 0xedb8_8320);
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}
