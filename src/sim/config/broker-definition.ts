import { LONG_MAX, type Definition } from '../storage/config/definition';

/** A setting of a broker. */
export interface BrokerDefinition extends Definition {
  /** How it can be changed while the broker runs: for itself alone too, for all alike too, or (absent) not at all. */
  readonly update?: 'per-broker' | 'cluster-wide';
  /** Not for everyone's eyes: DescribeConfigs leaves it out. */
  readonly isInternal?: true;
}

/** Default of a LONG that means: not before the end of time. */
export const NEVER = String(LONG_MAX);

export const text = (value: string | null): BrokerDefinition => ({ type: 'STRING', default: value });
export const javaClass = (value: string | null): BrokerDefinition => ({ type: 'CLASS', default: value });

export function list(value: string | null, oneOf?: readonly string[]): BrokerDefinition {
  return oneOf === undefined ? { type: 'LIST', default: value } : { type: 'LIST', default: value, oneOf };
}

/** Can be changed for all brokers, and for one that shall differ. */
export const clusterWide = (definition: Definition): BrokerDefinition => ({ ...definition, update: 'cluster-wide' });
/** Can be changed for one broker at a time only. */
export const perBroker = (definition: Definition): BrokerDefinition => ({ ...definition, update: 'per-broker' });
export const internal = (definition: Definition): BrokerDefinition => ({ ...definition, isInternal: true });
