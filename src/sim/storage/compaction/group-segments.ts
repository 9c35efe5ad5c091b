import type { LogConfig } from '../config/log-config';
import type { Segment } from '../segment';

const OFFSETS_MAX = 0x7fff_ffff;

/**
 * Neighbours that are compacted into one segment: as many as together keep to segment.bytes and segment.index.bytes, as
 * they are before. Kafka: Cleaner.groupSegmentsBySize.
 */
export function groupSegments(
  segments: readonly Segment[],
  { segmentBytes, segmentIndexBytes }: Pick<LogConfig, 'segmentBytes' | 'segmentIndexBytes'>,
  firstUncleanableOffset: number,
): Segment[][] {
  const groups: Segment[][] = [];
  let group: Segment[] = [];
  let [bytes, indexBytes, timeIndexBytes] = [0, 0, 0];
  for (const [i, segment] of segments.entries()) {
    const { sizeBytes, offsetIndex, timeIndex } = segment;
    const lastOffset = (segments[i + 1]?.baseOffset ?? firstUncleanableOffset) - 1;
    const fits =
      group[0] !== undefined &&
      bytes + sizeBytes <= segmentBytes &&
      indexBytes + offsetIndex.usedBytes <= segmentIndexBytes &&
      timeIndexBytes + timeIndex.usedBytes <= segmentIndexBytes &&
      (sizeBytes === 0 || lastOffset - group[0].baseOffset <= OFFSETS_MAX);
    if (!fits) {
      group = [];
      groups.push(group);
      [bytes, indexBytes, timeIndexBytes] = [0, 0, 0];
    }
    group.push(segment);
    bytes += sizeBytes;
    indexBytes += offsetIndex.usedBytes;
    timeIndexBytes += timeIndex.usedBytes;
  }
  return groups;
}
