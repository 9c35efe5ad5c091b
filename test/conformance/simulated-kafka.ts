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
  const { ports, kill, start, pause, resume, stop } = await startBrokers({ scenario });
  return {
    addresses: new Map([...ports].map(([id, port]) => [id, { host: '127.0.0.1', port }])),
    kill,
    start,
    pause,
    resume,
    stop,
  };
}
