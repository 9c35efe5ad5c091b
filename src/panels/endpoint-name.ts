import { brokerOf, processOf, type EndpointId } from '../contract/ids';
import { shortName } from '../view/selectors';
import type { View } from '../view/view';

/** What a party on the network is called within a sentence. */
export function endpointName(view: View, end: EndpointId, m: { readonly brokerShort: (id: number) => string }): string {
  const broker = brokerOf(end);
  if (broker !== null) return m.brokerShort(broker);
  const process = processOf(end);
  return process === null ? end : shortName(view, process);
}
