import { partitionName } from '../contract/ids';
import type { Replica } from '../view/selectors';
import type { PartitionView } from '../view/view';
import type { ShelfBox } from './boxes';
import type { RowMetrics } from './metrics';
import { windowOf, type Scale } from './scale';

export interface RowPlace {
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly index: number;
  readonly offline: boolean;
  readonly booksLeft: number;
  readonly room: number;
  readonly metrics: RowMetrics;
  readonly scale: Scale;
  readonly lane: { readonly y: number; readonly tight: boolean };
}

/** A replica's row in this place. */
export function shelfBox(replica: Replica, place: RowPlace): ShelfBox {
  const { partition, broker, shelf, leads } = replica;
  const { x, width, metrics } = place;
  const furthest = furthestEnd(partition);
  const window = windowOf(shelf.logStartOffset, furthest, place.room, place.scale);
  return {
    key: `${partitionName(partition.topic, partition.partition)}@${broker}`,
    topic: partition.topic,
    partition: partition.partition,
    broker,
    leads,
    offline: place.offline,
    led: shelf.replica === 'Leader',
    index: place.index,
    top: place.top,
    height: place.height,
    boardY: place.top + place.height - metrics.lift,
    left: x,
    right: x + width,
    captionX: x + 14,
    captionRoom: place.booksLeft - 16,
    booksX: x + place.booksLeft + window.indent,
    from: window.from,
    hidden: window.hidden,
    start: shelf.logStartOffset,
    end: shelf.logEndOffset,
    furthest,
    highWatermark: shelf.highWatermark,
    laneY: place.lane.y,
    laneTight: place.lane.tight,
    metrics,
    scale: place.scale,
  };
}

const furthestEnd = (partition: PartitionView): number =>
  Math.max(...[...partition.shelves.values()].map((shelf) => shelf.logEndOffset));
