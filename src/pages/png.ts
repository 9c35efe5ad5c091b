import { crc32, deflateSync } from 'node:zlib';

/** `0xrrggbb` */
export type Colour = number;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bits a sample, colour type "palette", and the only methods that there are. */
const HEADER_TAIL = [8, 3, 0, 0, 0];
const COLOURS_MAX = 256;

/**
 * A PNG with a palette (RFC 2083): every picture here is made of few flat colours, and so it is small.
 * @param pixels row by row from the top, one colour each
 * @throws when there are more than 256 colours
 */
export function encodePng(width: number, height: number, pixels: ArrayLike<Colour>): Buffer {
  const palette: Colour[] = [];
  const indexes = new Map<Colour, number>();
  // Each row begins with its filter: none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = pixels[y * width + x] ?? 0;
      let index = indexes.get(colour);
      if (index === undefined) {
        index = palette.push(colour) - 1;
        indexes.set(colour, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  if (palette.length > COLOURS_MAX) throw new Error(`a palette has ${COLOURS_MAX} colours, found ${palette.length}`);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', Buffer.concat([header, Buffer.from(HEADER_TAIL)])),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
