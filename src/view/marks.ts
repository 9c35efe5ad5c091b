/**
 * Which marks the stage draws besides books and boards. A mark arrives with the lesson that explains it;
 * the sandbox shows them all.
 */
export interface Marks {
  /** Tags `leader` and `follower`, the ISR, how far a copy is behind. */
  readonly roles: boolean;
  /** Where a leader epoch began, once there was more than one. */
  readonly epochs: boolean;
  /** Ruler below the board, log start, the empty place of the log end offset. */
  readonly offsets: boolean;
  /** Post of the high watermark; what lies right of it is hatched. */
  readonly highWatermark: boolean;
  /** Ribbons: the groups' committed offsets. */
  readonly bookmarks: boolean;
  /** Bracket from ribbon to high watermark with its count. Shows with `bookmarks` only. */
  readonly lag: boolean;
  /** Requests and answers without records: call slips, acknowledgements. */
  readonly requests: boolean;
  /** Heartbeats, and the idle fetches that find nothing. */
  readonly heartbeats: boolean;
  /** Active controller, coordinator of a group: the grey notes on bookcases. */
  readonly offices: boolean;
  /** State and generation of a group, member ids, rates. */
  readonly groups: boolean;
  /** The partitions of `__consumer_offsets` that hold the groups, as shelves among the others. */
  readonly offsetsTopic: boolean;
  /** Which key has which letter. */
  readonly keys: boolean;
}

export type Mark = keyof Marks;

/** Books and boards: the home page and the first lesson. */
export const NO_MARKS: Marks = {
  roles: false,
  epochs: false,
  offsets: false,
  highWatermark: false,
  bookmarks: false,
  lag: false,
  requests: false,
  heartbeats: false,
  offices: false,
  groups: false,
  offsetsTopic: false,
  keys: false,
};

/** The sandbox. Heartbeats and Kafka's own shelves stay out: they say nothing until somebody asks for them. */
export const ALL_MARKS: Marks = {
  roles: true,
  epochs: true,
  offsets: true,
  highWatermark: true,
  bookmarks: true,
  lag: true,
  requests: true,
  heartbeats: false,
  offices: true,
  groups: true,
  offsetsTopic: false,
  keys: true,
};

/** Only these marks. */
export function marksOf(shown: readonly Mark[]): Marks {
  const marks: Record<Mark, boolean> = { ...NO_MARKS };
  for (const mark of shown) marks[mark] = true;
  return marks;
}
