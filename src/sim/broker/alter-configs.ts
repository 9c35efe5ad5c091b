import { preprocessAlterations, type ConfigError } from '../config/alter';
import { incrementalOp, legacyOp } from '../config/config-op';
import type { BrokerConfig } from '../cluster/config';
import type { Init } from '../protocol/api';
import type { DecodedRequest } from '../protocol/frames';
import type { AlterConfigsResponse } from '../protocol/messages/alter-configs';
import type { BrokerId } from '../../contract/ids';

type AlterationRequest = Extract<DecodedRequest, { readonly name: 'AlterConfigs' | 'IncrementalAlterConfigs' }>;
/** Both APIs answer alike. */
type Answer = Init<AlterConfigsResponse>;

/** What the broker that was asked has to say of a request, before and after the controller. */
export interface Preprocessed {
  /** Without what is answered already; null: nothing is left to decide. */
  readonly request: AlterationRequest | null;
  /** The whole answer, of what the controller says. */
  readonly complete: (decided: Answer) => Answer;
}

export const isAlteration = (request: DecodedRequest): request is AlterationRequest =>
  request.name === 'AlterConfigs' || request.name === 'IncrementalAlterConfigs';

/** Kafka: ConfigAdminManager.preprocess, copyWithoutPreprocessed, reassembleIncrementalResponse. */
export function preprocess(request: AlterationRequest, brokerId: BrokerId, config: BrokerConfig): Preprocessed {
  const { layers, limits } = config;
  const step = { brokerId, layers, ...limits };
  const { resources } = request.body;
  const answered =
    request.name === 'AlterConfigs'
      ? preprocessAlterations(
          request.body.resources.map(({ configs, ...resource }) => ({ ...resource, ops: configs.map(legacyOp) })),
          'legacy',
          step,
        )
      : preprocessAlterations(
          request.body.resources.map(({ configs, ...resource }) => ({ ...resource, ops: configs.map(incrementalOp) })),
          'incremental',
          step,
        );
  const left = resources.filter((_, i) => answered[i] === null);
  return {
    request:
      left.length === 0 ? null : ({ ...request, body: { ...request.body, resources: left } } as AlterationRequest),
    complete: (decided) => ({ ...decided, responses: inOrder(resources, answered, decided.responses ?? []) }),
  };
}

function inOrder(
  resources: AlterationRequest['body']['resources'],
  answered: readonly (ConfigError | null)[],
  decided: NonNullable<Answer['responses']>,
): NonNullable<Answer['responses']> {
  let next = 0;
  return resources.map(({ resourceType, resourceName }, i) => {
    const own = answered[i];
    return own == null ? (decided[next++] ?? {}) : { ...own, resourceType, resourceName };
  });
}
