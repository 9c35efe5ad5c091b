import { describeConfigs } from '../../config/describe';
import { topicConfigs } from '../../controller/metadata-image';
import type { DescribeConfigsRequest, DescribeConfigsResponse } from '../../protocol/messages/describe-configs';
import { reply, type Handler } from '../handler';

/** DescribeConfigs, as this broker knows them. Kafka: ConfigHelper.handleDescribeConfigsRequest. */
export const handleDescribeConfigs: Handler<DescribeConfigsRequest, DescribeConfigsResponse> = (
  { id, config, image },
  _call,
  request,
) => {
  const results = describeConfigs(request, {
    brokerId: id,
    layers: config.layers,
    topicConfigs: (topic) => (image.topics.has(topic) ? topicConfigs(image, topic) : null),
  });
  return reply({ results });
};
