import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import { LOG_DIR } from '../node-disk';
import type { Partition } from '../partition';
import { reply, type Handler } from '../handler';

/** What stands on this broker's disk, by topic. Kafka: ReplicaManager.describeLogDirs. */
export const handleDescribeLogDirs: Handler<RequestNamed<'DescribeLogDirs'>, ResponseNamed<'DescribeLogDirs'>> = (
  broker,
  _call,
  request,
) => {
  const isAsked = ({ topic, partition }: Partition): boolean =>
    request.topics === null || request.topics.some((one) => one.topic === topic && one.partitions.includes(partition));
  const byTopic = new Map<string, Partition[]>();
  for (const partition of broker.replicas.partitions) {
    if (isAsked(partition)) byTopic.set(partition.topic, [...(byTopic.get(partition.topic) ?? []), partition]);
  }
  const topics = [...byTopic].map(([name, partitions]) => ({
    name,
    partitions: partitions.map(({ partition, log, highWatermark }) => ({
      partitionIndex: partition,
      partitionSize: log.sizeBytes,
      offsetLag: Math.max(0, highWatermark - log.logEndOffset),
      isFutureKey: false,
    })),
  }));
  return reply({ errorCode: 0, results: [{ errorCode: 0, logDir: LOG_DIR, topics }] });
};
