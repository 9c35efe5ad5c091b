import { flag, int, short } from '../../storage/config/definition';
import { clusterWide, internal } from '../broker-definition';

/** Transactions and the producers that a broker remembers. */
export const TRANSACTION_CONFIGS = {
  'producer.id.expiration.check.interval.ms': internal(int(600_000, 1)),
  'producer.id.expiration.ms': clusterWide(int(86_400_000, 1)),
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': int(10_000, 1),
  'transaction.max.timeout.ms': int(900_000, 1),
  'transaction.remove.expired.transaction.cleanup.interval.ms': int(3_600_000, 1),
  'transaction.state.log.load.buffer.size': int(5_242_880, 1),
  'transaction.state.log.min.isr': int(2, 1),
  'transaction.state.log.num.partitions': int(50, 1),
  'transaction.state.log.replication.factor': short(3, 1),
  'transaction.state.log.segment.bytes': int(104_857_600, 1),
  'transaction.two.phase.commit.enable': flag(false),
  'transactional.id.expiration.ms': int(604_800_000, 1),
};
