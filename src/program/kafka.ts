/// <reference path="./untyped.d.ts" />
import * as kafkajs from 'kafkajs/index.js';
import type { Sockets } from './sockets';

type Config = Readonly<Record<string, unknown>>;
type SocketOptions = { host: string; port: number; onConnect: () => void };

interface Disconnectable {
  disconnect(): Promise<void>;
}

/**
 * The package `kafkajs` as a program gets it: KafkaJS's own, with the simulated network for a network.
 * Its clients are remembered so that they can say goodbye when the program is told to stop.
 */
export function kafkajsOver(sockets: Sockets): {
  exports: Record<string, unknown>;
  disconnectAll: () => Promise<void>;
} {
  const clients: Disconnectable[] = [];
  const remembered = <T extends Disconnectable>(client: T): T => {
    clients.push(client);
    return client;
  };

  class Kafka extends kafkajs.Kafka {
    constructor(config: Config) {
      const socketFactory = ({ host, port, onConnect }: SocketOptions) => sockets.connect(host, port, onConnect);
      super({ ...config, socketFactory, ssl: undefined });
    }

    override producer(options?: unknown) {
      return remembered(super.producer(options));
    }

    override consumer(options?: unknown) {
      return remembered(super.consumer(options));
    }

    override admin(options?: unknown) {
      return remembered(super.admin(options));
    }
  }

  const disconnectAll = async (): Promise<void> => {
    await Promise.allSettled(clients.map((client) => client.disconnect()));
  };
  // The bundler's `default` is KafkaJS as it was; a program's `import kafkajs from 'kafkajs'` gets all of this.
  const { default: _, ...named } = kafkajs as unknown as Record<string, unknown>;
  return { exports: { ...named, Kafka }, disconnectAll };
}
