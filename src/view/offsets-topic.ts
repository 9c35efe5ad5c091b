import { partitionName } from '../contract/ids';
import { shownGroups } from './selectors';
import type { View } from './view';

export const OFFSETS_TOPIC = '__consumer_offsets';

/**
 * The partitions of `__consumer_offsets` that hold the groups which are shown: their leaders are the groups'
 * coordinators. Kafka's GroupCoordinatorService.partitionFor: the absolute value of Java's `String.hashCode`, modulo
 * the number of partitions. Empty before the topic is there.
 */
export function offsetsPartitions(view: View): ReadonlySet<string> {
  const count = view.topics.get(OFFSETS_TOPIC)?.partitions.length ?? 0;
  if (count === 0) return NONE;
  return new Set(shownGroups(view).map((group) => partitionName(OFFSETS_TOPIC, partitionFor(group.group, count))));
}

const NONE: ReadonlySet<string> = new Set();

function partitionFor(group: string, count: number): number {
  let hash = 0;
  for (let at = 0; at < group.length; at += 1) hash = (Math.imul(hash, 31) + group.charCodeAt(at)) | 0;
  return hash === -0x8000_0000 ? 0 : Math.abs(hash) % count;
}

/** What a record of the topic is about: a group's metadata, or its offset for one partition. */
export type OffsetsKey =
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'offset'; readonly group: string; readonly topic: string; readonly partition: number };

/**
 * Reads a key as the journal has it, bytes as text: version (int16), then strings with their lengths (int16), then the
 * partition (int32), as GroupMetadataKey (version 2) and OffsetCommitKey (0 and 1) have them. Null: something else.
 */
export function offsetsKey(key: string): OffsetsKey | null {
  const short = (at: number): number => (key.charCodeAt(at) << 8) | key.charCodeAt(at + 1);
  const text = (at: number): string => key.slice(at + 2, at + 2 + short(at));
  if (key.length < 4) return null;
  const version = short(0);
  const group = text(2);
  if (version === 2) return { kind: 'group', group };
  if (version > 2) return null;
  const at = 4 + group.length;
  const topic = text(at);
  const rest = key.slice(at + 2 + topic.length);
  if (rest.length !== 4) return null;
  return {
    kind: 'offset',
    group,
    topic,
    partition: (short(at + 2 + topic.length) << 16) | short(at + 4 + topic.length),
  };
}
