import type { BrokerConfigs } from './cluster-under-test';
import type { Stage } from './stage';

/** One story, played against a real Apache Kafka once, and against ours on every test run. */
export interface ConformanceScenario {
  /** Also the transcript's file name. */
  readonly name: string;
  /** What it is about, in a sentence: the first line of the transcript. */
  readonly about: string;
  readonly configs?: BrokerConfigs;
  /** It must find a cluster without topics and groups; others share one, and keep to names of their own. */
  readonly fresh?: boolean;
  readonly play: (stage: Stage) => Promise<void>;
}
