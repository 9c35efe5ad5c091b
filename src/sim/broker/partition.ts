import type { BrokerId, Us } from '../../contract/ids';
import type { PartitionImage } from '../controller/metadata-image';
import { PartitionLog, type StoredBatch } from '../storage/partition-log';

/** What the leader knows of one follower. Kafka: Replica and ReplicaState. */
export interface FollowerState {
  /** Log end offset as of its last fetch; -1 before the first. */
  logEndOffset: number;
  /** The last moment at which it had everything that the leader had (see kafka ReplicaState.caughtUpTimeMs). */
  caughtUpUs: Us;
  lastFetchUs: Us;
  leaderEndAtLastFetch: number;
}

/**
 * One replica on one broker: its log, its high watermark and, on the leader, what it knows of its followers.
 * It decides and tells what changed; journaling, replies and timers are its caller's. Kafka: Partition.
 */
export class Partition {
  readonly log = new PartitionLog();
  #highWatermark = 0;
  #image: PartitionImage;
  #followers = new Map<BrokerId, FollowerState>();

  constructor(
    readonly topic: string,
    readonly broker: BrokerId,
    image: PartitionImage,
    readonly minInsyncReplicas: number,
    nowUs: Us,
  ) {
    this.#image = image;
    this.#forgetFollowers(nowUs);
  }

  get partition(): number {
    return this.#image.partition;
  }

  get image(): PartitionImage {
    return this.#image;
  }

  get isLeader(): boolean {
    return this.#image.leader === this.broker;
  }

  get leaderEpoch(): number {
    return this.#image.leaderEpoch;
  }

  get highWatermark(): number {
    return this.#highWatermark;
  }

  /** Kafka's effective min.insync.replicas: never more than there are replicas. */
  get minIsr(): number {
    return Math.min(this.minInsyncReplicas, this.#image.replicas.length);
  }

  /** Takes over what the controller decided. A new leader epoch forgets what was known of followers. */
  update(image: PartitionImage, nowUs: Us): void {
    const newEpoch = image.leaderEpoch !== this.#image.leaderEpoch;
    this.#image = image;
    if (newEpoch) this.#forgetFollowers(nowUs);
  }

  /** Appends on the leader; true if the high watermark moved (it is the only one in sync). */
  appendAsLeader(batch: StoredBatch): boolean {
    this.log.append(batch);
    return this.#advanceHighWatermark();
  }

  /** Appends what a fetch brought to a follower. */
  appendAsFollower(batch: StoredBatch): void {
    this.log.append(batch);
  }

  /** A follower's high watermark: the leader's as of the response, but no further than its own log. True if it moved. */
  learnHighWatermark(leaderHighWatermark: number): boolean {
    const learnt = Math.min(leaderHighWatermark, this.log.logEndOffset);
    if (learnt <= this.#highWatermark) return false;
    this.#highWatermark = learnt;
    return true;
  }

  /** A follower's fetch says how far its log goes. True if the high watermark moved. */
  recordFollowerFetch(follower: BrokerId, fetchOffset: number, nowUs: Us): boolean {
    const state = this.#followers.get(follower);
    if (state === undefined) return false;
    if (fetchOffset >= this.log.logEndOffset) state.caughtUpUs = nowUs;
    else if (fetchOffset >= state.leaderEndAtLastFetch) state.caughtUpUs = state.lastFetchUs;
    state.logEndOffset = fetchOffset;
    state.lastFetchUs = nowUs;
    state.leaderEndAtLastFetch = this.log.logEndOffset;
    return this.#advanceHighWatermark();
  }

  follower(broker: BrokerId): Readonly<FollowerState> | undefined {
    return this.#followers.get(broker);
  }

  /** What a reader may see: the high watermark. There are no open transactions yet, so the LSO is the same. */
  get lastStableOffset(): number {
    return this.#highWatermark;
  }

  /**
   * Least log end offset over the ISR; never back, and not at all while the ISR is smaller than min.insync.replicas
   * (KIP-966). Kafka: Partition.maybeIncrementLeaderHW.
   */
  #advanceHighWatermark(): boolean {
    if (this.#image.isr.length < this.minIsr) return false;
    let least = this.log.logEndOffset;
    for (const id of this.#image.isr) {
      if (id !== this.broker) least = Math.min(least, this.#followers.get(id)?.logEndOffset ?? -1);
    }
    if (least <= this.#highWatermark) return false;
    this.#highWatermark = least;
    return true;
  }

  #forgetFollowers(nowUs: Us): void {
    this.#followers.clear();
    if (!this.isLeader) return;
    for (const id of this.#image.replicas) {
      if (id === this.broker) continue;
      this.#followers.set(id, { logEndOffset: -1, caughtUpUs: nowUs, lastFetchUs: nowUs, leaderEndAtLastFetch: 0 });
    }
  }
}
