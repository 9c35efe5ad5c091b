import { epochMsAt, US_PER_SECOND, type BrokerId, type Us } from '../../contract/ids';

/** How far a node has come with the metadata log, as the active controller knows it. */
export interface ReplicaProgress {
  /** -1: it has not fetched since this controller is active. */
  readonly logEndOffset: number;
  /** Epoch milliseconds, -1 as above. */
  readonly lastFetchMs: number;
  /** When it last had all that the controller had, or -1. */
  readonly lastCaughtUpMs: number;
}

interface Fetched extends ReplicaProgress {
  readonly atUs: Us;
  /** The end of the controller's log at the last fetch. */
  readonly leaderEnd: number;
}

/** A node that only reads along and has not fetched for so long is none any more. Kafka: LeaderState. */
const OBSERVER_SESSION_US = 300 * US_PER_SECOND;

const NEVER: ReplicaProgress = { logEndOffset: -1, lastFetchMs: -1, lastCaughtUpMs: -1 };

/** Who follows the metadata log, and how far. Kafka: LeaderState.ReplicaState. */
export class QuorumProgress {
  readonly #fetched = new Map<BrokerId, Fetched>();

  reset(): void {
    this.#fetched.clear();
  }

  /** A node fetches from this offset on, so it has everything before. */
  fetch(replica: BrokerId, fetchOffset: number, leaderEnd: number, nowUs: Us): void {
    const before = this.#fetched.get(replica);
    const nowMs = epochMsAt(nowUs);
    const caughtUpMs =
      fetchOffset >= leaderEnd
        ? nowMs
        : before !== undefined && fetchOffset >= before.leaderEnd
          ? before.lastFetchMs
          : -1;
    this.#fetched.set(replica, {
      logEndOffset: fetchOffset,
      lastFetchMs: nowMs,
      lastCaughtUpMs: Math.max(caughtUpMs, before?.lastCaughtUpMs ?? -1),
      atUs: nowUs,
      leaderEnd,
    });
  }

  of(replica: BrokerId): ReplicaProgress {
    return this.#fetched.get(replica) ?? NEVER;
  }

  /** Nodes that have fetched of late and are none of these. */
  observers(voters: readonly BrokerId[], nowUs: Us): BrokerId[] {
    return [...this.#fetched]
      .filter(([id, { atUs }]) => !voters.includes(id) && nowUs - atUs < OBSERVER_SESSION_US)
      .map(([id]) => id)
      .sort((a, b) => a - b);
  }
}
