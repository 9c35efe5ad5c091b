import { createServer, type AddressInfo, type Server } from 'node:net';
import type { SimEvent } from '../../src/contract/event';
import { EPOCH_MS, US_PER_MS, type BrokerId, type Us } from '../../src/contract/ids';
import type { Scenario } from '../../src/contract/scenario';
import { Cluster } from '../../src/sim/cluster/cluster';
import { Complaint } from './complaint';
import { Door, DOOR_FILES, DOOR_PROGRAMS } from './door';
import { RealTime } from './real-time';
import { THREE_BROKERS } from './scenario-file';

const LOOPBACK = '127.0.0.1';
export const PORT_MAX = 65_535;

export interface BrokersOptions {
  /** Three brokers without topics when absent. */
  readonly scenario?: Scenario;
  readonly seed?: number;
  /** Port of the first broker, the next one's is the next; chosen by the system when absent. */
  readonly portBase?: number;
  /** Keep what happens in `events`. Grows as long as the brokers run. */
  readonly journal?: boolean;
}

/** Simulated brokers that listen on loopback TCP, in real time. */
export interface RunningBrokers {
  /** `127.0.0.1:49152,127.0.0.1:49153`, in the order of the scenario. */
  readonly bootstrap: string;
  readonly ports: ReadonlyMap<BrokerId, number>;
  readonly events: readonly SimEvent[];
  /** Ends all connections and frees the ports. */
  stop(): Promise<void>;
}

/**
 * Starts the scenario's brokers; they are ready when this resolves.
 * @throws Complaint for a port that is taken, and for a scenario that cannot stand.
 */
export async function startBrokers(options: BrokersOptions = {}): Promise<RunningBrokers> {
  const { scenario = THREE_BROKERS, seed = 1, portBase = null, journal = false } = options;
  let door: Door | null = null;
  const servers: Server[] = [];
  const ports = new Map<BrokerId, number>();
  try {
    for (const [i, { id }] of scenario.brokers.entries()) {
      const server = createServer((socket) => door?.enter(socket, id));
      await listen(server, portBase === null ? 0 : portBase + i);
      servers.push(server);
      ports.set(id, (server.address() as AddressInfo).port);
    }
    const cluster = standing(scenario, seed, ports, journal);
    const events: SimEvent[] = [];
    const time = new RealTime(cluster, () => {
      door?.deliver();
      for (const event of cluster.releaseEvents()) events.push(event);
    });
    door = new Door(cluster, () => time.catchUp());
    const open = door;
    time.catchUp();
    return {
      bootstrap: [...ports.values()].map((port) => `${LOOPBACK}:${port}`).join(','),
      ports,
      events,
      async stop() {
        time.stop();
        const closed = closeAll(servers);
        open.closeAll();
        await closed;
      },
    };
  } catch (error) {
    await closeAll(servers);
    throw error;
  }
}

function standing(scenario: Scenario, seed: number, ports: ReadonlyMap<BrokerId, number>, journal: boolean): Cluster {
  try {
    return new Cluster({
      scenario,
      seed,
      programs: DOOR_PROGRAMS,
      files: DOOR_FILES,
      journal,
      advertised: new Map([...ports].map(([id, port]) => [id, { host: LOOPBACK, port }])),
      startUs: today(),
    });
  } catch (error) {
    throw new Complaint(`The scenario cannot stand: ${(error as Error).message}`);
  }
}

/** Real clients stamp their records with the real date, and brokers compare it with theirs. */
function today(): Us {
  return Math.max(0, (Date.now() - EPOCH_MS) * US_PER_MS);
}

function listen(server: Server, port: number): Promise<void> {
  if (port > PORT_MAX) throw new Complaint(`There is no port ${port}: the last one is ${PORT_MAX}.`);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Complaint(`Port ${port} of ${LOOPBACK} cannot be listened on: ${reasonOf(error)}.`)),
    );
    server.listen(port, LOOPBACK, () => resolve());
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'another program has it already';
  if (error.code === 'EACCES') return 'this user may not take it';
  return error.message;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
}
