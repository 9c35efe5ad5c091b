import fc from 'fast-check';
import { Prng } from '../../../src/sim/cluster/prng';
import type { Broker } from '../../../src/sim/broker/broker';
import { SERVED_KEYS } from '../../../src/sim/broker/routes';
import type { Api } from '../../../src/sim/protocol/api';
import { encodeRequestFrame } from '../../../src/sim/protocol/frames';
import { APIS } from '../../../src/sim/protocol/registry';
import { valuesOf } from '../../sim/protocol/arbitrary';
import { world, type World } from '../../support/world';
import { Attacker, type Fate } from './attacker';
import { likelyIn, TOPICS, withMemberIds } from './likely';
import { mutate } from './mutations';
import { Neighbour, TOPIC } from './neighbour';

/** What became of the frames of one siege. */
export interface Siege {
  readonly frames: number;
  readonly fates: Readonly<Record<Fate, number>>;
  readonly hash: string;
}

/** Frames against one cluster; then another is made, so that a run of a million does not end in one full of groups. */
export const FRAMES_PER_SIEGE = 1000;
const CONNECTIONS = 8;
const SERVED = APIS.filter(({ key }) => SERVED_KEYS.has(key));
/** One table in so many is any that the protocol has: most of those are not for clients. */
const UNSERVED_IN = 10;
/** Valid bodies that are drawn for one API and version, and tables that a siege takes. */
const BODIES = 12;
const TABLES = 30;
const ROUND_MS = 130;
/** Sessions run out, rebalances end, what was parked for half a minute is answered. */
const AFTERMATH_MS = 90_000;

/** Sends mutated frames at a broker, the same for the same seed. Throws Misbehaviour, or whatever escaped the broker. */
export function besiege(
  seed: number,
  frames = FRAMES_PER_SIEGE,
  /** Plants a bug in the broker, to see it caught. */
  plant: (broker: Broker) => void = () => undefined,
): Siege {
  const random = new Prng(seed).fork('frames');
  const here = cluster(seed);
  const neighbour = new Neighbour(here);
  const fates = { answered: 0, refused: 0, closed: 0, silent: 0, waits: 0 };
  const members = new Map<string, string>();
  const client = here.client();
  const attackers = Array.from({ length: CONNECTIONS }, () => new Attacker(client, members, (fate) => fates[fate]++));
  here.run(50);
  plant(here.cluster.nodes.get(1)?.broker as Broker);
  const draw = source(here, members, random);
  const sent: string[] = [];
  try {
    for (let left = frames; left > 0;) {
      sent.length = 0;
      for (const attacker of attackers) {
        for (let burst = Math.min(left, random.nextInt(8) === 0 ? 2 : 1); burst > 0; burst--, left--) {
          const { name, bytes } = draw();
          sent.push(`${name}: ${hex(bytes)}`);
          attacker.send(bytes, random);
        }
      }
      neighbour.send();
      here.run(ROUND_MS);
      here.events.length = 0;
      for (const attacker of attackers) attacker.check();
      neighbour.check();
    }
    here.run(AFTERMATH_MS);
    neighbour.send();
    here.run(ROUND_MS);
    neighbour.check();
  } catch (error) {
    if (error instanceof Error) error.message += `\nlast sent:\n${sent.join('\n')}`;
    throw error;
  }
  return { frames, fates, hash: here.cluster.journalHash };
}

function cluster(seed: number): World {
  const topics = [
    { name: 'plain', partitions: 3, replicationFactor: 2 },
    { name: 'compacted', partitions: 1, replicationFactor: 2, configs: { 'cleanup.policy': 'compact' } },
    { name: 'single', partitions: 1, replicationFactor: 1, assignment: [[1]] },
    { name: TOPIC, partitions: 1, replicationFactor: 2, assignment: [[1, 2]] },
    { name: '__consumer_offsets', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] },
  ];
  const config = { 'group.initial.rebalance.delay.ms': '50' };
  return world({ brokers: 2, topics, config, seed, clientMs: 2, brokerMs: 1 });
}

/** Draws frames: values of a table, encoded and then spoilt. */
function source(
  here: World,
  members: ReadonlyMap<string, string>,
  random: Prng,
): () => { name: string; bytes: Uint8Array } {
  const { broker } = here.cluster.nodes.get(1) ?? {};
  const ids = TOPICS.map((name) => broker?.image.topics.get(name)?.topicId ?? '');
  const any = <T>(list: readonly T[]): T => list[random.nextInt(list.length)] as T;
  const tables = Array.from({ length: TABLES }, () => {
    const api: Api = (random.nextInt(UNSERVED_IN) === 0 ? any(APIS) : any(SERVED)) as Api;
    const version = api.minVersion + random.nextInt(api.maxVersion - api.minVersion + 1);
    const values = valuesOf(api.request.fields, version, likelyIn(ids, api.name));
    return { api, version, bodies: fc.sample(values, { numRuns: BODIES, seed: random.next32() | 0 }) };
  });
  let correlationId = 0;
  return () => {
    const { api, version, bodies } = any(tables);
    const body = withMemberIds(any(bodies), members);
    const header = { version, correlationId: correlationId++, clientId: random.nextInt(9) === 0 ? null : 'attacker' };
    const { mutation, bytes } = mutate(encodeRequestFrame(api, header, body as object), random);
    return { name: `${api.name} v${version} ${mutation}`, bytes };
  };
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 400), (byte) => byte.toString(16).padStart(2, '0')).join('');
