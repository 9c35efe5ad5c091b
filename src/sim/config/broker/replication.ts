import { int, long } from '../../storage/config/definition';
import { clusterWide, text } from '../broker-definition';

/** Replication and requests that wait. */
export const REPLICATION_CONFIGS = {
  'default.replication.factor': int(1),
  'delete.records.purgatory.purge.interval.requests': int(1),
  'fetch.max.bytes': int(57_671_680, 1024),
  'fetch.purgatory.purge.interval.requests': int(1000),
  'inter.broker.listener.name': text(null),
  'max.incremental.fetch.session.cache.slots': int(1000, 0),
  'num.replica.alter.log.dirs.threads': int(null),
  'num.replica.fetchers': clusterWide(int(1, 1)),
  'producer.purgatory.purge.interval.requests': int(1000),
  'replica.fetch.backoff.ms': int(1000, 0),
  'replica.fetch.max.bytes': int(1_048_576, 0),
  'replica.fetch.min.bytes': int(1),
  'replica.fetch.response.max.bytes': int(10_485_760, 0),
  'replica.fetch.wait.max.ms': int(500),
  'replica.high.watermark.checkpoint.interval.ms': long(5000),
  'replica.lag.time.max.ms': long(30_000),
  'replica.selector.class': text(null),
  'replica.socket.receive.buffer.bytes': int(65_536),
  'replica.socket.timeout.ms': int(30_000),
  'replication.quota.window.num': int(11, 1),
  'replication.quota.window.size.seconds': int(1, 1),
};
