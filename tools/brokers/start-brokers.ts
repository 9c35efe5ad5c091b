import { setTimeout } from 'node:timers/promises';
import type { AdminCommand, FaultCommand } from '../../src/contract/command';
import type { SimEvent } from '../../src/contract/event';
import { EPOCH_MS, US_PER_MS, type BrokerId, type Us } from '../../src/contract/ids';
import type { Query, QueryAnswer } from '../../src/contract/query';
import type { Scenario } from '../../src/contract/scenario';
import { Cluster } from '../../src/sim/cluster/cluster';
import { Complaint } from './complaint';
import { Door, DOOR_FILES, DOOR_PROGRAMS } from './door';
import { Listeners, LOOPBACK } from './listeners';
import { RealTime } from './real-time';
import { THREE_BROKERS } from './scenario-file';

const POLL_MS = 20;

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
  /** kill -9: its connections end, and its port refuses until it is started again. */
  kill(broker: BrokerId): Promise<void>;
  /** SIGTERM: a controlled shutdown, then as `kill`. Resolves when it is down, which only the journal tells. */
  shutDown(broker: BrokerId): Promise<void>;
  /** With its disk as it was left, on its old port. Throws Complaint when somebody else has taken that. */
  start(broker: BrokerId): Promise<void>;
  /** Any other fault, and its healing; the call of a tool. */
  command(command: FaultCommand | AdminCommand): void;
  query(query: Query): QueryAnswer;
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
  const listeners = new Listeners((socket, broker) => door?.enter(socket, broker));
  try {
    for (const [i, { id }] of scenario.brokers.entries())
      await listeners.open(id, portBase === null ? 0 : portBase + i);
    const { ports } = listeners;
    const cluster = standing(scenario, seed, ports, journal);
    const events: SimEvent[] = [];
    const time = new RealTime(cluster, () => {
      door?.deliver();
      for (const event of cluster.releaseEvents()) events.push(event);
    });
    const open = new Door(cluster, () => time.catchUp());
    door = open;
    const order = (command: FaultCommand | AdminCommand): void => {
      time.catchUp();
      cluster.command(command);
      time.catchUp();
    };
    time.catchUp();
    return {
      bootstrap: [...ports.values()].map((port) => `${LOOPBACK}:${port}`).join(','),
      ports,
      events,
      async kill(broker) {
        const closed = listeners.close(broker);
        order({ type: 'kill-broker', broker });
        await closed;
      },
      async shutDown(broker) {
        order({ type: 'stop-broker', broker });
        while (!isDown(events, broker)) await setTimeout(POLL_MS);
        await listeners.close(broker);
      },
      async start(broker) {
        order({ type: 'start-broker', broker, disk: 'kept' });
        await listeners.open(broker);
      },
      command: order,
      query: (query) => cluster.query(query),
      async stop() {
        time.stop();
        const closed = listeners.closeAll();
        open.closeAll();
        await closed;
      },
    };
  } catch (error) {
    await listeners.closeAll();
    throw error;
  }
}

function isDown(events: readonly SimEvent[], broker: BrokerId): boolean {
  const states = events.flatMap((event) =>
    event.type === 'broker-state' && event.broker === broker ? [event.state] : [],
  );
  return states.at(-1) === 'NotRunning';
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
