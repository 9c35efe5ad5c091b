import type { SimEvent } from '../contract/event';

/**
 * Whether two runs told the same story so far: the same events with the same content. What programs printed is left
 * out, as it is of the journal's hash, and with it the sequence numbers, which count it.
 */
export function sameStory(one: readonly SimEvent[], other: readonly SimEvent[]): boolean {
  let at = 0;
  for (const event of one) {
    if (event.type === 'console') continue;
    while (other[at]?.type === 'console') at += 1;
    const counterpart = other[at];
    if (counterpart === undefined || !sameEvent(event, counterpart)) return false;
    at += 1;
  }
  return other.slice(at).every((event) => event.type === 'console');
}

/** All but the sequence number. There may be hundreds of thousands, so nothing is copied. */
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
