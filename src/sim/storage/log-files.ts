import { utf8Encode } from '../protocol/utf8';
import type { DeletedFiles } from './deleted-files';
import { fileName, LEADER_EPOCH_CHECKPOINT, PARTITION_METADATA, SNAPSHOT_SUFFIX } from './file-names';
import { byName, smallFile, type FileView } from './file-view';
import type { LeaderEpochCache } from './leader-epoch-cache';
import { partitionMetadataText } from './partition-metadata';
import type { ProducerState } from './producer-state';
import type { Segments } from './segments';

interface LogParts {
  readonly segments: Segments;
  readonly epochs: LeaderEpochCache;
  readonly producers: ProducerState;
  readonly deleted: DeletedFiles;
  /** Null: no partition.metadata. */
  readonly topicId: string | null;
}

/** The files of a partition's folder, as `ls` orders them. */
export function logFileViews({ segments, epochs, producers, deleted, topicId }: LogParts): FileView[] {
  const views = segments.all.flatMap((segment) => segment.files());
  for (const [offset, bytes] of producers.snapshots) views.push(smallFile(fileName(offset, SNAPSHOT_SUFFIX), bytes));
  views.push(smallFile(LEADER_EPOCH_CHECKPOINT, utf8Encode(epochs.text)));
  if (topicId !== null) views.push(smallFile(PARTITION_METADATA, utf8Encode(partitionMetadataText(topicId))));
  return [...views, ...deleted.files].sort(byName);
}
