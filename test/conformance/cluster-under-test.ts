import type { AdminCommand } from '../../src/contract/command';

/** Where a broker listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface DiskFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Its first bytes, at most `HEAD_BYTES_MAX`. */
  readonly head: Uint8Array;
}

/** An index is 10 MiB of nothing at first. */
export const HEAD_BYTES_MAX = 4096;

/** A cluster of brokers 1, 2 and 3 on loopback TCP: a real Apache Kafka, or ours behind its door. */
export interface ClusterUnderTest {
  readonly addresses: ReadonlyMap<number, Address>;
  /** kill -9. */
  kill(broker: number): Promise<void>;
  /** SIGTERM: a controlled shutdown; resolves when its process is gone. */
  shutDown(broker: number): Promise<void>;
  /** On its old port, with its disk as it was left. */
  start(broker: number): Promise<void>;
  /** SIGSTOP: it stands still, its sockets stay open. */
  pause(broker: number): Promise<void>;
  /** SIGCONT. */
  resume(broker: number): Promise<void>;
  /** The files of a partition's folder on this broker's disk, by name. */
  partitionFolder(broker: number, topic: string, partition: number): Promise<readonly DiskFile[]>;
  /** Calls one of Kafka's command-line tools: what it prints, complaints last. */
  tool(command: AdminCommand): Promise<string>;
  stop(): Promise<void>;
}

/** Broker configuration beyond the defaults, by Kafka's own names; both clusters understand it. */
export type BrokerConfigs = Readonly<Record<string, string>>;

/** What every cluster under test has, so that nobody waits for nothing. */
export const COMMON_CONFIGS: BrokerConfigs = { 'group.initial.rebalance.delay.ms': '0' };

export const BROKER_IDS = [1, 2, 3] as const;
