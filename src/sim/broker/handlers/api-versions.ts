import { ERROR } from '../../protocol/errors';
import type { ApiVersionsRequest, ApiVersionsResponse } from '../../protocol/messages/api-versions';
import { advertisedApis } from '../../protocol/registry';
import { reply, type Handler } from '../handler';

/** What a client may call its software. Kafka: ApiVersionsRequest. */
const SOFTWARE_NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/;

/** Features of a 4.2 cluster that are simulated, with the level that a new cluster has. Kafka: Feature, MetadataVersion. */
const FEATURES = [
  { name: 'metadata.version', minVersion: 7, maxVersion: 29, level: 29 },
  { name: 'kraft.version', minVersion: 0, maxVersion: 1, level: 0 },
  { name: 'eligible.leader.replicas.version', minVersion: 0, maxVersion: 1, level: 1 },
];

/** ApiVersions: the range of versions of each API that this broker serves. Kafka: KafkaApis.handleApiVersionsRequest. */
export const handleApiVersions: Handler<ApiVersionsRequest, ApiVersionsResponse> = (broker, call, request) => {
  const named = SOFTWARE_NAME.test(request.clientSoftwareName) && SOFTWARE_NAME.test(request.clientSoftwareVersion);
  if (call.header.apiVersion >= 3 && !named) return reply({ errorCode: ERROR.INVALID_REQUEST, apiKeys: [] });
  return reply({
    errorCode: 0,
    apiKeys: advertisedApis(broker.servedKeys),
    // Older clients take a minimum of 0 for a mistake (KAFKA-17492).
    supportedFeatures: FEATURES.filter(({ minVersion }) => call.header.apiVersion >= 4 || minVersion > 0).map(
      ({ name, minVersion, maxVersion }) => ({ name, minVersion, maxVersion }),
    ),
    finalizedFeaturesEpoch: broker.image.endOffset,
    finalizedFeatures: FEATURES.filter(({ level }) => level > 0).map(({ name, level }) => ({
      name,
      maxVersionLevel: level,
      minVersionLevel: level,
    })),
  });
};
