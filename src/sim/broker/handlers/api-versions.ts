import { ERROR } from '../../protocol/errors';
import type { ApiVersionsRequest, ApiVersionsResponse } from '../../protocol/messages/api-versions';
import { advertisedApis } from '../../protocol/registry';
import { reply, type Handler } from '../handler';

/** What a client may call its software. Kafka: ApiVersionsRequest. */
const SOFTWARE_NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/;

/** ApiVersions: the range of versions of each API that this broker serves. Kafka: KafkaApis.handleApiVersionsRequest. */
export const handleApiVersions: Handler<ApiVersionsRequest, ApiVersionsResponse> = (broker, call, request) => {
  const named = SOFTWARE_NAME.test(request.clientSoftwareName) && SOFTWARE_NAME.test(request.clientSoftwareVersion);
  if (call.header.apiVersion >= 3 && !named) return reply({ errorCode: ERROR.INVALID_REQUEST, apiKeys: [] });
  return reply({ errorCode: 0, apiKeys: advertisedApis(broker.servedKeys) });
};
