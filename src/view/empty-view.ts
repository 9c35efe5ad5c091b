import type { BrokerId } from '../contract/ids';
import type { ProgramSpec, Scenario } from '../contract/scenario';
import { InFlight } from './in-flight';
import { KeyOrder } from './key-order';
import type { BrokerView, View } from './view';

/** Before the first event: the scenario's brokers, not running yet, and nothing else. */
export function emptyView(scenario: Scenario, programs: readonly ProgramSpec[]): View {
  const ids = scenario.brokers.map((broker) => broker.id).sort((a, b) => a - b);
  return {
    atUs: 0,
    events: 0,
    controller: null,
    brokers: new Map(ids.map((id): [BrokerId, BrokerView] => [id, unknownBroker(id)])),
    topics: new Map(),
    groups: new Map(),
    processes: new Map(),
    programs,
    linkFaults: new Map(),
    keys: KeyOrder.empty(),
    inFlight: InFlight.empty(),
  };
}

/** A broker of which nothing has been told yet. */
export const unknownBroker = (id: BrokerId): BrokerView => ({
  id,
  state: 'NotRunning',
  node: 'up',
  nodeReason: null,
  nodeSinceUs: 0,
  registration: 'Fenced',
  registrationSinceUs: 0,
});
