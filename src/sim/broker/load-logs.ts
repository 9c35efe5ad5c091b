import { US_PER_MS, US_PER_SECOND, type Us } from '../../contract/ids';
import type { Prng } from '../cluster/prng';
import { hasReplica, topicConfigs, type MetadataImage } from '../controller/metadata-image';
import { startLogDir, type LoadedReplica } from '../storage/log-dir-life';
import type { BrokerContext } from './context';
import type { DiskSpeed } from './disk-writes';
import { folderId } from './folder-id';
import type { NodeDisk } from './node-disk';

/** What a disk without a limit reads in a second while a log is recovered. */
const BYTES_PER_SECOND = 100_000_000;
/** Files opened, indexes made anew, a snapshot written. */
const SEGMENT_US = 10_000;

export interface LoadLogsOptions {
  readonly broker: BrokerContext;
  readonly disk: NodeDisk;
  readonly speed: DiskSpeed;
  readonly random: Prng;
}

export interface LoadedLogs {
  readonly replicas: readonly LoadedReplica[];
  /** How long it takes; 0 when the broker before had stopped in good order. */
  readonly durationUs: Us;
}

/**
 * The logs of a process that starts, as far as the metadata has them here: others are put aside. How long recovery
 * takes is our estimate. Kafka: LogManager.startup.
 */
export function loadLogs({ broker, disk, speed, random }: LoadLogsOptions, image: MetadataImage): LoadedLogs {
  const { config } = broker;
  const { replicas } = startLogDir(disk.dir, {
    nowMs: broker.nowMs(),
    configOf: (topic) => config.logConfig(topicConfigs(image, topic)),
    isStray: (topic, partition, topicId) => !hasReplica(image, broker.id, topic, partition, topicId),
    drawFolderId: () => folderId(random),
    deleteDelayMs: config.logConfig({}).fileDeleteDelayMs,
    drawJitterMs: disk.drawJitterMs,
    producerIdExpirationMs: config.int('producer.id.expiration.ms'),
  });
  const bytesPerSecond = speed.bytesPerSecond ?? BYTES_PER_SECOND;
  let durationUs = 0;
  for (const { recovered } of replicas) {
    for (const { sizeBytes } of recovered) durationUs += SEGMENT_US + (sizeBytes / bytesPerSecond) * US_PER_SECOND;
  }
  const threads = config.int('num.recovery.threads.per.data.dir');
  return { replicas, durationUs: Math.ceil(durationUs / threads / US_PER_MS) * US_PER_MS };
}
