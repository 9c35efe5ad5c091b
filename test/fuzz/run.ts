import type { SimEvent } from '../../src/contract/event';
import { Prng } from '../../src/sim/cluster/prng';
import { world } from '../support/world';
import { findAnomalies, type Anomaly } from './anomalies';
import { Invariants } from './invariants';
import { drawPlan } from './plan';
import { FuzzProducer } from './producer';

/** What one history showed. */
export interface Outcome {
  readonly seed: number;
  readonly anomalies: readonly Anomaly[];
  readonly acknowledged: number;
  /** How often the journal told of it. */
  readonly elections: number;
  readonly shrinks: number;
  readonly truncations: number;
  readonly controllerMoves: number;
  readonly hash: string;
}

/** Clients look at their answers this often. */
const TICK_MS = 50;

/** Plays the history of a seed, the same every time. Throws InvariantBroken. */
export function playSeed(seed: number): Outcome {
  const random = new Prng(seed).fork('fuzz');
  const plan = drawPlan(seed, random);
  const here = world({ brokers: plan.brokers, topics: plan.topics, seed, clientMs: 2, brokerMs: 1 });
  const invariants = new Invariants();
  const producers = plan.producers.map((producer, i) => {
    return new FuzzProducer(here, `p${i}`, producer, plan.topics, random.fork(`producer ${i}`));
  });
  const places = plan.topics.flatMap(({ name, partitions }) =>
    Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition })),
  );
  const faults = [...plan.faults];
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  while (here.cluster.nowUs < plan.endUs) {
    while (faults[0] !== undefined && faults[0].atUs <= here.cluster.nowUs) {
      const fault = faults.shift();
      if (fault !== undefined) here.cluster.command(fault.command);
    }
    here.run(TICK_MS);
    const events = here.events.splice(0);
    for (const event of events) tally(event, count);
    invariants.check(events);
    for (const producer of producers) producer.tick(here.cluster.nowUs < plan.quietUs);
  }
  for (const { topic, partition } of places) invariants.checkReplicas(here, topic, partition);
  return {
    seed,
    anomalies: findAnomalies(here, producers, places),
    acknowledged: producers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
    elections: counts.get('election') ?? 0,
    shrinks: counts.get('shrink') ?? 0,
    truncations: counts.get('truncation') ?? 0,
    controllerMoves: Math.max(0, (counts.get('controller') ?? 0) - 1),
    hash: here.cluster.journalHash,
  };
}

function tally(event: SimEvent, count: (what: string) => void): void {
  if (event.type === 'partition-changed' && event.reason === 'leader-elected') count('election');
  if (event.type === 'partition-changed' && event.reason === 'isr-shrunk') count('shrink');
  if (event.type === 'log-truncated') count('truncation');
  if (event.type === 'controller-changed') count('controller');
}
