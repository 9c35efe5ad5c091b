import { isFlexible, isSupported, type Api, type Init, type RequestOf, type ResponseOf } from './api';
import { ProtocolError, type RequestHeader } from './protocol-error';
import { Reader } from './reader';
import { apiByKey, type ApiName, type ApiNamed, type RequestNamed } from './registry';
import { Writer } from './writer';

export type { RequestHeader } from './protocol-error';

/** Bytes of the int32 that precedes every frame. */
const LENGTH_BYTES = 4;
/** Default of `socket.request.max.bytes`. */
const FRAME_BYTES_MAX = 104_857_600;
const API_VERSIONS_KEY = 18;
/** Memory that the shared writer may keep between two frames. */
const SCRATCH_BYTES_MAX = 1 << 20;

/** A request frame, decoded. `name` tells which API, and so the type of `body`. */
export type DecodedRequest = {
  [N in ApiName]: {
    readonly name: N;
    readonly header: RequestHeader;
    readonly api: ApiNamed<N>;
    readonly body: RequestNamed<N>;
  };
}[ApiName];

let scratch = new Writer(4096);

function frame(write: (writer: Writer) => void): Uint8Array {
  const writer = scratch;
  writer.reset();
  writer.int32(0);
  write(writer);
  writer.put32(0, writer.at - LENGTH_BYTES);
  const bytes = writer.toBytes();
  if (writer.bytes.length > SCRATCH_BYTES_MAX) scratch = new Writer(4096);
  return bytes;
}

/** A whole frame, length included. Fields that have their default may be absent from `body`. */
export function encodeRequestFrame<A extends Api>(
  api: A,
  header: { readonly version: number; readonly correlationId: number; readonly clientId: string | null },
  body: Init<RequestOf<A>>,
): Uint8Array {
  return frame((writer) => {
    writer.int16(api.key);
    writer.int16(header.version);
    writer.int32(header.correlationId);
    // Never compact, in request header v2 neither.
    if (header.clientId === null) writer.int16(-1);
    else writer.string(header.clientId);
    if (isFlexible(api, header.version)) writer.uvarint(0);
    api.request.write(writer, header.version, body as Init<unknown>);
  });
}

/**
 * The four fields that every request begins with, whatever its API or version: so it can be read even of a request
 * that is not supported.
 */
export function decodeRequestHeader(frameWithoutLength: Uint8Array): RequestHeader {
  return readHeader(new Reader(frameWithoutLength));
}

function readHeader(reader: Reader): RequestHeader {
  try {
    return {
      apiKey: reader.int16(),
      apiVersion: reader.int16(),
      correlationId: reader.int32(),
      clientId: reader.nullableString(),
    };
  } catch (error) {
    throw error instanceof ProtocolError ? error.within('request header') : error;
  }
}

/**
 * Decodes a request. Throws ProtocolError with its `reason`, and with `header` wherever the header could be read.
 *
 * A broker answers an ApiVersions request of a version that it does not know (KIP-511): such an error has the reason
 * `unsupported-version` and a header with apiKey 18 (see `isUnknownApiVersions`). On any other it closes the connection.
 */
export function decodeRequestFrame(frameWithoutLength: Uint8Array): DecodedRequest {
  const reader = new Reader(frameWithoutLength);
  const header = readHeader(reader);
  try {
    const api = apiByKey(header.apiKey);
    if (api === undefined) throw new ProtocolError('unknown-api-key', `no API has the key ${header.apiKey}`);
    if (!isSupported(api, header.apiVersion)) {
      throw new ProtocolError(
        'unsupported-version',
        `${api.name} v${header.apiVersion} is not served, only v${api.minVersion} to v${api.maxVersion}`,
      );
    }
    if (isFlexible(api, header.apiVersion)) skipTagged(reader);
    // What follows the last field is not looked at: a real broker does not either.
    const body = api.request.read(reader, header.apiVersion);
    return { name: api.name, header, api, body } as DecodedRequest;
  } catch (error) {
    if (error instanceof ProtocolError) error.header = header;
    throw error;
  }
}

