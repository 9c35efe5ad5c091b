import { partitionName } from '../contract/ids';
import type { stage as texts } from '../i18n/en/stage';
import { leaderShelf, readersOf, shortName, shownGroups, shownTopics } from '../view/selectors';
import type { GroupView, PartitionView, View } from '../view/view';
import { keysText } from './text-mirror';

type Texts = typeof texts;

/** A sentence on something that happened between two views. */
export interface Happening {
  readonly text: string;
  /** Worth interrupting a listener for; records are listed, not read out. */
  readonly notable: boolean;
}

/** What happened from one view of a run to a later one, as sentences. */
export function happeningsBetween(before: View, after: View, m: Texts): Happening[] {
  if (after === before || after.events < before.events) return [];
  return [
    ...topicsChanged(before, after, m),
    ...recordsWritten(before, after, m),
    ...processesChanged(before, after, m),
    ...groupsChanged(before, after, m),
  ];
}

const notable = (text: string): Happening => ({ text, notable: true });

function topicsChanged(before: View, after: View, m: Texts): Happening[] {
  const happenings: Happening[] = [];
  if (before.controller !== null && after.controller !== null && before.controller !== after.controller) {
    happenings.push(notable(m.mirror.controls(after.controller)));
  }
  if (before.topics === after.topics) return happenings;
  for (const topic of shownTopics(after)) {
    const known = before.topics.get(topic.name);
    if (known === undefined) happenings.push(notable(m.mirror.topicIsNew(topic.name, topic.partitions.length)));
    for (const partition of topic.partitions) {
      const was = known?.partitions.find((each) => each.partition === partition.partition);
      if (was === undefined || was.leader === partition.leader) continue;
      const name = partitionName(topic.name, partition.partition);
      happenings.push(
        notable(partition.leader < 0 ? m.mirror.leaderless(name) : m.mirror.leads(partition.leader, name)),
      );
    }
  }
  for (const topic of shownTopics(before)) {
    if (!after.topics.has(topic.name)) happenings.push(notable(m.mirror.topicIsGone(topic.name)));
  }
  return happenings;
}

function recordsWritten(before: View, after: View, m: Texts): Happening[] {
  if (before.topics === after.topics) return [];
  return shownTopics(after).flatMap((topic) =>
    topic.partitions.flatMap((partition, at) => {
      const was = before.topics.get(topic.name)?.partitions[at];
      return was === undefined || was === partition ? [] : written(was, partition, m);
    }),
  );
}

function written(before: PartitionView, after: PartitionView, m: Texts): Happening[] {
  const [from, to] = [leaderShelf(before), leaderShelf(after)];
  if (from === null || to === null || to.logEndOffset <= from.logEndOffset) return [];
  const keys = to.batches.slice(from.batchCount, to.batchCount).flatMap((batch) => batch.keys);
  const count = to.logEndOffset - from.logEndOffset;
  const name = partitionName(after.topic, after.partition);
  return [{ text: m.mirror.wrote(name, count, keysText(keys), from.logEndOffset), notable: false }];
}

function processesChanged(before: View, after: View, m: Texts): Happening[] {
  if (before.processes === after.processes) return [];
  return [...after.processes.values()]
    .filter((process) => before.processes.get(process.id)?.state !== process.state)
    .map((process) => notable(m.mirror.processIs[process.state](shortName(after, process.id))));
}

function groupsChanged(before: View, after: View, m: Texts): Happening[] {
  if (before.groups === after.groups) return [];
  return shownGroups(after)
    .filter((group) => {
      const was = before.groups.get(group.group);
      return was?.state !== group.state || was.generation !== group.generation;
    })
    .map((group) => notable(group.state === 'Stable' ? assigned(after, group, m) : changed(group, m)));
}

const changed = (group: GroupView, m: Texts): string =>
  m.mirror.groupIs(group.group, m.groupState[group.state], group.generation);

function assigned(view: View, group: GroupView, m: Texts): string {
  const who = readersOf(view, group).map((reader) => {
    const name = reader.process === null ? reader.clientId : shortName(view, reader.process);
    const reads = reader.reads.map((each) => partitionName(each.topic, each.partition)).join(', ');
    return reads === '' ? m.mirror.memberIdle(name) : m.mirror.memberReads(name, reads);
  });
  return m.mirror.assigned(group.group, who.join(', '));
}
