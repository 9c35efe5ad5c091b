/** A frame of these bytes, in hexadecimal: its length, then they. */
export function framed(hex: string): Uint8Array {
  const body = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length);
  return Buffer.concat([length, body]);
}
