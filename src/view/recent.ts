import { RATE_WINDOW_US, RECENT_MAX, type Recent } from './view';

/** With one more, without those that are too old to count. */
export function withRecent(recent: readonly Recent[], one: Recent): readonly Recent[] {
  const after = recent.filter((each) => each.atUs > one.atUs - RATE_WINDOW_US).slice(1 - RECENT_MAX);
  return [...after, one];
}
