import type {
  BatchAppendedEvent,
  HighWatermarkEvent,
  LogStartEvent,
  LogTruncatedEvent,
  ReplicaStateEvent,
  SegmentDeletedEvent,
  SegmentRolledEvent,
} from '../contract/event';
import type { BrokerId } from '../contract/ids';
import { appended } from './append';
import { changePartition } from './fold-topic';
import { isInternalTopic } from './internal-topic';
import type { Shelf } from './shelf';
import type { View } from './view';

export function foldBatchAppended(view: View, event: BatchAppendedEvent): View {
  const next = changeShelf(view, event.topic, event.partition, event.broker, (shelf) => ({
    ...shelf,
    batches: appended(shelf.batches, shelf.batchCount, event),
    batchCount: shelf.batchCount + 1,
    logEndOffset: event.baseOffset + event.count,
  }));
  return withKeys(next, event.topic, event.keys);
}

export function foldHighWatermark(view: View, event: HighWatermarkEvent): View {
  return changeShelf(view, event.topic, event.partition, event.broker, (shelf) =>
    shelf.highWatermark === event.offset ? shelf : { ...shelf, highWatermark: event.offset },
  );
}

export const foldReplicaState = (view: View, event: ReplicaStateEvent): View =>
  changeShelf(view, event.topic, event.partition, event.broker, (shelf) => ({ ...shelf, replica: event.state }));

/** What goes is whole batches from the end; an append after it gives the replica a list of its own. */
export function foldLogTruncated(view: View, event: LogTruncatedEvent): View {
  return changeShelf(view, event.topic, event.partition, event.broker, (shelf) => {
    let { batchCount } = shelf;
    while (batchCount > 0 && (shelf.batches[batchCount - 1]?.baseOffset ?? -1) >= event.offset) batchCount -= 1;
    const highWatermark = Math.min(shelf.highWatermark, event.offset);
    const segments = shelf.segments.filter((baseOffset) => baseOffset <= event.offset);
    return { ...shelf, batchCount, logEndOffset: event.offset, highWatermark, segments };
  });
}

export const foldLogStart = (view: View, event: LogStartEvent): View =>
  changeShelf(view, event.topic, event.partition, event.broker, (shelf) => ({
    ...shelf,
    logStartOffset: event.offset,
    logEndOffset: Math.max(shelf.logEndOffset, event.offset),
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
  }));

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
