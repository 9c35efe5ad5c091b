import { Prng } from '../../src/sim/cluster/prng';
import { world, type World } from '../support/world';
import { findAnomalies, type Anomaly } from './anomalies';
import { FuzzConsumer } from './consumer';
import { GroupLog } from './group-log';
import { Invariants } from './invariants';
import { drawPlan, type Plan } from './plan';
import { FuzzProducer } from './producer';
import { Tally } from './tally';

/** What one history showed. */
export interface Outcome {
  readonly seed: number;
  readonly anomalies: readonly Anomaly[];
  readonly acknowledged: number;
  /** Records that some member of a group has processed. */
  readonly consumed: number;
  /** How often the journal told of it. */
  readonly elections: number;
  readonly shrinks: number;
  readonly truncations: number;
  readonly controllerMoves: number;
  readonly coordinatorMoves: number;
  readonly rebalances: number;
  readonly reassignments: number;
  /** Partitions whose records nobody was left to have; see Invariants. */
  readonly forgiven: number;
  readonly hash: string;
}

/** What has to be in some of many histories; none of these counts may be zero. */
export const SHOWN = [
  'acknowledged',
  'consumed',
  'elections',
  'shrinks',
  'truncations',
  'controllerMoves',
  'coordinatorMoves',
  'rebalances',
  'reassignments',
] as const satisfies readonly (keyof Outcome)[];

/** Clients look at their answers this often. */
const TICK_MS = 50;
/** From then on all brokers have been started; it is looked this often whether nothing is amiss any more. */
const MENDED_US = 20_000_000;
const LOOK_EVERY_US = 5_000_000;

/** Plays the history of a seed, the same every time. Throws InvariantBroken. */
export function playSeed(seed: number): Outcome {
  const random = new Prng(seed).fork('fuzz');
  const plan = drawPlan(seed, random);
  const here = cluster(plan);
  const invariants = new Invariants(here);
  const tally = new Tally();
  here.watch = (events) => {
    invariants.check(events);
    tally.count(events);
  };
  const producers = plan.producers.map((producer, i) => {
    return new FuzzProducer(here, `p${i}`, producer, plan.topics, random.fork(`producer ${i}`));
  });
  const groups = plan.groups.map(({ group }) => new GroupLog(group, invariants.forgiven));
  const consumers = plan.groups.flatMap(({ consumers }, i) =>
    consumers.map((consumer, j) => {
      return new FuzzConsumer(here, consumer, plan.topics, groups[i] as GroupLog, random.fork(`consumer ${i} ${j}`));
    }),
  );
  const places = plan.topics.flatMap(({ name, partitions }) =>
    Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition })),
  );
  const amiss = (): Anomaly[] => {
    const kept = places.filter(({ topic, partition }) => !invariants.forgiven.has(`${topic}-${partition}`));
    return findAnomalies(here, producers, groups, kept);
  };
  const faults = [...plan.faults];
  let lookUs = plan.quietUs + MENDED_US;
  while (here.cluster.nowUs < plan.endUs) {
    while (faults[0] !== undefined && faults[0].atUs <= here.cluster.nowUs) {
      const fault = faults.shift();
      if (fault !== undefined) here.cluster.command(fault.command);
    }
    here.run(TICK_MS);
    here.events.length = 0;
    for (const producer of producers) producer.tick(here.cluster.nowUs < plan.quietUs);
    for (const consumer of consumers) consumer.tick();
    if (here.cluster.nowUs < lookUs) continue;
    // Every replica is in sync and everything is read: nothing is left that could still come.
    if (amiss().length === 0) break;
    lookUs += LOOK_EVERY_US;
  }
  return {
    seed,
    anomalies: amiss(),
    acknowledged: producers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
    consumed: groups.flatMap(({ processed }) => [...processed.values()]).reduce((sum, { size }) => sum + size, 0),
    ...tally.counts,
    forgiven: invariants.forgiven.size,
    hash: here.cluster.journalHash,
  };
}

function cluster({ brokers, topics, seed }: Plan): World {
  const config = {
    'min.insync.replicas': '2',
    'offsets.topic.num.partitions': '4',
    'offsets.topic.replication.factor': String(Math.min(3, brokers)),
    'group.initial.rebalance.delay.ms': '500',
  };
  return world({ brokers, topics, config, seed, clientMs: 2, brokerMs: 1 });
}
