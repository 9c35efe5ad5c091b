import type { ProcessId, Us } from '../../contract/ids';
import type { SimEvent } from '../../contract/event';
import type { View } from '../../view/view';
import { recordOf } from './effects';
import { ownerOf } from './members';

interface Reading {
  readonly group: string;
  readonly process: ProcessId;
  readonly place: string;
  readonly atUs: Us;
}

/**
 * The reading that an effect tells of: a record that is on the leader's shelf, of a partition that belongs to the
 * process in one of these groups. Null for any other event.
 */
export function readingOf(
  view: View,
  event: SimEvent,
  args: { readonly groups: readonly string[]; readonly topic: string; readonly effect: string },
): Reading | null {
  if (event.type !== 'effect' || event.name !== args.effect) return null;
  const record = recordOf(event, args.topic, view);
  if (record === null) return null;
  for (const name of args.groups) {
    const group = view.groups.get(name);
    if (group === undefined || ownerOf(group, args.topic, record.partition) !== event.process) continue;
    return { group: name, process: event.process, place: record.name, atUs: event.atUs };
  }
  return null;
}
