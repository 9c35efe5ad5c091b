import { Message } from './codec';
import type { Fields, Init, Values } from './field';

export type { Init } from './field';

/** One API of the protocol: its versions and the tables of its request and response. */
export interface Api<out Name extends string = string, out Request = unknown, out Response = unknown> {
  readonly key: number;
  /** As in Kafka's ApiKeys: `JoinGroup`. */
  readonly name: Name;
  /** Versions that a broker accepts, inclusive. */
  readonly minVersion: number;
  readonly maxVersion: number;
  /** First and last version that ApiVersions advertises. */
  readonly advertised: readonly [min: number, max: number];
  /** First flexible version; null: none. */
  readonly flexibleFrom: number | null;
  readonly request: Message<Request>;
  readonly response: Message<Response>;
}

export type RequestOf<A extends Api> = A extends Api<string, infer Request, unknown> ? Request : never;
export type ResponseOf<A extends Api> = A extends Api<string, unknown, infer Response> ? Response : never;
/** What `encodeRequestFrame` takes: fields that have their default may be absent. */
export type RequestInit<A extends Api> = Init<RequestOf<A>>;
/** What `encodeResponseFrame` takes: fields that have their default may be absent. */
export type ResponseInit<A extends Api> = Init<ResponseOf<A>>;

interface ApiTable<Name extends string, Request extends Fields, Response extends Fields> {
  readonly key: number;
  readonly name: Name;
  readonly versions: readonly [min: number, max: number];
  /** Lowest version advertised, where it is not the lowest accepted. */
  readonly advertisedFrom?: number;
  readonly flexibleFrom: number | null;
  readonly request: Request;
  readonly response: Response;
}

/** Makes an API of its table. */
export function defineApi<const Name extends string, Request extends Fields, Response extends Fields>(
  table: ApiTable<Name, Request, Response>,
): Api<Name, Values<Request>, Values<Response>> {
  const { key, name, versions, flexibleFrom } = table;
  return {
    key,
    name,
    minVersion: versions[0],
    maxVersion: versions[1],
    advertised: [table.advertisedFrom ?? versions[0], versions[1]],
    flexibleFrom,
    request: new Message<Values<Request>>(`${name} request`, versions, flexibleFrom, table.request),
    response: new Message<Values<Response>>(`${name} response`, versions, flexibleFrom, table.response),
  };
}

export function isFlexible(api: Api, version: number): boolean {
  return api.flexibleFrom !== null && version >= api.flexibleFrom;
}

export function isSupported(api: Api, version: number): boolean {
  return version >= api.minVersion && version <= api.maxVersion;
}
