import { brokerEndpoint, processEndpoint, type BrokerId, type EndpointId } from '../contract/ids';
import { isAlive } from './selectors';
import type { LinkFault, View } from './view';

/** What is wrong with this way; null: nothing. */
export const linkFault = (view: View, from: EndpointId, to: EndpointId): LinkFault | null =>
  view.linkFaults.get(`${from} ${to}`) ?? null;

export const isCut = (view: View, from: EndpointId, to: EndpointId): boolean =>
  linkFault(view, from, to)?.state === 'cut';

/** Nobody that lives reaches this broker, and it reaches nobody. */
export function isIsolated(view: View, broker: BrokerId): boolean {
  if (view.linkFaults.size === 0) return false;
  const here = brokerEndpoint(broker);
  const others = [...view.brokers.keys()].filter((id) => id !== broker).map(brokerEndpoint);
  const programs = [...view.processes.values()].filter(isAlive).map((process) => processEndpoint(process.id));
  const ends = [...others, ...programs];
  return ends.length > 0 && ends.every((there) => isCut(view, here, there) && isCut(view, there, here));
}
