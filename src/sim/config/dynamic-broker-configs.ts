import { ERROR } from '../protocol/errors';
import { checkValue, long } from '../storage/config/definition';
import { InvalidConfig } from '../storage/config/invalid-config';
import {
  BROKER_CONFIGS,
  checkBrokerValues,
  definitionOf,
  overridden,
  type BrokerConfigLayers,
  type BrokerLimits,
  type RawConfigs,
} from './broker-configs';
import { NEVER, type BrokerDefinition } from './broker-definition';
import { Refusal, refuseUnknownOp, type ConfigOp } from './config-op';

/** Settings of a broker that only exist while it runs. Kafka: `QuotaConfig.brokerQuotaConfigs`. */
const ONLY_DYNAMIC: ReadonlyMap<string, BrokerDefinition> = new Map(
  [
    'leader.replication.throttled.rate',
    'follower.replication.throttled.rate',
    'replica.alter.log.dirs.io.max.bytes.per.second',
  ].map((name) => [name, long(NEVER, 0)]),
);

/** What is set after these operations. Kafka: `ConfigAdminManager.prepareIncrementalConfigs`. */
export function prepareBrokerConfigs(current: RawConfigs, ops: readonly ConfigOp[]): RawConfigs {
  const configs = new Map(Object.entries(current));
  for (const op of ops) {
    refuseUnknownOp(op);
    const { name, value } = op;
    if (op.op === 'delete') configs.delete(name);
    else if (op.op === 'set') configs.set(name, value ?? '');
    else {
      const definition = BROKER_CONFIGS.get(name);
      if (definition?.type !== 'LIST') {
        throw new Refusal(ERROR.INVALID_CONFIG, `Config value ${op.op} is not allowed for config key: ${name}`);
      }
      const had = (configs.get(name) ?? definition.default ?? '').split(',').filter((one) => one !== '');
      const given = (value ?? '').split(',');
      const rest = had.filter((one) => !given.includes(one));
      const after = op.op === 'subtract' ? rest : [...had, ...given.filter((one) => !had.includes(one))];
      configs.set(name, after.join(','));
    }
  }
  return Object.fromEntries(configs);
}

/**
 * Whether a running broker could take these settings, for itself (`isOne`) or for all. Names that nobody knows are let
 * be: they may be a plug-in's. Throws Refusal; what Kafka calls an invalid request is rather an invalid value, and it
 * says so in its source. Kafka: `DynamicBrokerConfig.validate`.
 */
export function checkDynamicConfigs(
  configs: RawConfigs,
  isOne: boolean,
  { layers, ...limits }: BrokerLimits & { readonly layers: BrokerConfigLayers },
): void {
  try {
    const names = Object.keys(configs);
    refuse('Cannot update these configs dynamically', names.filter(isFixed));
    for (const name of names) {
      const definition = ONLY_DYNAMIC.get(name) ?? definitionOf(name, limits);
      if (definition !== undefined) checkValue(name, configs[name] ?? '', definition);
    }
    const own = isOne ? [] : names.filter((name) => BROKER_CONFIGS.get(name)?.update === 'per-broker');
    refuse('Cannot update these configs at default cluster level, broker id must be specified', own);
    const weaker = isOne ? overridden(layers.static, layers.dynamicDefault) : layers.static;
    const stronger = isOne ? {} : layers.dynamicBroker;
    checkBrokerValues(overridden(overridden(weaker, configs), stronger), limits);
  } catch (error) {
    throw error instanceof InvalidConfig ? new Refusal(ERROR.INVALID_REQUEST, error.message) : error;
  }
}

function isFixed(name: string): boolean {
  const definition = BROKER_CONFIGS.get(name);
  return definition !== undefined && definition.update === undefined;
}

function refuse(sentence: string, names: readonly string[]): void {
  if (names.length > 0) throw new InvalidConfig(`${sentence}: Set(${names.join(', ')})`);
}
