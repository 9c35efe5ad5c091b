import type { ProcessId } from '../../contract/ids';
import { isAlive, lagOf, processesOf, readersOf, shortName, shownGroups } from '../../view/selectors';
import type { View } from '../../view/view';

/** Instances of one program that write to the same topics, as one card. */
export interface WriterCard {
  readonly program: string;
  readonly processes: readonly ProcessId[];
  readonly topics: readonly string[];
}

export interface ReaderCard {
  readonly key: string;
  readonly process: ProcessId | null;
  readonly name: string;
  /** By topic, its partitions as ranges: `0 to 3`, in the order of the assignment. */
  readonly reads: readonly { readonly topic: string; readonly ranges: readonly (readonly [number, number])[] }[];
  readonly lag: number;
}

export interface GroupCards {
  readonly group: string;
  readonly state: string;
  readonly generation: number;
  readonly readers: readonly ReaderCard[];
}

export function writerCards(view: View): WriterCard[] {
  const cards = new Map<string, { program: string; processes: ProcessId[]; topics: readonly string[] }>();
  for (const process of [...processesOf(view, 'producer'), ...processesOf(view, 'other')].filter(isAlive)) {
    const key = `${process.program} ${process.topics.join(' ')}`;
    const card = cards.get(key) ?? { program: process.program, processes: [], topics: process.topics };
    card.processes.push(process.id);
    cards.set(key, card);
  }
  return [...cards.values()];
}

export function groupCards(view: View): GroupCards[] {
  return shownGroups(view).map((group) => ({
    group: group.group,
    state: group.state,
    generation: group.generation,
    readers: readersOf(view, group).map((reader) => ({
      key: reader.memberId,
      process: reader.process,
      name: reader.process === null ? reader.clientId : shortName(view, reader.process),
      reads: rangesOf(reader.reads),
      lag: reader.reads.reduce((sum, each) => sum + (lagOf(view, group, each.topic, each.partition) ?? 0), 0),
    })),
  }));
}

/** Numbers that follow each other become a range. */
export function rangesOf(
  reads: readonly { readonly topic: string; readonly partition: number }[],
): ReaderCard['reads'] {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of reads) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  return [...topics].map(([topic, partitions]) => {
    const ranges: [number, number][] = [];
    for (const partition of partitions.sort((a, b) => a - b)) {
      const last = ranges.at(-1);
      if (last !== undefined && last[1] === partition - 1) last[1] = partition;
      else ranges.push([partition, partition]);
    }
    return { topic, ranges };
  });
}
