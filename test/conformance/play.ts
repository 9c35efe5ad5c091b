import type { ClusterUnderTest } from './cluster-under-test';
import type { ConformanceScenario } from './scenario';
import { Stage } from './stage';

/** Real time after which what a scenario waits for is not expected any more. */
const WAIT_MS_MAX = 30_000;

/** The transcript of a scenario on this cluster. */
export async function play(scenario: ConformanceScenario, cluster: ClusterUnderTest): Promise<string> {
  const stage = new Stage(cluster, WAIT_MS_MAX);
  stage.say(`# ${scenario.about}`);
  try {
    await scenario.play(stage);
  } catch (error) {
    throw new Error(`${scenario.name} broke off:\n${stage.transcript}`, { cause: error });
  } finally {
    stage.close();
  }
  return stage.transcript;
}
