import type { BrokerId, Us } from '../../contract/ids';

/** What the leader knows of one follower. Kafka: ReplicaState. */
export interface FollowerState {
  /** Log end offset as of its last fetch; -1 before the first. */
  logEndOffset: number;
  /** The last moment at which it had everything that the leader had; -Infinity: not since this leader began. */
  caughtUpUs: Us;
  lastFetchUs: Us;
  leaderEndAtLastFetch: number;
  /** Where its log begins, as of its last fetch. */
  logStartOffset: number;
}

/** The followers of one partition, on its leader. */
export class Followers {
  #states = new Map<BrokerId, FollowerState>();

  get isEmpty(): boolean {
    return this.#states.size === 0;
  }

  get all(): Iterable<readonly [BrokerId, Readonly<FollowerState>]> {
    return this.#states;
  }

  get(broker: BrokerId): FollowerState | undefined {
    return this.#states.get(broker);
  }

  clear(): void {
    this.#states.clear();
  }

  /** A new leader gives the ISR the benefit of the doubt; of the others it knows nothing. */
  reset(replicas: readonly BrokerId[], isr: readonly BrokerId[], self: BrokerId, nowUs: Us): void {
    this.#states.clear();
    for (const id of replicas) {
      if (id !== self) this.#states.set(id, fresh(isr.includes(id) ? nowUs : -Infinity));
    }
  }

  /** Replicas came or went under the same leader epoch. */
  keepOnly(replicas: readonly BrokerId[], self: BrokerId, nowUs: Us): void {
    for (const id of [...this.#states.keys()]) if (!replicas.includes(id)) this.#states.delete(id);
    for (const id of replicas) if (id !== self && !this.#states.has(id)) this.#states.set(id, fresh(nowUs));
  }

  fetched(follower: BrokerId, fetchOffset: number, logStartOffset: number, leaderEnd: number, nowUs: Us): void {
    const state = this.#states.get(follower);
    if (state === undefined) return;
    if (fetchOffset >= leaderEnd) state.caughtUpUs = nowUs;
    else if (fetchOffset >= state.leaderEndAtLastFetch)
      state.caughtUpUs = Math.max(state.caughtUpUs, state.lastFetchUs);
    state.logEndOffset = fetchOffset;
    state.lastFetchUs = nowUs;
    state.logStartOffset = logStartOffset;
    state.leaderEndAtLastFetch = leaderEnd;
  }
}

const fresh = (caughtUpUs: Us): FollowerState => ({
  logEndOffset: -1,
  caughtUpUs,
  lastFetchUs: caughtUpUs,
  leaderEndAtLastFetch: 0,
  logStartOffset: 0,
});
