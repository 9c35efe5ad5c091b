import { US_PER_MS, type BrokerId } from '../../contract/ids';
import type { Timer } from '../cluster/clock';
import type { NodeClock } from '../cluster/node-clock';
import type { ControllerNode } from '../controller/controller-node';
import { METADATA_TOPIC_ID, type MetadataLog } from '../controller/metadata-log';
import { apiByName } from '../protocol/registry';
import type { Peer } from './peer';

const FETCH_VERSION = 18;
const FETCH_WAIT_MS = 500;
const BYTES_MAX = 8 * 1024 * 1024;
/** retry.backoff.ms of the quorum's clients is 20; a hop here may be long. */
const RETRY_US = 100 * US_PER_MS;

/** Keeps this node's copy of the metadata log up to date, from the active controller. Kafka: KafkaRaftClient as follower. */
export class MetadataFollower {
  readonly #id: BrokerId;
  readonly #clock: NodeClock;
  readonly #log: MetadataLog;
  readonly #node: ControllerNode;
  readonly #active: () => BrokerId | null;
  readonly #open: (to: BrokerId) => Peer;
  #peer: Peer | null = null;
  #isUnderWay = false;
  #retry: Timer | null = null;

  constructor(
    id: BrokerId,
    clock: NodeClock,
    log: MetadataLog,
    node: ControllerNode,
    active: () => BrokerId | null,
    open: (to: BrokerId) => Peer,
  ) {
    this.#id = id;
    this.#clock = clock;
    this.#log = log;
    this.#node = node;
    this.#active = active;
    this.#open = open;
  }

  /** Called at the start, and whenever another node has become active. */
  follow(): void {
    const active = this.#active();
    if (active === null || active === this.#id) return this.close();
    if (this.#peer?.to !== active) {
      this.close();
      this.#peer = this.#open(active);
    }
    if (!this.#isUnderWay) this.#fetch();
  }

  close(): void {
    this.#peer?.close();
    this.#peer = null;
    this.#retry?.cancel();
    this.#isUnderWay = false;
  }

  #fetch(): void {
    const peer = this.#peer;
    if (peer === null) return;
    this.#isUnderWay = true;
    const partition = {
      partition: 0,
      fetchOffset: this.#log.endOffset,
      lastFetchedEpoch: this.#log.lastEpoch,
      partitionMaxBytes: BYTES_MAX,
      highWatermark: BigInt(this.#log.highWatermark),
    };
    const request = {
      replicaState: { replicaId: this.#id, replicaEpoch: -1 },
      maxWaitMs: FETCH_WAIT_MS,
      minBytes: 0,
      maxBytes: BYTES_MAX,
      topics: [{ topicId: METADATA_TOPIC_ID, partitions: [partition] }],
    };
    peer.request(apiByName('Fetch'), FETCH_VERSION, request, (response) => {
      if (this.#peer !== peer) return;
      this.#isUnderWay = false;
      const refused = response === null || response.responses[0]?.partitions[0]?.errorCode !== 0;
      if (refused) {
        this.#retry = this.#clock.after(RETRY_US, () => this.follow());
        return;
      }
      this.#node.take(response);
      this.#fetch();
    });
  }
}
