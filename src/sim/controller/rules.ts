import { US_PER_MS, US_PER_SECOND } from '../../contract/ids';
import type { BrokerConfig } from '../cluster/config';
import type { ControllerTiming } from './controller-node';
import type { ControllerRules } from './controller';
import { topicConfigs, type MetadataImage } from './metadata-image';

/** How long a fetch of the metadata log waits for news. */
const FETCH_WAIT_US = 500 * US_PER_MS;

/** What a cluster's configuration means for its controller's decisions. */
export function controllerRules(config: BrokerConfig, image: () => MetadataImage): ControllerRules {
  const settings = (topic: { readonly name: string }) => config.logConfig(topicConfigs(image(), topic.name));
  return {
    minIsr: (topic) => settings(topic).minInsyncReplicas,
    uncleanElection: (topic) => settings(topic).uncleanLeaderElectionEnable,
    // On in a new 4.1 cluster and later.
    elrEnabled: true,
    topicDeletionEnabled: config.flag('delete.topic.enable'),
    configs: () => ({ layers: config.layers, ...config.limits }),
    topicDefaults: {
      partitions: config.int('num.partitions'),
      replicationFactor: config.int('default.replication.factor'),
      configProblem: (configs) => config.topicConfigProblem(configs),
    },
  };
}

export function controllerTiming(config: BrokerConfig): ControllerTiming {
  return {
    sessionTimeoutUs: config.int('broker.session.timeout.ms') * US_PER_MS,
    fetchWaitUs: FETCH_WAIT_US,
    autoLeaderRebalance: config.flag('auto.leader.rebalance.enable'),
    leaderBalanceUs: config.int('leader.imbalance.check.interval.seconds') * US_PER_SECOND,
    uncleanElectionUs: config.int('unclean.leader.election.interval.ms') * US_PER_MS,
  };
}
