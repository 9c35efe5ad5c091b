import type { SimEvent } from '../contract/event';

/** So many take a few milliseconds; then the page may do something else. */
export const EVENTS_A_PIECE = 2_000;

/**
 * Whether two runs told the same story so far: the same events with the same content. What programs printed is left
 * out, as it is of the journal's hash, and with it the sequence numbers, which count it. There may be hundreds of
 * thousands, so it rests after each piece; false once nobody waits for the answer any more.
 */
export async function sameStory(
  one: readonly SimEvent[],
  other: readonly SimEvent[],
  isAwaited: () => boolean = () => true,
  rest: () => Promise<void> = nextTask,
): Promise<boolean> {
  let at = 0;
  for (let from = 0; from < one.length; from += EVENTS_A_PIECE) {
    if (from > 0) await rest();
    if (!isAwaited()) return false;
    const next = sameFrom(one, from, other, at);
    if (next === null) return false;
    at = next;
  }
  return other.slice(at).every((event) => event.type === 'console');
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Compares one piece; returns where the other run goes on, or null where they differ. */
function sameFrom(one: readonly SimEvent[], from: number, other: readonly SimEvent[], begin: number): number | null {
  let at = begin;
  const end = Math.min(one.length, from + EVENTS_A_PIECE);
  for (let index = from; index < end; index += 1) {
    const event = one[index];
    if (event === undefined || event.type === 'console') continue;
    while (other[at]?.type === 'console') at += 1;
    const counterpart = other[at];
    if (counterpart === undefined || !sameEvent(event, counterpart)) return null;
    at += 1;
  }
  return at;
}

/** All but the sequence number. Nothing is copied. */
function sameEvent(one: SimEvent, other: SimEvent): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => key === 'seq' || same(one[key as keyof SimEvent], other[key as keyof SimEvent]));
}

/** Deep equality of plain data. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((each, at) => same(each, other[at]));
  }
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => same(one[key as keyof object], other[key as keyof object]));
}
