import type { BatchAppendedEvent, HighWatermarkEvent } from '../contract/event';
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
