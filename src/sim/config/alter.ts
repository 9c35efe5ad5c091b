import { topicNameProblem } from '../controller/topic-name';
import { ERROR } from '../protocol/errors';
import { InvalidConfig } from '../storage/config/invalid-config';
import { logConfig, type ConfigLimits } from '../storage/config/log-config';
import { TOPIC_DEFINITIONS, type TopicConfigName } from '../storage/config/topic-config';
import { BROKER_CONFIGS, effectiveConfigs, type BrokerConfigLayers, type RawConfigs } from './broker-configs';
import { checkDynamicConfigs, prepareBrokerConfigs } from './dynamic-broker-configs';
import { RESOURCE_TYPE } from './describe';
import { Refusal, refuseUnknownOp, type ConfigOp } from './config-op';

/**
 * AlterConfigs and IncrementalAlterConfigs, in the two steps of Kafka: the broker that is asked looks at the request
 * and at its own settings (`ConfigAdminManager`), the controller at the rest, and writes down what changes
 * (`ConfigurationControlManager`).
 */

export interface ConfigResource {
  readonly resourceType: number;
  /** Empty, of a broker: all brokers. */
  readonly resourceName: string;
}

export interface ConfigChange {
  readonly name: string;
  /** Null: not set any more. */
  readonly value: string | null;
}

/** Set anew what is named and forget the rest, or do just what is asked. */
export type AlterMode = 'legacy' | 'incremental';

export interface ConfigError {
  readonly errorCode: number;
  readonly errorMessage: string;
}

export interface BrokerStep extends ConfigLimits {
  readonly brokerId: number;
  readonly layers: BrokerConfigLayers;
}

export interface Alteration extends ConfigResource {
  readonly ops: readonly ConfigOp[];
}

/** What the broker that is asked finds wrong, in the order of the resources; null: for the controller to decide. */
export function preprocessAlterations(
  alterations: readonly Alteration[],
  mode: AlterMode,
  step: BrokerStep,
): (ConfigError | null)[] {
  return alterations.map((alteration) => {
    const { resourceType, resourceName } = alteration;
    const same = alterations.filter((one) => one.resourceType === resourceType && one.resourceName === resourceName);
    if (same.length > 1)
      return { errorCode: ERROR.INVALID_REQUEST, errorMessage: 'Each resource must appear at most once.' };
    return errorOf(() => preprocess(alteration, mode, step));
  });
}

function preprocess({ resourceType, resourceName, ops }: Alteration, mode: AlterMode, step: BrokerStep): void {
  if (new Set(ops.map(({ name }) => name)).size < ops.length) {
    throw new Refusal(ERROR.INVALID_REQUEST, 'Error due to duplicate config keys');
  }
  const nulls = ops.filter(({ op, value }) => value === null && op !== 'delete').map(({ name }) => name);
  if (nulls.length > 0) throw new Refusal(ERROR.INVALID_REQUEST, `Null value not supported for : ${nulls.join(', ')}`);
  if (resourceType === RESOURCE_TYPE.BROKER) {
    if (resourceName !== '') expectThisBroker(resourceName, step.brokerId);
    const isOne = resourceName !== '';
    const current = isOne ? step.layers.dynamicBroker : step.layers.dynamicDefault;
    checkDynamicConfigs(prepareBrokerConfigs(mode === 'legacy' ? {} : current, ops), isOne, step);
    return;
  }
  if (resourceType === RESOURCE_TYPE.BROKER_LOGGER) {
    expectThisBroker(resourceName, step.brokerId);
    return ops.forEach(refuseLogger);
  }
  const isKnown = resourceType === RESOURCE_TYPE.TOPIC;
  if (!isKnown) throw new Refusal(ERROR.INVALID_REQUEST, `Unknown resource type ${resourceType}`);
}

/** There are no loggers. Kafka: RuntimeLoggerManager.validateLogLevelConfigs. */
function refuseLogger({ name, op, code }: ConfigOp): void {
  if (op === 'set' || op === 'delete') throw new Refusal(ERROR.INVALID_CONFIG, `Logger ${name} does not exist!`);
  const what = op === 'unknown' ? `Unknown operation type ${code ?? -1} is` : `${op.toUpperCase()} operation is`;
  throw new Refusal(ERROR.INVALID_REQUEST, `${what} not allowed for the BROKER_LOGGER resource`);
}

function expectThisBroker(name: string, brokerId: number): void {
  if (!/^[+-]?\d+$/.test(name)) {
    throw new Refusal(ERROR.INVALID_REQUEST, `Node id must be an integer, but it is: ${name}`);
  }
  if (Number(name) !== brokerId) {
    throw new Refusal(ERROR.INVALID_REQUEST, `Unexpected broker id, expected ${brokerId}, but received ${name}`);
  }
}

export interface ControllerStep extends ConfigLimits {
  /** The controller's own settings: what a topic has that has none of its own. */
  readonly layers: BrokerConfigLayers;
  /** What is set for the resource so far. */
  readonly current: RawConfigs;
  /** Whether there is such a topic, or such a node. */
  readonly exists: boolean;
  /** Eligible leader replicas (KIP-966) are on, as in 4.2. */
  readonly elrEnabled: boolean;
}

export type Altered = { readonly error: ConfigError } | { readonly changes: readonly ConfigChange[] };

