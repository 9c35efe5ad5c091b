import { CorruptFile } from './errors';
import { PARTITION_METADATA } from './file-names';

const VERSION = 0;

/** Content of partition.metadata, which ties a folder to its topic id. No line end behind it. Kafka: PartitionMetadata. */
export const partitionMetadataText = (topicId: string): string => `version: ${VERSION}\ntopic_id: ${topicId}`;

/** The topic id. Throws CorruptFile. */
export function parsePartitionMetadata(text: string): string {
  const match = /^version: (\d+)\r?\ntopic_id: ([\w-]{22})\s*$/.exec(text);
  if (match === null)
    throw new CorruptFile(`Invalid format of partition metadata file [${PARTITION_METADATA}]: ${text}`);
  if (Number(match[1]) !== VERSION) {
    throw new CorruptFile(`Unrecognized version of partition metadata file + (${PARTITION_METADATA}): ${match[1]}`);
  }
  return match[2] as string;
}
