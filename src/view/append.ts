/**
 * Lists that many views share. Each view sees the first `count` items of a list that only grows, so adding one item
 * costs no copy. A view that is not the newest may be folded on, too:
 *
 * - the same item again (a keyframe is folded forward a second time): the list is shared as it is;
 * - another item (history forks): the branch gets a list of its own.
 */
export function appended<T>(list: readonly T[], count: number, item: T): readonly T[] {
  if (list.length === count) {
    // The one place that grows a shared list: nobody who holds it looks beyond the count that he knows.
    (list as T[]).push(item);
    return list;
  }
  if (list[count] === item) return list;
  return [...list.slice(0, count), item];
}
