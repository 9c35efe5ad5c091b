import { EPOCH_MS, partitionName, US_PER_MS } from '../../../contract/ids';
import type { BatchPlace, LogDirEntry, Query, QueryAnswer, SegmentView } from '../../../contract/query';
import type { NodeDisk } from '../../broker/node-disk';
import { METADATA_TOPIC } from '../../controller/metadata-log';
import { byName, type FileInfo } from '../../storage/file-view';
import { placeOf } from '../../storage/lookup';
import type { PartitionLog } from '../../storage/partition-log';
import type { Segment } from '../../storage/segment';
import { answerLookup } from './lookup-steps';
import { recordViews } from './record-views';

type LogDirQuery = Extract<Query, { readonly type: 'log-dir' | 'log-dir-file' }>;
/** About one replica's log. */
type LogQuery = Exclude<Extract<Query, { readonly broker: number }>, LogDirQuery>;

export function answerLogDirQuery(query: LogDirQuery, disk: NodeDisk): QueryAnswer {
  if (query.type === 'log-dir') return { type: 'log-dir', path: disk.dir.path, entries: entriesOf(disk) };
  const isPath = query.name.includes('/');
  const bytes = isPath ? null : disk.dir.fileBytes(query.name, query.fromByte, query.toByte);
  return bytes === null ? { type: 'gone', what: query.name } : { type: 'file', bytes };
}

function entriesOf({ dir, metadata }: NodeDisk): LogDirEntry[] {
  const { files, folders } = dir.tree();
  const ofMetadata = {
    name: partitionName(METADATA_TOPIC, 0),
    topic: METADATA_TOPIC,
    partition: 0,
    files: metadata.log.files(),
  };
  return [
    ...files.map(({ name, sizeBytes }): LogDirEntry => ({ name, kind: 'file', sizeBytes })),
    ...[...folders, ofMetadata].map(({ name, topic, partition, files: inside }): LogDirEntry => ({
      name,
      kind: 'folder',
      sizeBytes: sum(inside),
      partition: { topic, partition },
    })),
  ].sort(byName);
}

export function answerLogQuery(query: LogQuery, log: PartitionLog): QueryAnswer {
  switch (query.type) {
    case 'batch': {
      const batch = log.batchAt(query.baseOffset);
      if (batch === null) return { type: 'gone', what: `${query.topic}-${query.partition} offset ${query.baseOffset}` };
      return { type: 'batch', bytes: batch.bytes, records: recordViews(query.topic, batch.bytes) };
    }
    case 'partition-folder':
      return { type: 'partition-folder', files: log.files() };
    case 'file': {
      const bytes = log.fileBytes(query.name, query.fromByte, query.toByte);
      return bytes === null ? { type: 'gone', what: query.name } : { type: 'file', bytes };
    }
    case 'segments':
      return { type: 'segments', logStartOffset: log.logStartOffset, segments: segmentViews(log) };
    case 'batches': {
      const segment = segmentsOf(log).find(({ baseOffset }) => baseOffset === query.segment);
      if (segment === undefined) return { type: 'gone', what: `segment ${query.segment}` };
      return { type: 'batches', batches: placesIn(segment) };
    }
    case 'lookup':
      return answerLookup(query.target, log);
  }
}

/** Those that readers see first: a compacted segment has the base offset of the one that it stands for. */
const segmentsOf = (log: PartitionLog): Segment[] => [
  ...log.segments,
  ...log.deletedSegments.map(({ segment }) => segment),
];

function segmentViews(log: PartitionLog): SegmentView[] {
  const active = log.segments.at(-1);
  const deleted = log.deletedSegments.map(({ segment, dueMs }) =>
    segmentView(segment, false, (dueMs - EPOCH_MS) * US_PER_MS),
  );
  const live = log.segments.map((segment) => segmentView(segment, segment === active, null));
  return [...deleted, ...live].sort((a, b) => a.baseOffset - b.baseOffset);
}

function segmentView(segment: Segment, isActive: boolean, deletedAtUs: number | null): SegmentView {
  const { baseOffset, nextOffset, sizeBytes, largest, log, offsetIndex, timeIndex } = segment;
  return {
    baseOffset,
    nextOffset,
    sizeBytes,
    maxTimestampMs: largest.timestampMs < 0 ? null : largest.timestampMs,
    isActive,
    deletedAtUs,
    batches: log.batches.length,
    indexEntries: offsetIndex.entries,
    timeIndexEntries: timeIndex.entries,
  };
}

const placesIn = (segment: Segment): BatchPlace[] => segment.log.batches.map((_, slot) => placeOf(segment, slot));

const sum = (files: readonly FileInfo[]): number => files.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