/** Whether the broker must answer with a v0 ApiVersions response with error 35, instead of closing the connection. */
export function isUnknownApiVersions(
  error: ProtocolError,
): error is ProtocolError & { readonly header: RequestHeader } {
  return error.reason === 'unsupported-version' && error.header?.apiKey === API_VERSIONS_KEY;
}

/** A whole frame, length included. Fields that have their default may be absent from `body`. */
export function encodeResponseFrame<A extends Api>(
  api: A,
  version: number,
  correlationId: number,
  body: Init<ResponseOf<A>>,
): Uint8Array {
  return frame((writer) => {
    writer.int32(correlationId);
    if (hasFlexibleResponseHeader(api, version)) writer.uvarint(0);
    api.response.write(writer, version, body as Init<unknown>);
  });
}

export function decodeResponseFrame<A extends Api>(
  api: A,
  version: number,
  frameWithoutLength: Uint8Array,
): { readonly correlationId: number; readonly body: ResponseOf<A> } {
  const reader = new Reader(frameWithoutLength);
  const correlationId = reader.int32();
  if (hasFlexibleResponseHeader(api, version)) skipTagged(reader);
  const body = api.response.read(reader, version) as ResponseOf<A>;
  reader.finish();
  return { correlationId, body };
}

/** A client reads an ApiVersions response before it knows what the broker speaks: its header is always v0. */
function hasFlexibleResponseHeader(api: Api, version: number): boolean {
  return isFlexible(api, version) && api.key !== API_VERSIONS_KEY;
}

function skipTagged(reader: Reader): void {
  const count = reader.uvarint();
  for (let i = 0; i < count; i++) {
    reader.uvarint();
    reader.skip(reader.uvarint());
  }
}

/** Cuts a TCP stream into frames. */
export class FrameSplitter {
  private readonly bytesMax: number;
  /** Pieces of what came and was not yet handed out. */
  private pieces: Uint8Array[] = [];
  private buffered = 0;
  private refusal: ProtocolError | null = null;

  constructor(bytesMax = FRAME_BYTES_MAX) {
    this.bytesMax = bytesMax;
  }

  /** The length that was negative or too large: nothing that follows it can be read, or is kept. */
  get problem(): ProtocolError | null {
    return this.refusal;
  }

  /**
   * Takes the next bytes of the stream; returns the frames that are now complete, each without its length, as views
   * of `bytes` where they lie in one piece. A length that is negative or too large ends the stream: see `problem`.
   */
  push(bytes: Uint8Array): Uint8Array[] {
    if (this.refusal !== null) return [];
    if (bytes.length > 0) {
      this.pieces.push(bytes);
      this.buffered += bytes.length;
    }
    const frames: Uint8Array[] = [];
    while (this.buffered >= LENGTH_BYTES) {
      const length = this.peekLength();
      this.refusal = this.refuse(length);
      if (this.refusal !== null) {
        this.pieces = [];
        break;
      }
      if (this.buffered < LENGTH_BYTES + length) break;
      const whole = this.join(LENGTH_BYTES + length);
      frames.push(whole.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
      this.drop(LENGTH_BYTES + length);
    }
    return frames;
  }

  private peekLength(): number {
    return new Reader(this.join(LENGTH_BYTES)).int32();
  }

  private refuse(length: number): ProtocolError | null {
    if (length < 0) return new ProtocolError('invalid-length', `a frame of ${length} bytes`);
    if (length <= this.bytesMax) return null;
    return new ProtocolError('frame-too-large', `a frame of ${length} bytes, at most ${this.bytesMax} are taken`);
  }

  /** The first piece, made at least `count` bytes long. */
  private join(count: number): Uint8Array {
    const first = this.pieces[0]!;
    if (first.length >= count) return first;
    const joined = new Uint8Array(this.buffered);
    let at = 0;
    for (const piece of this.pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    this.pieces = [joined];
    return joined;
  }

  private drop(count: number): void {
    this.buffered -= count;
    const first = this.pieces[0]!;
    if (first.length > count) this.pieces[0] = first.subarray(count);
    else this.pieces.shift();
  }
}
