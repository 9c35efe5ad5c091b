import type { AdminCommand, FaultCommand } from '../../src/contract/command';
import { brokerEndpoint, type BrokerId, type Us } from '../../src/contract/ids';
import type { TopicSpec } from '../../src/contract/scenario';
import type { Prng } from '../../src/sim/cluster/prng';

/** One history of a cluster, drawn from a seed: what stands, who writes, and what goes wrong when. */
export interface Plan {
  readonly seed: number;
  readonly brokers: number;
  readonly topics: readonly TopicSpec[];
  readonly producers: readonly ProducerPlan[];
  readonly groups: readonly GroupPlan[];
  readonly faults: readonly Deed[];
  /** From here on nothing goes wrong any more, and nobody writes. */
  readonly quietUs: Us;
  /** At the latest: by then nothing may be amiss any more. */
  readonly endUs: Us;
}

/** Something done to the cluster: a fault and its mending, or what an administrator does. */
interface Deed {
  readonly atUs: Us;
  readonly command: FaultCommand | AdminCommand;
}

export interface ProducerPlan {
  readonly idempotent: boolean;
  readonly everyMs: number;
}

export interface GroupPlan {
  readonly group: string;
  readonly consumers: readonly ConsumerPlan[];
}

export interface ConsumerPlan {
  /** `group.instance.id`; null: a dynamic member. */
  readonly instanceId: string | null;
  /** In order of time. */
  readonly acts: readonly ConsumerAct[];
}

/** What a consumer does beside reading: its process ends and starts, stands still and goes on; it leaves, and returns. */
export interface ConsumerAct {
  readonly atUs: Us;
  readonly act: 'die' | 'start' | 'pause' | 'resume' | 'leave' | 'return';
}

const SECOND: Us = 1_000_000;
const QUIET_US = 60 * SECOND;
/** Longer than a session, a fetch back-off and an election together: every replica is in sync again. */
const SETTLE_US = 60 * SECOND;

export function drawPlan(seed: number, random: Prng): Plan {
  const brokers = 1 + random.nextInt(7);
  const replicationFactor = Math.min(brokers, 3);
  const topics = Array.from({ length: 1 + random.nextInt(2) }, (_, i): TopicSpec => ({
    name: `topic-${i}`,
    partitions: 1 + random.nextInt(3),
    replicationFactor,
    configs: { 'min.insync.replicas': '2' },
  }));
  const producers = Array.from({ length: 1 + random.nextInt(3) }, () => ({
    idempotent: random.nextInt(2) === 0,
    everyMs: 100 + random.nextInt(400),
  }));
  const faults = drawFaults(brokers, random);
  const groups = drawGroups(random);
  const moves = drawMoves(brokers, topics, random);
  return {
    seed,
    brokers,
    topics,
    producers,
    groups,
    faults: [...faults, ...moves].sort((a, b) => a.atUs - b.atUs),
    quietUs: QUIET_US,
    endUs: QUIET_US + SETTLE_US,
  };
}

/** Replicas are moved, and leaders back to where they are preferred, whether or not that can be done just then. */
function drawMoves(brokers: number, topics: readonly TopicSpec[], random: Prng): Deed[] {
  return Array.from({ length: random.nextInt(4) }, (): Deed => {
    const atUs = (3 + random.nextInt(55)) * SECOND;
    const { name: topic, partitions, replicationFactor } = topics[random.nextInt(topics.length)] as TopicSpec;
    const partition = random.nextInt(partitions);
    if (random.nextInt(2) === 0)
      return { atUs, command: { type: 'elect-leader', topic, partition, election: 'preferred' } };
    const first = random.nextInt(brokers);
    const replicas = Array.from({ length: replicationFactor }, (_, i) => 1 + ((first + i) % brokers));
    return { atUs, command: { type: 'reassign-partition', topic, partition, replicas } };
  });
}

