import type { SimEventBody } from '../../contract/event';
import type { BrokerId } from '../../contract/ids';
import type { BrokerConfig } from '../cluster/config';
import type { NodeClock } from '../cluster/node-clock';
import type { Prng } from '../cluster/prng';
import type { MetadataImage } from '../controller/metadata-image';
import type { GroupApi, GroupRequests, GroupResponses } from '../group/io';
import type { Init } from '../protocol/api';
import type { FetchRequest, FetchResponse } from '../protocol/messages/fetch';
import type { StoredBatch } from '../storage/stored-batch';
import type { DiskWrites } from './disk-writes';
import type { Call, Respond } from './handler';
import type { Purgatory } from './purgatory';
import type { ReplicaManager } from './replica-manager';

/** What the parts of a broker, and its handlers, know of the broker. */
export interface BrokerContext {
  readonly id: BrokerId;
  readonly clock: NodeClock;
  readonly config: BrokerConfig;
  readonly random: Prng;
  /** Committed metadata, as far as it has come here. */
  readonly image: MetadataImage;
  /** The node that is active controller, as far as this broker knows. */
  readonly activeController: BrokerId | null;
  readonly purgatory: Purgatory;
  readonly replicas: ReplicaManager;
  /** The one way to a log: records are appended when the disk has taken them. */
  readonly diskWrites: DiskWrites;
  readonly groups: GroupDesk;
  readonly controller: ControllerDesk;
  readonly lifecycle: { readonly epoch: number };
  /** Keys of the APIs that this broker serves. */
  readonly servedKeys: ReadonlySet<number>;
  /** False where nobody reads the journal: then nobody needs to know the keys of a batch. */
  readonly journals: boolean;
  /** Epoch milliseconds, as record timestamps have them. */
  nowMs(): number;
  emit(event: SimEventBody): void;
  /** The same batch, if its leader holds it still: bytes are kept once. */
  shareBatch(
    leader: BrokerId,
    topic: string,
    partition: number,
    baseOffset: number,
    leaderEpoch: number,
    bytes: Uint8Array,
  ): StoredBatch | null;
}

/** Where requests for groups go. */
export interface GroupDesk {
  handle<A extends GroupApi>(api: A, call: Call, request: GroupRequests[A], respond: Respond<GroupResponses[A]>): void;
}

/** Where requests go that only the active controller carries out. */
export interface ControllerDesk {
  /** With the broker's defaults; nothing happens if it is on its way already. */
  autoCreateTopic(name: string): void;
  /** The next free producer id; asks the controller for a block when there is none left. */
  nextProducerId(onId: (producerId: number) => void): void;
  /** The metadata log, for nodes that follow it. */
  fetchMetadata(request: FetchRequest, respond: (response: Init<FetchResponse>) => void): void;
}
