import { partitionName, US_PER_MS } from '../../../contract/ids';
import { METADATA_TOPIC_ID } from '../../controller/metadata-log';
import { ERROR } from '../../protocol/errors';
import type { FetchRequest, FetchResponse } from '../../protocol/messages/fetch';
import type { BrokerContext } from '../context';
import { later, reply, type Handler } from '../handler';
import type { WatchedChange } from '../purgatory';
import { hasNothingNew, read, topicName, type Reader } from './fetch-read';

const FOLLOWERS_WAIT_FOR: readonly WatchedChange[] = ['log-end', 'leader'];
const CONSUMERS_WAIT_FOR: readonly WatchedChange[] = ['high-watermark', 'leader'];

/**
 * Fetch, of consumers (up to the high watermark) and of followers (up to the log end). Waits until there is enough
 * or time is up. Fetch sessions are declined: session id 0, as Kafka allows.
 * Kafka: KafkaApis.handleFetchRequest, ReplicaManager.fetchMessages, DelayedFetch.
 */
export const handleFetch: Handler<FetchRequest, FetchResponse> = (broker, call, request) => {
  if (request.topics[0]?.topicId === METADATA_TOPIC_ID) {
    return later((respond) => broker.controller.fetchMetadata(request, respond));
  }
  // Only a session has epochs beyond 0, and there are none.
  if (request.sessionEpoch > 0) return reply({ errorCode: ERROR.FETCH_SESSION_ID_NOT_FOUND });
  const replicaId = request.replicaId >= 0 ? request.replicaId : request.replicaState.replicaId;
  const isFollower = replicaId >= 0;
  const reader: Reader = { follower: isFollower ? replicaId : null, version: call.header.apiVersion };
  if (isFollower) recordPositions(broker, replicaId, request);
  const bytesMax = Math.min(request.maxBytes, broker.config.int('fetch.max.bytes'));
  const bytesMin = Math.min(request.minBytes, bytesMax);
  return later((respond) => {
    const answer = (): void => {
      const { response, batches } = read(broker, request, reader, bytesMax);
      respond(response, batches);
    };
    const tryComplete = (): boolean => {
      if (bytesMin > 0 && hasNothingNew(broker, request, reader)) return false;
      const ready = read(broker, request, reader, bytesMax);
      if (!ready.urgent && ready.bytes < bytesMin) return false;
      respond(ready.response, ready.batches);
      return true;
    };
    if (request.maxWaitMs <= 0) answer();
    else {
      broker.purgatory.tryCompleteElseWatch({
        partitions: watched(broker, request),
        changes: isFollower ? FOLLOWERS_WAIT_FOR : CONSUMERS_WAIT_FOR,
        timeoutUs: request.maxWaitMs * US_PER_MS,
        tryComplete,
        expire: answer,
      });
    }
  });
};

/** A follower's fetch offset says how far its own log goes; high watermarks may move. */
function recordPositions(broker: BrokerContext, follower: number, request: FetchRequest): void {
  for (const topic of request.topics) {
    const name = topicName(broker, topic);
    if (name === null) continue;
    for (const asked of topic.partitions) {
      const partition = broker.replicas.partition(name, asked.partition);
      if (partition?.isLeader !== true || !partition.image.replicas.includes(follower)) continue;
      broker.replicas.recordFollowerFetch(partition, follower, asked.fetchOffset, asked.logStartOffset);
    }
  }
}

function watched(broker: BrokerContext, request: FetchRequest): string[] {
  const names: string[] = [];
  for (const topic of request.topics) {
    const name = topicName(broker, topic);
    if (name === null) continue;
    for (const { partition } of topic.partitions) {
      names.push(broker.replicas.partition(name, partition)?.name ?? partitionName(name, partition));
    }
  }
  return names;
}
