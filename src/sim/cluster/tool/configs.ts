import type { AdminClient } from './admin-client';
import { ToolFailure, type Steps } from './steps';
import { expectNoError } from './topics';

const TOPIC = 2;
/** ConfigSource.DYNAMIC_TOPIC_CONFIG: set for this topic. */
const SET_FOR_TOPIC = 1;
const SET = 0;
const DELETE = 1;

/** kafka-configs.sh --alter --entity-type topics: null takes a setting back. Kafka: ConfigCommand.alterConfig. */
export function* alterTopicConfigs(
  admin: AdminClient,
  topic: string,
  changes: Readonly<Record<string, string | null>>,
): Steps<string> {
  const resource = { resourceType: TOPIC, resourceName: topic };
  const described = yield* admin.call('describeConfigs', 'any', 'DescribeConfigs', {
    resources: [{ ...resource, configurationKeys: null }],
    includeSynonyms: false,
  });
  expectNoError(described.results[0]);
  const set = described.results[0]?.configs.filter(({ configSource }) => configSource === SET_FOR_TOPIC) ?? [];
  const strange = Object.keys(changes).filter(
    (name) => changes[name] === null && !set.some((config) => config.name === name),
  );
  if (strange.length > 0) throw new ToolFailure(null, `Invalid config(s): ${strange.join(',')}`);
  const configs = Object.entries(changes).map(([name, value]) => ({
    name,
    configOperation: value === null ? DELETE : SET,
    value,
  }));
  const { responses } = yield* admin.call('incrementalAlterConfigs', 'any', 'IncrementalAlterConfigs', {
    resources: [{ ...resource, configs }],
    validateOnly: false,
  });
  expectNoError(responses[0]);
  return `Completed updating config for topic ${topic}.`;
}
