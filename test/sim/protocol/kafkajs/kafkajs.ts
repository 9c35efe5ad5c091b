import { createRequire } from 'node:module';
import type { Api, Init, RequestOf, ResponseOf } from '../../../../src/sim/protocol/api';

/** The installed kafkajs: its own encoders and decoders, which learners' programs will use. */
const load = createRequire(import.meta.url);

interface KafkajsExchange {
  readonly request: { readonly apiKey: number; readonly apiVersion: number };
  readonly response: {
    decode(payload: Buffer): Promise<unknown>;
    parse(decoded: unknown): Promise<unknown>;
  };
}

interface KafkajsApi {
  readonly versions: readonly string[];
  protocol(options: { version: number }): (...params: unknown[]) => KafkajsExchange;
}

interface KafkajsEncoder {
  readonly buffer: Buffer;
}

const { requests } = load('kafkajs/src/protocol/requests') as { requests: Readonly<Record<string, KafkajsApi>> };
const encodeFrame = load('kafkajs/src/protocol/request') as (options: {
  correlationId: number;
  clientId: string;
  request: KafkajsExchange['request'];
}) => Promise<KafkajsEncoder>;

export const CORRELATION_ID = 31;
export const CLIENT_ID = 'книги';

/** What kafkajs sends and makes of the answer, for one API. */
export interface Conversation<A extends Api> {
  readonly api: A;
  /** In kafkajs, where it is not Kafka's own. */
  readonly kafkajsName?: string;
  /** Arguments of kafkajs's request. */
  readonly params: readonly unknown[];
  /** What those arguments mean, in this version. */
  request(version: number): Init<RequestOf<A>>;
  readonly response: Init<ResponseOf<A>>;
  /** What kafkajs makes of that response, in this version. */
  parsed(version: number): unknown;
}

/** So that each conversation is checked against the types of its own API, and all fit in one list. */
export function conversation<A extends Api>(one: Conversation<A>): Conversation<Api> {
  return one as unknown as Conversation<Api>;
}

function apiOf(one: Conversation<Api>): KafkajsApi {
  return requests[one.kafkajsName ?? one.api.name]!;
}

/** Versions that both sides have. */
export function commonVersions(one: Conversation<Api>): number[] {
  return apiOf(one)
    .versions.map(Number)
    .filter((version) => version >= one.api.minVersion && version <= one.api.maxVersion);
}

/** Names of the APIs that kafkajs implements, in Kafka's words. */
export function implementedByKafkajs(): string[] {
  return Object.entries(requests)
    .filter(([, api]) => api.versions.length > 0)
    .map(([name]) => (name === 'GroupCoordinator' ? 'FindCoordinator' : name));
}

export async function kafkajsRequestFrame(one: Conversation<Api>, version: number): Promise<Uint8Array> {
  const { request } = apiOf(one).protocol({ version })(...one.params);
  return new Uint8Array((await encodeFrame({ correlationId: CORRELATION_ID, clientId: CLIENT_ID, request })).buffer);
}

/** `payload`: a response frame without length and correlation id, as kafkajs's connection hands it on. */
export async function kafkajsParse(one: Conversation<Api>, version: number, payload: Uint8Array): Promise<unknown> {
  const { response } = apiOf(one).protocol({ version })(...one.params);
  return response.parse(await response.decode(Buffer.from(payload)));
}

interface KafkajsDecoder {
  readonly __decoder: never;
}

export const RecordBatch = (
  load('kafkajs/src/protocol/recordBatch/v0') as {
    RecordBatch(batch: Readonly<Record<string, unknown>>): Promise<KafkajsEncoder>;
  }
).RecordBatch;
export const encodeRecord = load('kafkajs/src/protocol/recordBatch/record/v0') as (
  record: Readonly<Record<string, unknown>>,
) => KafkajsEncoder;
const Decoder = load('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => KafkajsDecoder;
const decodeRecordBatch = load('kafkajs/src/protocol/recordBatch/v0/decoder') as (
  decoder: KafkajsDecoder,
) => Promise<Readonly<Record<string, unknown>>>;

export function kafkajsDecodeBatch(batch: Uint8Array): Promise<Readonly<Record<string, unknown>>> {
  return decodeRecordBatch(new Decoder(Buffer.from(batch)));
}

export const { MemberMetadata, MemberAssignment } = load('kafkajs/src/consumer/assignerProtocol') as {
  MemberMetadata: Coder;
  MemberAssignment: Coder;
};

interface Coder {
  encode(value: Readonly<Record<string, unknown>>): Buffer;
  decode(bytes: Buffer): unknown;
}

/** kafkajs says how long the broker throttled it, or from some version on how long it has to wait itself. */
export function throttled(version: number, from: number, clientSideFrom: number): object {
  if (version < from) return {};
  return version < clientSideFrom ? { throttleTime: 250 } : { throttleTime: 0, clientSideThrottleTime: 250 };
}
