import { int, long, short } from '../../storage/config/definition';
import { list, text } from '../broker-definition';

/** The group coordinator and its topic. */
export const GROUP_CONFIGS = {
  'group.consumer.assignors': list('uniform,range'),
  'group.consumer.heartbeat.interval.ms': int(5000, 1),
  'group.consumer.max.heartbeat.interval.ms': int(15_000, 1),
  'group.consumer.max.session.timeout.ms': int(60_000, 1),
  'group.consumer.max.size': int(2_147_483_647, 1),
  'group.consumer.migration.policy': text('bidirectional'),
  'group.consumer.min.heartbeat.interval.ms': int(5000, 1),
  'group.consumer.min.session.timeout.ms': int(45_000, 1),
  'group.consumer.session.timeout.ms': int(45_000, 1),
  'group.coordinator.append.linger.ms': int(-1, -1),
  'group.coordinator.rebalance.protocols': list('classic,consumer,streams', [
    'consumer',
    'classic',
    'share',
    'streams',
  ]),
  'group.coordinator.threads': int(4, 1),
  'group.initial.rebalance.delay.ms': int(3000),
  'group.max.session.timeout.ms': int(1_800_000),
  'group.max.size': int(2_147_483_647, 1),
  'group.min.session.timeout.ms': int(6000),
  'offset.metadata.max.bytes': int(4096),
  'offsets.commit.timeout.ms': int(5000, 1),
  'offsets.load.buffer.size': int(5_242_880, 1),
  'offsets.retention.check.interval.ms': long(600_000, 1),
  'offsets.retention.minutes': int(10_080, 1),
  'offsets.topic.compression.codec': int(0),
  'offsets.topic.num.partitions': int(50, 1),
  'offsets.topic.replication.factor': short(3, 1),
  'offsets.topic.segment.bytes': int(104_857_600, 1),
};
