import { brokerOf, partitionName, processOf, type BrokerId, type EndpointId, type ProcessId } from '../contract/ids';

/** Something on the stage that one can do things to. */
export type Thing =
  | { readonly kind: 'broker'; readonly broker: BrokerId }
  /** Both ways between two parties, the one first that stands first. */
  | { readonly kind: 'link'; readonly a: EndpointId; readonly b: EndpointId }
  /** `broker`: on whose bookcase it was taken; null: the partition as such. */
  | { readonly kind: 'shelf'; readonly topic: string; readonly partition: number; readonly broker: BrokerId | null }
  | { readonly kind: 'process'; readonly process: ProcessId };

/** Asked for the menu of a thing, or for one act of it; `anchor` is where it hangs, in the window's px. */
export type OnMenu = (
  thing: Thing,
  anchor: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  act: string | null,
) => void;

/** The same text for the same thing, and no other. */
export function thingKey(thing: Thing): string {
  switch (thing.kind) {
    case 'broker':
      return `broker ${thing.broker}`;
    case 'link':
      return `link ${thing.a} ${thing.b}`;
    case 'shelf':
      return `shelf ${partitionName(thing.topic, thing.partition)}@${thing.broker ?? ''}`;
    case 'process':
      return `process ${thing.process}`;
  }
}

/** The link between two parties, whichever is named first: programs before brokers, lower brokers before higher. */
export function linkBetween(one: EndpointId, other: EndpointId): Extract<Thing, { readonly kind: 'link' }> {
  const [a, b] = [one, other].sort((x, y) => rank(x) - rank(y) || (x < y ? -1 : 1)) as [EndpointId, EndpointId];
  return { kind: 'link', a, b };
}

const rank = (end: EndpointId): number => (processOf(end) === null ? (brokerOf(end) ?? 1_000_000) : -1);
