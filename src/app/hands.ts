import type { Command } from '../contract/command';
import type { Thing } from '../view/thing';
import { leaderShelf, partitionOf, replicasOf } from '../view/selectors';
import type { Selection } from './selection.svelte';
import type { Session } from './session.svelte';

/** What the menus on the stage do. */
export interface Hands {
  readonly act: (command: Command) => void;
  readonly open: (tab: 'disk' | 'programs' | 'topics', thing: Thing) => void;
}

export function handsOf(sessionNow: () => Session, selection: Selection): Hands {
  return {
    act: (command) => sessionNow().command(command),
    open: (tab, thing) => {
      const session = sessionNow();
      if (tab === 'programs') return openCode(session, selection, thing);
      if (tab === 'topics') return selection.inspect('topics');
      const place = diskPlace(session, thing);
      if (place === null) selection.inspect('disk');
      else selection.showDisk(place);
    },
  };
}

function openCode({ view }: Session, selection: Selection, thing: Thing): void {
  if (thing.kind !== 'process') return;
  const program = view.programs.find((each) => thing.process.startsWith(`${each.name}-`));
  if (program === undefined) return;
  selection.choose(program.entry);
  selection.asked += 1;
  selection.tab = 'programs';
  selection.phoneTab = 'programs';
}

/** The replica that a thing's disk is about: a broker's first one; of a partition, the one that was asked for, or the leader. */
function diskPlace({ view }: Session, thing: Thing): Parameters<Selection['showDisk']>[0] | null {
  if (thing.kind === 'broker') {
    const [first] = replicasOf(view, thing.broker);
    return first === undefined
      ? null
      : { broker: thing.broker, topic: first.partition.topic, partition: first.partition.partition };
  }
  if (thing.kind !== 'shelf') return null;
  const { topic, partition, broker } = thing;
  const found = partitionOf(view, topic, partition);
  const on = broker ?? (found !== null && leaderShelf(found) !== null ? found.leader : found?.replicas[0]);
  return on === undefined ? null : { broker: on, topic, partition };
}
