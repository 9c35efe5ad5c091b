import type { Scenario } from '../../src/contract/scenario';
import { startBrokers } from '../../tools/brokers/start-brokers';
import { BROKER_IDS, COMMON_CONFIGS, type BrokerConfigs, type ClusterUnderTest } from './cluster-under-test';

/** Three simulated brokers behind the loopback door. */
export async function startSimulatedKafka(configs: BrokerConfigs): Promise<ClusterUnderTest> {
  const scenario: Scenario = {
    id: 'conformance',
    brokers: BROKER_IDS.map((id) => ({ id })),
    links: { clientUs: 1, brokerUs: 1 },
    topics: [],
    config: { ...COMMON_CONFIGS, ...configs },
  };
  const brokers = await startBrokers({ scenario, journal: true });
  return {
    addresses: new Map([...brokers.ports].map(([id, port]) => [id, { host: '127.0.0.1', port }])),
    kill: (broker) => brokers.kill(broker),
    shutDown: (broker) => brokers.shutDown(broker),
    start: (broker) => brokers.start(broker),
    pause: (broker) => Promise.resolve(brokers.command({ type: 'pause-broker', broker })),
    resume: (broker) => Promise.resolve(brokers.command({ type: 'resume-broker', broker })),
    stop: () => brokers.stop(),
  };
}
