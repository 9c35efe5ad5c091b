import type { BatchSummary, SimEvent } from '../../contract/event';
import { partitionName } from '../../contract/ids';
import { leaderShelf, partitionOf } from '../../view/selectors';
import type { View } from '../../view/view';

/** Records that a producer was told are written, and those of them that are gone from the log. */
export interface Acknowledged {
  /** Batches of Produce requests without an answer yet, by message id. */
  readonly asked: ReadonlyMap<number, readonly BatchSummary[]>;
  /** Offset behind the last acknowledged record that the log still has, by partition: acknowledged are those below. */
  readonly ends: ReadonlyMap<number, number>;
  /** Acknowledged records in all. */
  readonly records: number;
  readonly lost: number;
  /** The first that was lost: `Topic-A-0@7`. */
  readonly firstLost: string | null;
}

export const NOTHING_ACKNOWLEDGED: Acknowledged = {
  asked: new Map(),
  ends: new Map(),
  records: 0,
  lost: 0,
  firstLost: null,
};

/**
 * The answer to a Produce request counts when it leaves and will arrive. A record is lost when a leader's log ends
 * before its offset: a replica that never had it was elected, or the leader came back without it. What retention
 * deletes from the beginning is not lost.
 */
export function acknowledge(state: Acknowledged, topic: string, view: View, event: SimEvent): Acknowledged {
  switch (event.type) {
    case 'message':
      if (event.api !== 'Produce') return state;
      return event.kind === 'request' ? ask(state, topic, event.id, event.batches) : answer(state, topic, event);
    case 'partition-changed':
    case 'log-truncated':
    case 'replica-state':
      return event.topic === topic ? lose(state, topic, event.partition, view) : state;
    default:
      return state;
  }
}

function ask(state: Acknowledged, topic: string, id: number, batches: readonly BatchSummary[]): Acknowledged {
  const own = batches.filter((batch) => batch.topic === topic);
  return own.length === 0 ? state : { ...state, asked: new Map(state.asked).set(id, own) };
}

function answer(state: Acknowledged, topic: string, event: SimEvent & { readonly type: 'message' }): Acknowledged {
  const batches = event.requestId === null ? undefined : state.asked.get(event.requestId);
  if (batches === undefined || event.requestId === null) return state;
  const asked = new Map(state.asked);
  asked.delete(event.requestId);
  if (event.arrivesAtUs === null || event.details.acks === 0) return { ...state, asked };
  const ends = new Map(state.ends);
  let records = state.records;
  for (const batch of batches) {
    const place = event.details.partitions?.find((each) => each.topic === topic && each.partition === batch.partition);
    // Refused: there is no offset.
    if (place === undefined || place.offset < 0) continue;
    records += batch.count;
    ends.set(batch.partition, Math.max(ends.get(batch.partition) ?? 0, place.offset + batch.count));
  }
  return { ...state, asked, ends, records };
}

function lose(state: Acknowledged, topic: string, partition: number, view: View): Acknowledged {
  const end = state.ends.get(partition);
  const found = partitionOf(view, topic, partition);
  const shelf = found === null ? null : leaderShelf(found);
  if (end === undefined || shelf === null || shelf.logEndOffset >= end) return state;
  return {
    ...state,
    // What is written there from now on are other records.
    ends: new Map(state.ends).set(partition, shelf.logEndOffset),
    lost: state.lost + (end - shelf.logEndOffset),
    firstLost: state.firstLost ?? `${partitionName(topic, partition)}@${shelf.logEndOffset}`,
  };
}
