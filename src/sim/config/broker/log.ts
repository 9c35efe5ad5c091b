import { double, flag, int, long } from '../../storage/config/definition';
import { NEVER, clusterWide, internal, list } from '../broker-definition';

/** Logs, beside what a topic can have of its own. */
export const LOG_CONFIGS = {
  'log.cleaner.backoff.ms': clusterWide(long(15_000, 0)),
  'log.cleaner.dedupe.buffer.size': clusterWide(long(134_217_728)),
  'log.cleaner.enable': flag(true),
  'log.cleaner.io.buffer.load.factor': clusterWide(double(0.9)),
  'log.cleaner.io.buffer.size': clusterWide(int(524_288, 0)),
  'log.cleaner.io.max.bytes.per.second': clusterWide(double(Number.MAX_VALUE)),
  'log.cleaner.threads': clusterWide(int(1, 0)),
  'log.dir': list('/tmp/kafka-logs'),
  'log.dirs': list(null),
  'log.flush.interval.ms': clusterWide(long(null)),
  'log.flush.offset.checkpoint.interval.ms': int(60_000, 0),
  'log.flush.scheduler.interval.ms': long(NEVER),
  'log.flush.start.offset.checkpoint.interval.ms': int(60_000, 0),
  'log.initial.task.delay.ms': internal(long(30_000, 0)),
  'log.retention.check.interval.ms': long(300_000, 1),
  'log.retention.hours': int(168),
  'log.retention.minutes': int(null),
  'log.retention.ms': clusterWide(long(null)),
  'log.roll.hours': int(168, 1),
  'log.roll.jitter.hours': int(0, 0),
  'log.roll.jitter.ms': clusterWide(long(null)),
  'log.roll.ms': clusterWide(long(null)),
  'num.recovery.threads.per.data.dir': clusterWide(int(2, 1)),
};
