import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Scenario } from '../../src/contract/scenario';
import { LessonError } from '../../src/lesson/build/mistake';
import { scenarioSchema, toScenario } from '../../src/lesson/build/scenario-schema';
import { readYaml } from '../../src/lesson/build/yaml-file';
import { Complaint } from './complaint';

/** A scenario as a lesson has it, with a name if it wants one. */
const scenarioFile = v.strictObject({
  id: v.optional(v.pipe(v.string(), v.description('name of the scenario')), 'brokers'),
  ...scenarioSchema.entries,
  brokers: v.pipe(
    scenarioSchema.entries.brokers,
    v.nonEmpty(),
    v.check((brokers) => new Set(brokers.map(({ id }) => id)).size === brokers.length, 'a different id for each'),
  ),
});

/** Three brokers that answer as fast as they can, and no topics: clients create their own. */
export const THREE_BROKERS: Scenario = {
  id: 'three-brokers',
  brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
  links: { clientUs: 1, brokerUs: 1 },
  topics: [],
  config: { 'group.initial.rebalance.delay.ms': '0' },
};

/**
 * Reads a scenario (contract/scenario.ts) of a YAML or JSON file.
 * @throws Complaint with each place that does not fit: line, what was found, what was expected.
 */
export function readScenario(path: string): Scenario {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Complaint(`The scenario ${path} cannot be read: ${(error as Error).message}.`);
  }
  try {
    const { id, ...scenario } = readYaml(path, text, scenarioFile).value;
    return toScenario(id, scenario);
  } catch (error) {
    if (error instanceof LessonError) throw new Complaint(error.message);
    throw error;
  }
}
