import type { Coordination } from './coordination';
import { generationOf, type Group } from './group';
import { send } from './rebalance';

/** A group whose first record could not be written has never been there, unless it has got something since. */
export function forgetNewGroup(c: Coordination, group: Group): void {
  const isNew = generationOf(group) === 0 && group.offsets.size === 0 && c.recordsOnTheirWay(group.id).length === 0;
  if (!isNew || c.groups.get(group.id) !== group) return;
  c.groups.delete(group.id);
  send(c, group, { type: 'unloaded' }, 'group not stored');
}
