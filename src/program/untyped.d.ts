/** The packages' own types would bring all of Node's globals into a place where they do not exist. */
declare module 'kafkajs/index.js' {
  /** Producers, consumers and admins alike. */
  interface Client {
    disconnect(): Promise<void>;
  }
  export class Kafka {
    constructor(config: Readonly<Record<string, unknown>>);
    producer(options?: unknown): Client;
    consumer(options?: unknown): Client;
    admin(options?: unknown): Client;
  }
}

declare module 'events/events.js' {
  type Listener = (...args: never[]) => void;
  export class EventEmitter {
    static defaultMaxListeners: number;
    on(event: string, listener: Listener): this;
    once(event: string, listener: Listener): this;
    off(event: string, listener: Listener): this;
    emit(event: string, ...args: unknown[]): boolean;
    listenerCount(event: string): number;
    removeAllListeners(event?: string): this;
  }
  export default EventEmitter;
}