/** The first consumer of a group only reads; the others have their ways. */
function drawGroups(random: Prng): GroupPlan[] {
  return Array.from({ length: 1 + random.nextInt(2) }, (_, i) => {
    const others = Array.from({ length: random.nextInt(3) }, (_, j): ConsumerPlan => {
      const instanceId = random.nextInt(3) === 0 ? `static-${i}-${j}` : null;
      return { instanceId, acts: drawActs(random) };
    });
    return { group: `group-${i}`, consumers: [{ instanceId: null, acts: [] }, ...others] };
  });
}

const WAYS = [
  ['die', 'start'],
  ['pause', 'resume'],
  ['leave', 'return'],
] as const;

/** Whoever is away comes back before the quiet does. */
function drawActs(random: Prng): ConsumerAct[] {
  const acts: ConsumerAct[] = [];
  for (let atUs = (5 + random.nextInt(20)) * SECOND; atUs < QUIET_US - 20 * SECOND;) {
    const [away, back] = WAYS[random.nextInt(WAYS.length)] as (typeof WAYS)[number];
    const awayUs = (1 + random.nextInt(20)) * SECOND;
    acts.push({ atUs, act: away }, { atUs: atUs + awayUs, act: back });
    atUs += awayUs + (5 + random.nextInt(20)) * SECOND;
  }
  return acts;
}

/** Faults between the third second and the quiet; whatever is broken is mended when the quiet begins. */
function drawFaults(brokers: number, random: Prng): Plan['faults'] {
  const faults: Deed[] = [];
  const ids: BrokerId[] = Array.from({ length: brokers }, (_, i) => i + 1);
  const anyOf = (): BrokerId => ids[random.nextInt(ids.length)] as BrokerId;
  // One disk at most is ever lost in a run, or what a machine without power had not written to it; and none where it
  // is the only one.
  let mayLoseDisk = brokers >= 3;
  for (let atUs = 3 * SECOND; atUs < QUIET_US; atUs += (1 + random.nextInt(9)) * SECOND) {
    const broker = anyOf();
    const [from, to] = [brokerEndpoint(broker), brokerEndpoint(anyOf())];
    const add = (command: FaultCommand): void => void faults.push({ atUs, command });
    switch (random.nextInt(10)) {
      case 0:
        add({ type: 'kill-broker', broker });
        break;
      case 1: {
        const isPower = mayLoseDisk && random.nextInt(4) === 0;
        if (isPower) mayLoseDisk = false;
        add({ type: isPower ? 'power-off-broker' : 'kill-broker', broker });
        break;
      }
      case 2:
        add({ type: 'stop-broker', broker });
        break;
      case 3:
        add({ type: 'pause-broker', broker });
        break;
      case 4:
        add({ type: 'resume-broker', broker });
        break;
      case 5:
        add({ type: 'isolate-broker', broker });
        break;
      case 6:
        add({ type: 'heal-broker', broker });
        break;
      case 7:
        if (from !== to) add({ type: random.nextInt(2) === 0 ? 'cut-link' : 'heal-link', from, to });
        break;
      case 8:
        if (from !== to) add({ type: 'slow-link', from, to, extraUs: 1000 * random.nextInt(2000) });
        break;
      default: {
        const isLost = mayLoseDisk && random.nextInt(4) === 0;
        if (isLost) mayLoseDisk = false;
        add({ type: 'start-broker', broker, disk: isLost ? 'lost' : 'kept' });
      }
    }
  }
  for (const broker of ids) {
    faults.push({ atUs: QUIET_US, command: { type: 'resume-broker', broker } });
    faults.push({ atUs: QUIET_US, command: { type: 'heal-broker', broker } });
    // Who was on its way down when the quiet began goes down first: it may have to find its controller for that.
    for (const afterUs of [0, 5 * SECOND, 15 * SECOND, 30 * SECOND]) {
      faults.push({ atUs: QUIET_US + afterUs, command: { type: 'start-broker', broker, disk: 'kept' } });
    }
  }
  return faults.sort((a, b) => a.atUs - b.atUs);
}
