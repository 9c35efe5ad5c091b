/** Names of files and folders in a log directory. Kafka: LogFileUtils, LocalLog. */
export const LOG_SUFFIX = '.log';
export const OFFSET_INDEX_SUFFIX = '.index';
export const TIME_INDEX_SUFFIX = '.timeindex';
export const SNAPSHOT_SUFFIX = '.snapshot';
/** Appended to the name of a file that is gone for readers and not yet from the disk. */
export const DELETED_SUFFIX = '.deleted';
export const LEADER_EPOCH_CHECKPOINT = 'leader-epoch-checkpoint';
export const PARTITION_METADATA = 'partition.metadata';

const OFFSET_DIGITS = 20;
const FOLDER_NAME_MAX = 255;

/** `00000000000000001398.log` for (1398, '.log'). */
export const fileName = (offset: number, suffix: string): string =>
  String(offset).padStart(OFFSET_DIGITS, '0') + suffix;

/**
 * The name of a folder whose topic was deleted: `Topic-A-0.<id>-delete`, with the topic cut so that it fits 255
 * characters. `id` is 32 hexadecimal digits.
 */
export const deletedFolderName = (topic: string, partition: number, id: string): string =>
  asideFolderName(topic, partition, id, 'delete');

/** The same for a folder that nobody knows of: `Topic-A-0.<id>-stray`. */
export const strayFolderName = (topic: string, partition: number, id: string): string =>
  asideFolderName(topic, partition, id, 'stray');

function asideFolderName(topic: string, partition: number, id: string, why: string): string {
  const suffix = `-${partition}.${id}-${why}`;
  return topic.slice(0, FOLDER_NAME_MAX - suffix.length) + suffix;
}
