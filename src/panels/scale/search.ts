import { partitionName } from '../../contract/ids';
import { isAlive, shortName, shownPartitions } from '../../view/selectors';
import type { Scope } from '../../view/scope';
import type { View } from '../../view/view';

export interface Hit {
  readonly scope: Scope;
  readonly name: string;
}

/** Hits that are listed. */
const HITS_MAX = 8;

/**
 * Partitions, brokers and programs whose name has these letters, in that order of kind. A name that begins with them
 * comes before one that only has them, and a short one before a long one: `orders-1` before `orders-10`.
 */
export function search(view: View, text: string, m: { readonly broker: (id: number) => string }): Hit[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const all: Hit[] = [
    ...shownPartitions(view).map(({ topic, partition }) => ({
      scope: { kind: 'partition', topic, partition } as const,
      name: partitionName(topic, partition),
    })),
    ...[...view.brokers.keys()].map((broker) => ({
      scope: { kind: 'broker', broker } as const,
      name: m.broker(broker),
    })),
    ...[...view.processes.values()].filter(isAlive).map(({ id }) => ({
      scope: { kind: 'process', process: id } as const,
      name: shortName(view, id),
    })),
  ];
  const rank = ({ name }: Hit): number => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return all
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map((hit, at) => ({ hit, at }))
    .sort((a, b) => rank(a.hit) - rank(b.hit) || a.hit.name.length - b.hit.name.length || a.at - b.at)
    .slice(0, HITS_MAX)
    .map(({ hit }) => hit);
}
