import type {
  BrokerStateEvent,
  ControllerEvent,
  DiskEvent,
  LinkEvent,
  NetworkRateEvent,
  NodeEvent,
  RegistrationStateEvent,
  Stamp,
} from '../contract/event';
import type { BrokerId } from '../contract/ids';
import { unknownBroker } from './empty-view';
import type { BrokerView, View } from './view';

export const foldBrokerState = (view: View, { broker, state }: BrokerStateEvent): View =>
  changeBroker(view, broker, { state });

export const foldNode = (view: View, { broker, state, reason, atUs }: Stamp & NodeEvent): View =>
  changeBroker(view, broker, { node: state, nodeReason: reason, nodeSinceUs: atUs, atDoor: 0 });

export const foldRegistration = (view: View, { broker, state, atUs }: Stamp & RegistrationStateEvent): View =>
  changeBroker(view, broker, {
    registration: state,
    registrationSinceUs: atUs,
    wasUnfenced: state === 'Unfenced' || (view.brokers.get(broker)?.wasUnfenced ?? false),
  });

export function foldDisk(view: View, { broker, bytesPerSecond, extraUs, waiting, atUs }: Stamp & DiskEvent): View {
  const since = view.brokers.get(broker)?.disk.slowSinceUs ?? atUs;
  const slowSinceUs = extraUs > 0 ? since : null;
  return changeBroker(view, broker, { disk: { bytesPerSecond, extraUs, waiting, slowSinceUs } });
}

export const foldNetworkRate = (view: View, { broker, bytesPerSecond }: NetworkRateEvent): View =>
  changeBroker(view, broker, { networkBytesPerSecond: bytesPerSecond });

export function foldController(view: View, event: ControllerEvent): View {
  return { ...view, controller: event.broker };
}

export function foldLink(view: View, { from, to, state, extraUs, atUs }: Stamp & LinkEvent): View {
  const linkFaults = new Map(view.linkFaults);
  const key = `${from} ${to}`;
  if (state === 'up') linkFaults.delete(key);
  else linkFaults.set(key, { from, to, state, extraUs, sinceUs: atUs });
  return { ...view, linkFaults };
}

function changeBroker(view: View, id: BrokerId, change: Partial<BrokerView>): View {
  const broker = { ...(view.brokers.get(id) ?? unknownBroker({ id })), ...change };
  if (view.brokers.has(id)) return { ...view, brokers: new Map(view.brokers).set(id, broker) };
  const brokers = [...view.brokers.values(), broker].sort((a, b) => a.id - b.id);
  return { ...view, brokers: new Map(brokers.map((each) => [each.id, each])) };
}
