import type { SimEventBody } from '../../contract/event';
import type { BrokerId } from '../../contract/ids';
import type { Clock } from '../cluster/clock';
import type { BrokerConfig } from '../cluster/config';
import type { Prng } from '../cluster/prng';
import type { MetadataImage } from '../controller/metadata-image';
import type { GroupApi, GroupRequests, GroupResponses } from '../group/io';
import type { Call, Respond } from './handler';
import type { Purgatory } from './purgatory';
import type { ReplicaManager } from './replica-manager';

/** What the parts of a broker, and its handlers, know of the broker. */
export interface BrokerContext {
  readonly id: BrokerId;
  readonly clock: Clock;
  readonly config: BrokerConfig;
  readonly random: Prng;
  /** As of the last news from the controller. */
  readonly image: MetadataImage;
  readonly purgatory: Purgatory;
  readonly replicas: ReplicaManager;
  readonly groups: GroupDesk;
  readonly controller: ControllerDesk;
  /** Keys of the APIs that this broker serves. */
  readonly servedKeys: ReadonlySet<number>;
  /** False where nobody reads the journal: then nobody needs to know the keys of a batch. */
  readonly journals: boolean;
  emit(event: SimEventBody): void;
}

/** Where requests for groups go. */
export interface GroupDesk {
  handle<A extends GroupApi>(api: A, call: Call, request: GroupRequests[A], respond: Respond<GroupResponses[A]>): void;
}

/** Where requests go that only the active controller carries out. */
export interface ControllerDesk {
  /** With the broker's defaults; nothing happens if it is on its way already. */
  autoCreateTopic(name: string): void;
  nextProducerId(): number;
}
