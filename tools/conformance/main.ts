import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterUnderTest } from '../../test/conformance/cluster-under-test';
import { play } from '../../test/conformance/play';
import type { ConformanceScenario } from '../../test/conformance/scenario';
import { SCENARIOS } from '../../test/conformance/scenarios';
import { transcriptPath } from '../../test/conformance/transcript-path';
import { Complaint } from '../brokers/complaint';
import { startRealKafka } from './real-kafka';

/** Downloads and disks of the recorded brokers; nothing of it is in the repository. */
const CACHE = join(import.meta.dirname, '../../.cache/conformance');

/**
 * The tool `npm run conformance:record [-- NAME…]`: plays the scenarios (all, or those that are named) against a real
 * Apache Kafka, and keeps what it answered.
 */
export async function main(names: readonly string[]): Promise<void> {
  try {
    const wanted = chosen(names);
    mkdirSync(CACHE, { recursive: true });
    for (const together of clustersOf(wanted)) await record(together);
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function record(scenarios: readonly ConformanceScenario[]): Promise<void> {
  console.log(`starting Apache Kafka for ${scenarios.map(({ name }) => name).join(', ')}`);
  const cluster = await startRealKafka(CACHE, scenarios[0]?.configs ?? {});
  const stop = endingWith(cluster);
  try {
    for (const scenario of scenarios) {
      try {
        writeFileSync(transcriptPath(scenario.name), await play(scenario, cluster));
        console.log(`recorded ${scenario.name}`);
      } catch (error) {
        // The others may still be worth their time.
        console.error(error);
        process.exitCode = 1;
      }
    }
  } finally {
    await stop();
  }
}

/** Nobody's Java goes on when this is interrupted. */
function endingWith(cluster: ClusterUnderTest): () => Promise<void> {
  const interrupted = (): void => void cluster.stop().then(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  return async () => {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await cluster.stop();
  };
}

function chosen(names: readonly string[]): ConformanceScenario[] {
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    const known = SCENARIOS.map(({ name }) => name).join(', ');
    throw new Complaint(`There is no scenario ${unknown.join(', ')}. There are: ${known}.`);
  }
  return SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** Scenarios that may share a cluster: none that wants a fresh one, and all of the same configuration. */
function clustersOf(scenarios: readonly ConformanceScenario[]): ConformanceScenario[][] {
  const shared = new Map<string, ConformanceScenario[]>();
  const alone: ConformanceScenario[][] = [];
  for (const scenario of scenarios) {
    if (scenario.fresh === true) {
      alone.push([scenario]);
      continue;
    }
    const key = JSON.stringify(scenario.configs ?? {});
    const group = shared.get(key) ?? [];
    shared.set(key, group);
    group.push(scenario);
  }
  return [...shared.values(), ...alone];
}
