import { alterConfigs, type Alteration, type AlterMode } from '../../config/alter';
import { incrementalOp, legacyOp } from '../../config/config-op';
import { RESOURCE_TYPE } from '../../config/describe';
import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { AlterConfigsRequest, AlterConfigsResponse } from '../../protocol/messages/alter-configs';
import type { IncrementalAlterConfigsRequest } from '../../protocol/messages/incremental-alter-configs';
import type { Controller, ControllerResult } from '../controller';
import { resourceKey } from '../metadata-image';
import type { MetadataRecord } from '../metadata-records';

type Answer = ControllerResult<Init<AlterConfigsResponse>>;

const MIN_ISR = 'min.insync.replicas';

/** AlterConfigs: what is not named is forgotten. Kafka: ConfigurationControlManager.legacyAlterConfigs. */
export function replaceConfigs(controller: Controller, { resources, validateOnly }: AlterConfigsRequest): Answer {
  const alterations = resources.map(({ configs, ...resource }) => ({ ...resource, ops: configs.map(legacyOp) }));
  return alter(controller, alterations, 'legacy', validateOnly);
}

/** IncrementalAlterConfigs. Kafka: ConfigurationControlManager.incrementalAlterConfigs. */
export function changeConfigs(
  controller: Controller,
  { resources, validateOnly }: IncrementalAlterConfigsRequest,
): Answer {
  const alterations = resources.map(({ configs, ...resource }) => ({ ...resource, ops: configs.map(incrementalOp) }));
  // A real controller trips over an operation that it does not know, and so over the whole request.
  if (alterations.some(({ ops }) => ops.some(({ op }) => op === 'unknown'))) {
    const failed = { errorCode: ERROR.UNKNOWN_SERVER_ERROR, errorMessage: null };
    return { response: { responses: resources.map((resource) => ({ ...named(resource), ...failed })) }, records: [] };
  }
  return alter(controller, alterations, 'incremental', validateOnly);
}

function alter(
  controller: Controller,
  alterations: readonly Alteration[],
  mode: AlterMode,
  validateOnly: boolean,
): Answer {
  const records: MetadataRecord[] = [];
  const responses = alterations.map((alteration) => {
    const { resourceType, resourceName } = alteration;
    const step = { ...controller.rules.configs(), ...stateOf(controller, alteration) };
    const altered = alterConfigs(alteration, mode, step);
    if ('error' in altered) return { ...named(alteration), ...altered.error };
    for (const { name, value } of altered.changes) {
      records.push({ type: 'ConfigRecord', resourceType, resourceName, name, value });
    }
    return { ...named(alteration), errorCode: 0, errorMessage: null };
  });
  const all = [...records, ...clearedElrs(controller, records)];
  return { response: { responses }, records: validateOnly ? [] : all };
}

function stateOf({ image, rules }: Controller, { resourceType, resourceName }: Alteration) {
  return {
    current: image.configs.get(resourceKey(resourceType, resourceName)) ?? {},
    exists:
      resourceType === RESOURCE_TYPE.TOPIC ? image.topics.has(resourceName) : image.brokers.has(Number(resourceName)),
    elrEnabled: rules.elrEnabled,
  };
}

/** Who is eligible hangs on min.insync.replicas: with another, nobody is. Kafka: createClearElrRecordsAsNeeded. */
function clearedElrs({ rules }: Controller, records: readonly MetadataRecord[]): MetadataRecord[] {
  if (!rules.elrEnabled) return [];
  return records.flatMap((record): MetadataRecord[] => {
    if (record.type !== 'ConfigRecord' || record.name !== MIN_ISR) return [];
    const topicName = record.resourceType === RESOURCE_TYPE.TOPIC ? record.resourceName : '';
    return [{ type: 'ClearElrRecord', topicName }];
  });
}

const named = ({ resourceType, resourceName }: { readonly resourceType: number; readonly resourceName: string }) => ({
  resourceType,
  resourceName,
});
