import type {
  BatchAppendedEvent,
  HighWatermarkEvent,
  LogCompactedEvent,
  LogStartEvent,
  LogTruncatedEvent,
  ReplicaStateEvent,
  SegmentDeletedEvent,
  SegmentRolledEvent,
} from '../contract/event';
import type { BrokerId } from '../contract/ids';
import { appended } from './append';
import { changePartition } from './fold-topic';
import { goneWithin, withGone, withPlaces } from './gone';
import { isInternalTopic } from './internal-topic';
import { lostAfter } from './lost';
import type { EpochStart, Shelf } from './shelf';
import type { View } from './view';

export function foldBatchAppended(view: View, event: BatchAppendedEvent): View {
  const next = changePartition(view, event.topic, event.partition, (partition) => {
    const shelf = partition.shelves.get(event.broker);
    if (shelf === undefined) return partition;
    const { batch, gone } = withPlaces(event, shelf.logEndOffset);
    const logEndOffset = batch.baseOffset + batch.count;
    const after: Shelf = {
      ...shelf,
      batches: appended(shelf.batches, shelf.batchCount, batch),
      batchCount: shelf.batchCount + 1,
      logEndOffset,
      gone: withGone(shelf.gone, gone),
      epochs: withEpoch(shelf.epochs, event.leaderEpoch, event.baseOffset),
    };
    const lost = partition.leader === event.broker ? lostAfter(partition.lost, logEndOffset) : partition.lost;
    return { ...partition, lost, shelves: new Map(partition.shelves).set(event.broker, after) };
  });
  return withKeys(next, event.topic, event.keys);
}

export function foldHighWatermark(view: View, event: HighWatermarkEvent): View {
  return changeShelf(view, event.topic, event.partition, event.broker, (shelf) =>
    shelf.highWatermark === event.offset ? shelf : { ...shelf, highWatermark: event.offset },
  );
}

export const foldReplicaState = (view: View, event: ReplicaStateEvent): View =>
  changeShelf(view, event.topic, event.partition, event.broker, (shelf) => ({
    ...shelf,
    replica: event.state,
    // A leader notes its epoch before it has written anything.
    epochs: event.state === 'Leader' ? withEpoch(shelf.epochs, event.leaderEpoch, shelf.logEndOffset) : shelf.epochs,
  }));

/** What goes is whole batches from the end; an append after it gives the replica a list of its own. */
export function foldLogTruncated(view: View, event: LogTruncatedEvent): View {
  return changeShelf(view, event.topic, event.partition, event.broker, (shelf) => {
    let { batchCount } = shelf;
    while (batchCount > 0 && (shelf.batches[batchCount - 1]?.baseOffset ?? -1) >= event.offset) batchCount -= 1;
    const highWatermark = Math.min(shelf.highWatermark, event.offset);
    const kept = shelf.segments.filter((baseOffset) => baseOffset <= event.offset);
    // All of it, when the log begins anew at an offset before its first segment.
    const segments = kept.length === 0 ? [event.offset] : kept;
    const gone = goneWithin(shelf.gone, 0, event.offset);
    const epochs = shelf.epochs.filter(({ from }) => from < event.offset);
    return { ...shelf, batchCount, logEndOffset: event.offset, highWatermark, segments, gone, epochs };
  });
}

export const foldLogStart = (view: View, event: LogStartEvent): View =>
  changeShelf(view, event.topic, event.partition, event.broker, (shelf) => ({
    ...shelf,
    logStartOffset: event.offset,
    logEndOffset: Math.max(shelf.logEndOffset, event.offset),
    gone: goneWithin(shelf.gone, event.offset, Infinity),
  }));

export const foldLogCompacted = (view: View, event: LogCompactedEvent): View =>
  changeShelf(view, event.topic, event.partition, event.broker, (shelf) => ({
    ...shelf,
    segments: event.segments,
    gone: withGone(shelf.gone, event.removed),
  }));

export const foldSegmentRolled = (view: View, event: SegmentRolledEvent): View =>
  changeShelf(view, event.topic, event.partition, event.broker, (shelf) => ({
    ...shelf,
    segments: [...shelf.segments, event.baseOffset],
  }));

export const foldSegmentDeleted = (view: View, event: SegmentDeletedEvent): View =>
  changeShelf(view, event.topic, event.partition, event.broker, (shelf) => ({
    ...shelf,
    segments: shelf.segments.filter((baseOffset) => baseOffset !== event.baseOffset),
    lastDeleted: { baseOffset: event.baseOffset, endOffset: event.endOffset, reason: event.reason },
  }));

/** As LeaderEpochFileCache assigns them: an epoch without a record of its own gives way to the next. */
function withEpoch(epochs: readonly EpochStart[], epoch: number, from: number): readonly EpochStart[] {
  if (epoch <= (epochs.at(-1)?.epoch ?? -1)) return epochs;
  return [...epochs.filter((each) => each.from < from), { epoch, from }];
}

/** Notes the keys that are seen for the first time. Kafka's own topics have keys that mean nothing to a reader. */
export function withKeys(view: View, topic: string, seen: readonly (string | null)[]): View {
  if (isInternalTopic(topic)) return view;
  const keys = view.keys.with(seen);
  return keys === view.keys ? view : { ...view, keys };
}

function changeShelf(
  view: View,
  topic: string,
  partition: number,
  broker: BrokerId,
  change: (shelf: Shelf) => Shelf,
): View {
  return changePartition(view, topic, partition, (before) => {
    const shelf = before.shelves.get(broker);
    if (shelf === undefined) return before;
    const after = change(shelf);
    return after === shelf ? before : { ...before, shelves: new Map(before.shelves).set(broker, after) };
  });
}
