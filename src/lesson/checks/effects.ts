import type { EffectEvent } from '../../contract/event';
import { partitionName } from '../../contract/ids';
import { leaderShelf, partitionOf } from '../../view/selectors';
import type { View } from '../../view/view';

/** What a program says of something that it did: the object that it gave to `effect`, or nothing. */
function dataOf(effect: EffectEvent): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(effect.data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A record that an effect names. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** `Topic-A-0@7` */
  readonly name: string;
}

/** The record that an effect names with `{ topic, partition, offset }`; null unless the leader has it. */
export function recordOf(effect: EffectEvent, topic: string, view: View): RecordPlace | null {
  const data = dataOf(effect);
  const { partition } = data;
  const offset = Number(data['offset'] ?? NaN);
  if (data['topic'] !== topic || typeof partition !== 'number' || !Number.isInteger(offset)) return null;
  const found = partitionOf(view, topic, partition);
  const shelf = found === null ? null : leaderShelf(found);
  if (shelf === null || offset < shelf.logStartOffset || offset >= shelf.logEndOffset) return null;
  return { topic, partition, offset, name: `${partitionName(topic, partition)}@${offset}` };
}

/** What an effect says in one field, as text; null when it says nothing there. */
export function fieldOf(effect: EffectEvent, field: string): string | null {
  const value = dataOf(effect)[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
