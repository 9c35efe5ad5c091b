import type { BrokerId, ProcessId } from '../contract/ids';
import type { BrokerStanding } from '../view/broker-standing';
import type { Point, Rect } from './geometry';
import type { RowMetrics } from './metrics';
import type { Scale } from './scale';

export type StageMode = 'desktop' | 'embed' | 'phone';

/** Where everything stands, in px from the stage's left upper corner. Numbers alone: it draws nothing. */
export interface StageLayout {
  readonly mode: StageMode;
  readonly width: number;
  /** What the content needs; more than was given when it has to scroll. */
  readonly height: number;
  /** One partition alone, whose name stands elsewhere: its shelves have none. */
  readonly single: boolean;
  /** Nothing but books and boards. */
  readonly plain: boolean;
  readonly scale: Scale;
  readonly cases: readonly CaseBox[];
  readonly shelves: readonly ShelfBox[];
  readonly producers: readonly CardBox[];
  readonly readers: readonly ReaderBox[];
  readonly groups: readonly GroupBox[];
  /** Baseline of the word above the producers; null where there is no room for it. */
  readonly producersHead: Point | null;
  readonly legend: LegendBox | null;
}

export interface CaseBox extends Rect {
  readonly broker: BrokerId;
  readonly standing: BrokerStanding;
  /** Nobody reaches it. */
  readonly isolated: boolean;
  /** Baseline of its name. */
  readonly name: Point;
}

/** One replica's row: a board, and the part of the log that stands on it. */
export interface ShelfBox {
  /** Unique on the stage. */
  readonly key: string;
  readonly topic: string;
  readonly partition: number;
  readonly broker: BrokerId;
  readonly leads: boolean;
  /** Its broker is down, or not back yet: grey books, and no marks but what others know of it. */
  readonly offline: boolean;
  /** Offline: whether it led when its broker went. */
  readonly led: boolean;
  /** Place among the rows of its bookcase, from 0. On the phone, among the partitions. */
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** Upper edge of the board. */
  readonly boardY: number;
  readonly left: number;
  readonly right: number;
  /** Where names and tags start. */
  readonly captionX: number;
  readonly captionRoom: number;
  /** Left edge of the first place. */
  readonly booksX: number;
  /** Offset at the first place, and how many records stand before it, on the count card. */
  readonly from: number;
  readonly hidden: number;
  /** Log start, log end and high watermark of this replica; `furthest` is the log end of the replica that has most. */
  readonly start: number;
  readonly end: number;
  readonly furthest: number;
  readonly highWatermark: number;
  /** Height at which records fly in to this row: above the bookcase, or between two rows. */
  readonly laneY: number;
  /** Only small books fit along the lane. */
  readonly laneTight: boolean;
  readonly metrics: RowMetrics;
  readonly scale: Scale;
}

export interface CardBox extends Rect {
  /** Process id, or program name when none has run yet. */
  readonly key: string;
  readonly process: ProcessId | null;
  /** More processes that this card stands for. */
  readonly others: readonly ProcessId[];
  readonly detail: CardDetail;
}

/** Rich: three lines. Plain: name and books in hand. Short: name, and partitions at the right. Tag: name alone. */
export type CardDetail = 'rich' | 'medium' | 'plain' | 'short' | 'tag';

export interface ReaderBox extends CardBox {
  readonly group: string | null;
  readonly memberId: string | null;
  readonly idle: boolean;
  readonly reads: readonly { readonly topic: string; readonly partition: number }[];
}

export interface GroupBox extends Rect {
  readonly group: string;
}

export interface LegendBox extends Point {
  /** Keys that have a line; the rest is a number. */
  readonly lines: number;
  readonly pitch: number;
}

/** Widths of the columns by the width of the stage. */
export interface Columns {
  readonly detail: CardDetail;
  readonly producersX: number;
  readonly producersWidth: number;
  readonly casesX: number;
  readonly casesWidth: number;
  readonly readersX: number;
  readonly readersWidth: number;
}

/** Left edge of an offset's place; what stands before the shelf's window is at the count card's edge. */
export const xOf = (shelf: ShelfBox, offset: number): number =>
  offset < shelf.from ? shelf.booksX - 8 : shelf.booksX + (offset - shelf.from) * shelf.scale.place;
