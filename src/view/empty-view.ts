import type { BrokerId } from '../contract/ids';
import type { BrokerSpec, ProgramSpec, Scenario } from '../contract/scenario';
import { InFlight } from './in-flight';
import { KeyOrder } from './key-order';
import type { BrokerView, View } from './view';

/** Before the first event: the scenario's brokers, not running yet, and nothing else. */
export function emptyView(scenario: Scenario, programs: readonly ProgramSpec[]): View {
  const brokers = [...scenario.brokers].sort((a, b) => a.id - b.id);
  return {
    atUs: 0,
    events: 0,
    controller: null,
    brokers: new Map(brokers.map((spec): [BrokerId, BrokerView] => [spec.id, unknownBroker(spec)])),
    topics: new Map(),
    groups: new Map(),
    processes: new Map(),
    programs,
    config: scenario.config ?? {},
    linkFaults: new Map(),
    keys: KeyOrder.empty(),
    inFlight: InFlight.empty(),
    tools: [],
  };
}

/** A broker of which nothing has been told yet. */
export const unknownBroker = (spec: BrokerSpec): BrokerView => ({
  id: spec.id,
  state: 'NotRunning',
  node: 'up',
  nodeReason: null,
  nodeSinceUs: 0,
  registration: 'Fenced',
  registrationSinceUs: 0,
  disk: { bytesPerSecond: spec.diskBytesPerSecond ?? null, extraUs: 0, waiting: 0, slowSinceUs: null },
  networkBytesPerSecond: spec.networkBytesPerSecond ?? null,
  wasUnfenced: false,
  atDoor: 0,
});
