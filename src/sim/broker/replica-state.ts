import { initialTransition, transition, type SnapshotFrom } from 'xstate';
import { replicaMachine, type ReplicaEvent, type ReplicaState } from './replica.machine';

/** A replica's chart, run. */
export class ReplicaChart {
  #snapshot: SnapshotFrom<typeof replicaMachine> = initialTransition(replicaMachine)[0];

  get state(): ReplicaState {
    const { value } = this.#snapshot;
    return typeof value === 'string' ? (value as ReplicaState) : (value.Follower as ReplicaState);
  }

  /** True if the state changed. */
  send(event: ReplicaEvent): boolean {
    const before = this.state;
    [this.#snapshot] = transition(replicaMachine, this.#snapshot, event);
    return this.state !== before;
  }
}
