import { partitionName, type BrokerId, type Us } from '../../contract/ids';
import type { PartitionImage } from '../controller/metadata-image';
import type { PartitionLog } from '../storage/partition-log';
import { Followers, type FollowerState } from './followers';

/** A wish for another ISR, on its way to the controller. One at a time. Kafka: PendingPartitionChange. */
export interface IsrWish {
  readonly isr: readonly BrokerId[];
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
}

export interface PartitionRulesHere {
  readonly minInsyncReplicas: number;
  readonly lagTimeMaxUs: Us;
  /** May join the ISR: unfenced, and not on its way out. */
  readonly isEligible: (broker: BrokerId) => boolean;
}

/**
 * One replica on one broker: its log, its high watermark and, on the leader, what it knows of its followers.
 * It decides and tells what changed; journaling, replies and timers are its caller's. Kafka: Partition.
 */
export class Partition {
  #highWatermark: number;
  #image: PartitionImage;
  #followers = new Followers();
  #wish: IsrWish | null = null;
  #epochStartOffset = 0;
  /** See `partitionName`. */
  readonly name: string;

  constructor(
    readonly topic: string,
    readonly topicId: string,
    readonly broker: BrokerId,
    readonly log: PartitionLog,
    image: PartitionImage,
    public rules: PartitionRulesHere,
    /** As last written to the checkpoint. */
    highWatermark: number,
  ) {
    this.#image = image;
    this.name = partitionName(topic, image.partition);
    this.#highWatermark = Math.min(Math.max(highWatermark, log.logStartOffset), log.logEndOffset);
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

  /** The replica was taken from this broker: whoever still waits for it, waits for no leader. */
  leave(): void {
    this.#image = { ...this.#image, leader: -1 };
  }

  get highWatermark(): number {
    return this.#highWatermark;
  }

  /** What a reader may see. There are no open transactions, so the last stable offset is the high watermark. */
  get lastStableOffset(): number {
    return this.#highWatermark;
  }

  /** Log end when this leader's epoch began. */
  get epochStartOffset(): number {
    return this.#epochStartOffset;
  }

  /** Kafka's effective min.insync.replicas: never more than there are replicas. */
  get minIsr(): number {
    return Math.min(this.rules.minInsyncReplicas, this.#image.replicas.length);
  }

  get isUnderMinIsr(): boolean {
    return this.#image.isr.length < this.minIsr;
  }

  /** The ISR, and whoever is about to join it: all of them hold the high watermark back. */
  get maximalIsr(): readonly BrokerId[] {
    return this.#wish === null ? this.#image.isr : [...new Set([...this.#image.isr, ...this.#wish.isr])];
  }

  get pendingIsr(): IsrWish | null {
    return this.#wish;
  }

  /** The least log start offset of the leader and of the followers that are alive. Kafka: lowWatermarkIfLeader. */
  get lowWatermark(): number {
    let least = this.log.logStartOffset;
    for (const [id, { logStartOffset }] of this.#followers.all) {
      if (this.rules.isEligible(id)) least = Math.min(least, logStartOffset);
    }
    return least;
  }

  /** Takes over what the controller decided. True if this replica leads under a new epoch now. */
  update(image: PartitionImage, nowUs: Us): boolean {
    const newEpoch = image.leaderEpoch !== this.#image.leaderEpoch || this.#followers.isEmpty;
    if (image.partitionEpoch >= this.#image.partitionEpoch) this.#image = image;
    if (!this.isLeader) {
      this.#wish = null;
      this.#followers.clear();
      return false;
    }
    if (this.#wish !== null && image.partitionEpoch > this.#wish.partitionEpoch) this.#wish = null;
    if (!newEpoch) {
      this.#followers.keepOnly(image.replicas, this.broker, nowUs);
      return false;
    }
    this.#wish = null;
    this.#epochStartOffset = this.log.logEndOffset;
    this.log.assignEpoch(image.leaderEpoch, this.#epochStartOffset);
    this.#followers.reset(image.replicas, image.isr, this.broker, nowUs);
    return true;
  }

  /** A follower's log ends at its leader's: what it had beyond goes. True if something went. */
  truncateTo(offset: number, nowMs: number): boolean {
    if (!this.log.truncateTo(offset, nowMs)) return false;
    this.#highWatermark = Math.min(this.#highWatermark, this.log.logEndOffset);
    return true;
  }

  /** Nothing of what is here is at the leader any more. */
  restartAt(offset: number, nowMs: number): void {
    this.log.truncateFullyAndStartAt(offset, nowMs);
    this.#highWatermark = offset;
  }

  /** A follower's high watermark: the leader's as of the response, but no further than its own log. True if it moved. */
  learnHighWatermark(leaderHighWatermark: number): boolean {
    const learnt = Math.min(leaderHighWatermark, this.log.logEndOffset);
    if (learnt <= this.#highWatermark) return false;
    this.#highWatermark = learnt;
    return true;
  }

  /** The log begins here now: what is before it is committed, or was. */
  followLogStart(): void {
    this.#highWatermark = Math.max(this.#highWatermark, this.log.logStartOffset);
  }

  follower(broker: BrokerId): Readonly<FollowerState> | undefined {
    return this.#followers.get(broker);
  }

  /** A follower's fetch says how far its log goes. */
  recordFollowerFetch(follower: BrokerId, fetchOffset: number, nowUs: Us, logStartOffset = 0): void {
    this.#followers.fetched(follower, fetchOffset, logStartOffset, this.log.logEndOffset, nowUs);
  }

  /**
   * Least log end offset over the maximal ISR, and over eligible replicas that have just caught up; never back, and
   * not at all while the ISR is smaller than min.insync.replicas (KIP-966). True if it moved.
   * Kafka: Partition.maybeIncrementLeaderHW.
   */
  advanceHighWatermark(nowUs: Us): boolean {
    if (!this.isLeader || this.isUnderMinIsr) return false;
    const isr = this.maximalIsr;
    const end = this.log.logEndOffset;
    let least = end;
    for (const [id, state] of this.#followers.all) {
      if (state.logEndOffset >= least) continue;
      const catchingUp = this.rules.isEligible(id) && this.#isCaughtUp(state, nowUs);
      if (isr.includes(id) || catchingUp) least = state.logEndOffset;
    }
    // A member of the ISR that nobody has heard of holds it back entirely.
    if (isr.some((id) => id !== this.broker && this.#followers.get(id) === undefined)) return false;
    if (least <= this.#highWatermark) return false;
    this.#highWatermark = least;
    return true;
  }

  /** Members of the ISR that have not kept up for replica.lag.time.max.ms are to go. Kafka: Partition.maybeShrinkIsr. */
  wishToShrink(nowUs: Us): IsrWish | null {
    if (!this.isLeader || this.#wish !== null) return null;
    const late = this.#image.isr.filter((id) => {
      const state = this.#followers.get(id);
      return id !== this.broker && state !== undefined && !this.#isCaughtUp(state, nowUs);
    });
    return late.length === 0 ? null : this.#propose(this.#image.isr.filter((id) => !late.includes(id)));
  }

  /** A follower that has everything committed, and this epoch's beginning, may join. Kafka: Partition.maybeExpandIsr. */
  wishToExpand(follower: BrokerId): IsrWish | null {
    if (!this.isLeader || this.#wish !== null || this.#image.isr.includes(follower)) return null;
    const state = this.#followers.get(follower);
    if (state === undefined || !this.rules.isEligible(follower)) return null;
    if (state.logEndOffset < this.#highWatermark || state.logEndOffset < this.#epochStartOffset) return null;
    return this.#propose([...this.#image.isr, follower]);
  }

  /** The controller answered: this is the partition now; null when it refused, and will tell why by metadata. */
  isrAnswered(answer: Pick<PartitionImage, 'isr' | 'leader' | 'leaderEpoch' | 'partitionEpoch'> | null): void {
    this.#wish = null;
    if (answer === null || answer.partitionEpoch <= this.#image.partitionEpoch) return;
    if (answer.leaderEpoch === this.#image.leaderEpoch) this.#image = { ...this.#image, ...answer };
  }

  #propose(isr: readonly BrokerId[]): IsrWish {
    const { leaderEpoch, partitionEpoch } = this.#image;
    // Ascending, as a real leader proposes it (test/conformance/transcripts/broker-killed.txt).
    this.#wish = { isr: [...isr].sort((a, b) => a - b), leaderEpoch, partitionEpoch };
    return this.#wish;
  }

  #isCaughtUp(state: FollowerState, nowUs: Us): boolean {
    return state.logEndOffset === this.log.logEndOffset || nowUs - state.caughtUpUs <= this.rules.lagTimeMaxUs;
  }
}
