/** Names and units that both halves use. Plain data; imports nothing. */

/** A broker's `node.id`. */
export type BrokerId = number;

/** One running instance of a program: program name, a dash, its number: `consumer-2`. */
export type ProcessId = string;

/** Integer microseconds of virtual time since the run began. */
export type Us = number;

/** A party on the simulated network. */
export type EndpointId = `broker:${number}` | `process:${string}` | typeof TOOL_ENDPOINT;

/** Where the command-line tools run: as far from every broker as a program is. */
export const TOOL_ENDPOINT = 'tool:admin';

/** Virtual 00:00.000 as epoch milliseconds: what a program's `Date.now()` says at the start of a run. */
export const EPOCH_MS = 1_700_000_000_000;

export const US_PER_MS = 1_000;
export const US_PER_SECOND = 1_000_000;

/** Epoch milliseconds, as programs and record timestamps have them, of a moment of the run. */
export const epochMsAt = (atUs: Us): number => EPOCH_MS + Math.floor(atUs / US_PER_MS);

export const brokerEndpoint = (id: BrokerId): EndpointId => `broker:${id}`;
export const processEndpoint = (id: ProcessId): EndpointId => `process:${id}`;

/** The broker's id if the endpoint is a broker, else null. */
export function brokerOf(endpoint: EndpointId): BrokerId | null {
  return endpoint.startsWith('broker:') ? Number(endpoint.slice(7)) : null;
}

/** The process's id if the endpoint is a process, else null. */
export function processOf(endpoint: EndpointId): ProcessId | null {
  return endpoint.startsWith('process:') ? endpoint.slice(8) : null;
}

/** A partition's usual written name, which is also its folder on disk: `Topic-A-0`. */
export const partitionName = (topic: string, partition: number): string => `${topic}-${partition}`;

/** The host that programs reach a broker by: `broker-1`. */
export const brokerHost = (id: BrokerId): string => `broker-${id}`;

export const BROKER_PORT = 9092;
/** Where the controllers would listen; in the simulation they share the brokers' port. */
export const CONTROLLER_PORT = 9093;
