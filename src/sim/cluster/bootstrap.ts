import type { Scenario } from '../../contract/scenario';
import { BROKER_PORT, brokerHost } from '../../contract/ids';
import { RESOURCE_TYPE } from '../config/describe';
import { applyRecords } from '../controller/apply-records';
import { emptyImage } from '../controller/metadata-image';
import type { MetadataRecord } from '../controller/metadata-records';
import { createTopic } from '../controller/topic-control';
import { uuidToText } from '../protocol/uuid';
import type { ClusterOptions } from './cluster';
import type { BrokerConfig } from './config';
import type { Prng } from './prng';

/** A topic of the scenario that the controller refuses. */
class BadTopic extends Error {}

/** What the metadata log holds when a run begins: brokers that serve, topics that exist. Throws BadTopic. */
export function firstRecords(
  { scenario, advertised }: Pick<ClusterOptions, 'scenario' | 'advertised'>,
  config: BrokerConfig,
  random: Prng,
): MetadataRecord[] {
  const records: MetadataRecord[] = scenario.brokers.map(({ id, rack }, offset) => {
    const { host, port } = advertised?.get(id) ?? { host: brokerHost(id), port: BROKER_PORT };
    return {
      type: 'RegisterBrokerRecord',
      brokerId: id,
      incarnationId: uuidToText(random.bytes(16)),
      brokerEpoch: offset,
      host,
      port,
      rack: rack ?? null,
      fenced: false,
      inControlledShutdown: false,
    };
  });
  // Eligible leader replicas are on: all brokers have to agree on it. Kafka: maybeGenerateElrSafetyRecords.
  records.push({
    type: 'ConfigRecord',
    resourceType: RESOURCE_TYPE.BROKER,
    resourceName: '',
    name: 'min.insync.replicas',
    value: String(config.int('min.insync.replicas')),
  });
  let { image } = applyRecords(emptyImage(''), records);
  for (const wish of scenario.topics) {
    const { name, partitions, replicationFactor } = wish;
    const topic = {
      name,
      partitions,
      replicationFactor,
      assignment: wish.assignment ?? null,
      configs: wish.configs ?? {},
    };
    const decision = createTopic(image, topic, defaults(config), random);
    if (!decision.ok) throw new BadTopic(describe(scenario, name, decision.message));
    image = applyRecords(image, decision.records).image;
    records.push(...decision.records);
  }
  return records;
}

/** A limit that lets nothing through, in a scenario. */
class BadLimit extends Error {}

/** Throws BadLimit for a rate that is none. */
export function checkLimits(scenario: Scenario): void {
  for (const { id, diskBytesPerSecond, networkBytesPerSecond } of scenario.brokers) {
    for (const [name, rate] of Object.entries({ diskBytesPerSecond, networkBytesPerSecond })) {
      if (rate === undefined || rate > 0) continue;
      throw new BadLimit(`scenario ${scenario.id}, broker ${id}: ${name} must be more than 0, not ${rate}`);
    }
  }
}

const describe = (scenario: Scenario, topic: string, message: string): string =>
  `scenario ${scenario.id}, topic ${topic}: ${message}`;

const defaults = (config: BrokerConfig) => ({
  partitions: config.int('num.partitions'),
  replicationFactor: config.int('default.replication.factor'),
  configProblem: (configs: Readonly<Record<string, string | null>>) => config.topicConfigProblem(configs),
});
