/** `00 01 ff` in any grouping. */
export function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function textBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text));
}