/** What the controller makes of it. Nothing changes of a resource if anything asked of it is refused. */
export function alterConfigs(alteration: Alteration, mode: AlterMode, step: ControllerStep): Altered {
  let changes: readonly ConfigChange[] = [];
  const error = errorOf(() => {
    changes = mode === 'incremental' ? incrementalChanges(alteration, step) : legacyChanges(alteration, step);
    validate(alteration, changes, step);
  });
  return error === null ? { changes } : { error };
}

/** A broker is told again also what it knows: it may have to look at the files that a setting names. */
const isNews = ({ resourceType }: ConfigResource, before: string | undefined, after: string | null): boolean =>
  resourceType === RESOURCE_TYPE.BROKER || (before ?? null) !== after;

function incrementalChanges(alteration: Alteration, { current }: ControllerStep): ConfigChange[] {
  return alteration.ops.flatMap((op): ConfigChange[] => {
    refuseUnknownOp(op);
    const value = valueAfter(alteration, op, current[op.name]);
    return isNews(alteration, current[op.name], value) ? [{ name: op.name, value }] : [];
  });
}

function valueAfter(
  { resourceType }: ConfigResource,
  { name, op, value }: ConfigOp,
  before: string | undefined,
): string | null {
  if (op === 'set') return value;
  if (op === 'delete') return null;
  const definition =
    resourceType === RESOURCE_TYPE.TOPIC ? TOPIC_DEFINITIONS[name as TopicConfigName] : BROKER_CONFIGS.get(name);
  if (definition?.type !== 'LIST') {
    throw new Refusal(ERROR.INVALID_CONFIG, `Can't ${op.toUpperCase()} to key ${name} because its type is not LIST.`);
  }
  const had = (before ?? definition.default ?? '').split(',').filter((one) => one !== '');
  const given = (value ?? '').split(',');
  if (op === 'append') return [...had, ...given.filter((one) => !had.includes(one))].join(',');
  return had.filter((one) => !given.includes(one)).join(',');
}

function legacyChanges(alteration: Alteration, { current }: ControllerStep): ConfigChange[] {
  const named = new Set(alteration.ops.map(({ name }) => name));
  const set = alteration.ops.filter(({ name, value }) => isNews(alteration, current[name], value));
  const gone = Object.keys(current).filter((name) => !named.has(name));
  return [...set.map(({ name, value }) => ({ name, value })), ...gone.map((name) => ({ name, value: null }))];
}

const MIN_ISR = 'min.insync.replicas';
const VALUE_LENGTH_MAX = 32_767;

function validate(
  { resourceType, resourceName }: ConfigResource,
  changes: readonly ConfigChange[],
  step: ControllerStep,
): void {
  const all = new Map(Object.entries(step.current));
  for (const { name, value } of changes) {
    if (resourceType === RESOURCE_TYPE.BROKER && name === MIN_ISR && step.elrEnabled) {
      expectOneMinIsr(resourceName, value);
    }
    if (value === null) all.delete(name);
    else if (value.length > VALUE_LENGTH_MAX) {
      const why = `it exceeds the maximum value size of ${VALUE_LENGTH_MAX} bytes.`;
      throw new Refusal(ERROR.INVALID_CONFIG, `The configuration value cannot be added because ${why}`);
    } else all.set(name, value);
  }
  if (resourceType === RESOURCE_TYPE.TOPIC) {
    if (resourceName === '') throw new Refusal(ERROR.INVALID_REQUEST, 'Default topic resources are not allowed.');
    const problem = topicNameProblem(resourceName);
    if (problem !== null) throw new Refusal(ERROR.INVALID_TOPIC_EXCEPTION, problem);
    logConfig(Object.fromEntries(all), effectiveConfigs(step.layers), step);
    if (!step.exists) {
      throw new Refusal(ERROR.UNKNOWN_TOPIC_OR_PARTITION, `The topic '${resourceName}' does not exist.`);
    }
    return;
  }
  expectBrokerName(resourceName);
  if (resourceName !== '' && !step.exists) {
    throw new Refusal(ERROR.BROKER_ID_NOT_REGISTERED, `No node with id ${resourceName} found.`);
  }
}

/** With eligible leader replicas all brokers have to agree on it. */
function expectOneMinIsr(broker: string, value: string | null): void {
  if (broker !== '') {
    throw new Refusal(ERROR.INVALID_CONFIG, `Broker-level ${MIN_ISR} cannot be altered while ELR is enabled.`);
  }
  if (value === null) {
    throw new Refusal(ERROR.INVALID_CONFIG, `Cluster-level ${MIN_ISR} cannot be removed while ELR is enabled.`);
  }
}

function expectBrokerName(name: string): void {
  if (name === '') return;
  if (!/^[+-]?\d+$/.test(name)) {
    throw new Refusal(ERROR.INVALID_REQUEST, 'Unable to parse broker name as a base 10 number.');
  }
  if (Number(name) < 0) throw new Refusal(ERROR.INVALID_REQUEST, 'Invalid negative broker ID.');
}

function errorOf(act: () => void): ConfigError | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { errorCode: error.errorCode, errorMessage: error.message };
    if (error instanceof InvalidConfig) return { errorCode: ERROR.INVALID_CONFIG, errorMessage: error.message };
    throw error;
  }
}
