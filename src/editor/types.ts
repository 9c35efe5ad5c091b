import kafkajs from 'kafkajs/types/index.d.ts?raw';

/**
 * What the learner's programs may import and call, for completion, hover and errors: KafkaJS's own types, as little of
 * Node as those need and as the simulated process has, and the lesson's module.
 */

const NODE = `
interface Buffer extends Uint8Array {
  toString(encoding?: BufferEncoding, start?: number, end?: number): string;
  equals(other: Uint8Array): boolean;
  toJSON(): { type: 'Buffer'; data: number[] };
}
type BufferEncoding = 'utf8' | 'utf-8' | 'hex' | 'base64' | 'latin1' | 'binary' | 'ascii';
declare const Buffer: {
  from(data: string, encoding?: BufferEncoding): Buffer;
  from(data: ArrayBuffer | readonly number[] | Uint8Array): Buffer;
  alloc(size: number, fill?: number | string): Buffer;
  concat(parts: readonly Uint8Array[]): Buffer;
  byteLength(text: string, encoding?: BufferEncoding): number;
  isBuffer(value: unknown): value is Buffer;
};

interface Timeout { ref(): this; unref(): this; hasRef(): boolean; }
declare namespace NodeJS { type Timeout = globalThis.Timeout; interface ErrnoException extends Error { code?: string; } }
declare function setTimeout<A extends unknown[]>(run: (...args: A) => void, ms?: number, ...args: A): Timeout;
declare function setInterval<A extends unknown[]>(run: (...args: A) => void, ms?: number, ...args: A): Timeout;
declare function setImmediate<A extends unknown[]>(run: (...args: A) => void, ...args: A): unknown;
declare function clearTimeout(timer: Timeout | undefined): void;
declare function clearInterval(timer: Timeout | undefined): void;
declare function queueMicrotask(run: () => void): void;
declare function structuredClone<T>(value: T): T;

interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
}
declare const console: Console;

declare const process: {
  readonly env: Record<string, string | undefined>;
  readonly argv: readonly string[];
  readonly pid: number;
  exit(code?: number): never;
  on(event: 'SIGTERM' | 'SIGINT', run: () => void): void;
  once(event: 'SIGTERM' | 'SIGINT', run: () => void): void;
  on(event: 'uncaughtException' | 'unhandledRejection', run: (error: unknown) => void): void;
  nextTick(run: () => void): void;
  hrtime: { bigint(): bigint };
  uptime(): number;
};

interface Performance { now(): number; }
declare const performance: Performance;
declare class TextEncoder { encode(text?: string): Uint8Array; }
declare class TextDecoder { constructor(encoding?: string); decode(bytes?: Uint8Array): string; }
`;

const TLS = `declare module 'tls' { export interface ConnectionOptions { [option: string]: unknown } }`;
const NET = `declare module 'net' { export interface Socket { [member: string]: unknown } }`;

const SHELFMARK = `
declare module 'shelfmark' {
  /** Tells the lesson what this program has done: \`effect('read', { key, offset })\`. Lessons check it. */
  export function effect(name: string, data?: unknown): void;
  /** Waits in virtual time, in milliseconds. */
  export function sleep(ms: number): Promise<void>;
}
`;

const MODULES = ['buffer', 'crypto', 'events', 'util', 'timers/promises']
  .map((name) => `declare module 'node:${name}' { export * from '${name}'; }`)
  .join('\n').concat(`
declare module 'buffer' { const buffer: typeof Buffer; export { buffer as Buffer }; }
declare module 'crypto' {
  export function randomUUID(): string;
  export function randomBytes(size: number): Buffer;
  export function randomInt(max: number): number;
  export function randomInt(min: number, max: number): number;
}
declare module 'events' {
  export class EventEmitter {
    on(event: string | symbol, run: (...values: any[]) => void): this;
    once(event: string | symbol, run: (...values: any[]) => void): this;
    off(event: string | symbol, run: (...values: any[]) => void): this;
    emit(event: string | symbol, ...values: unknown[]): boolean;
    removeAllListeners(event?: string | symbol): this;
  }
  export default EventEmitter;
}
declare module 'util' {
  export function inspect(value: unknown, options?: object): string;
  export function format(format: unknown, ...values: unknown[]): string;
  export function promisify(run: (...args: any[]) => void): (...args: any[]) => Promise<any>;
}
declare module 'timers/promises' {
  export function setTimeout<T = void>(ms?: number, value?: T): Promise<T>;
  export function setImmediate<T = void>(value?: T): Promise<T>;
}
`);

/** Declaration files by their address in the editor. */
export const LIBRARIES: Readonly<Record<string, string>> = {
  'file:///node_modules/kafkajs/index.d.ts': kafkajs.replace('/// <reference types="node" />', ''),
  'file:///lib/node.d.ts': NODE,
  'file:///lib/tls.d.ts': TLS,
  'file:///lib/net.d.ts': NET,
  'file:///lib/modules.d.ts': MODULES,
  'file:///lib/shelfmark.d.ts': SHELFMARK,
};
