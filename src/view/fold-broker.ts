import type { BrokerStateEvent, ControllerEvent } from '../contract/event';
import type { View } from './view';

export function foldBrokerState(view: View, event: BrokerStateEvent): View {
  const broker = { id: event.broker, state: event.state };
  if (view.brokers.has(event.broker)) return { ...view, brokers: new Map(view.brokers).set(event.broker, broker) };
  const brokers = [...view.brokers.values(), broker].sort((a, b) => a.id - b.id);
  return { ...view, brokers: new Map(brokers.map((each) => [each.id, each])) };
}

export function foldController(view: View, event: ControllerEvent): View {
  return { ...view, controller: event.broker };
}
