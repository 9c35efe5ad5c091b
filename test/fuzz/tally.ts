import type { SimEvent } from '../../src/contract/event';

/** Counts what the journal tells of, so that a run can be seen to have had it. */
export class Tally {
  readonly counts = {
    elections: 0,
    shrinks: 0,
    truncations: 0,
    controllerMoves: 0,
    coordinatorMoves: 0,
    rebalances: 0,
    reassignments: 0,
  };
  #controller: number | null = null;
  readonly #coordinators = new Map<string, number>();
  readonly #states = new Map<string, string>();

  count(events: readonly SimEvent[]): void {
    for (const event of events) this.#countOne(event);
  }

  #countOne(event: SimEvent): void {
    const { counts } = this;
    switch (event.type) {
      case 'partition-changed':
        if (event.reason === 'leader-elected') counts.elections++;
        if (event.reason === 'reassigned') counts.reassignments++;
        if (event.reason === 'isr-shrunk') counts.shrinks++;
        return;
      case 'log-truncated':
        counts.truncations++;
        return;
      case 'controller-changed':
        if (this.#controller !== null) counts.controllerMoves++;
        this.#controller = event.broker;
        return;
      case 'group': {
        const { group, coordinator, state } = event;
        if ((this.#coordinators.get(group) ?? coordinator) !== coordinator) counts.coordinatorMoves++;
        if (state === 'PreparingRebalance' && this.#states.get(group) !== state) counts.rebalances++;
        this.#coordinators.set(group, coordinator);
        this.#states.set(group, state);
        return;
      }
      default:
        return;
    }
  }
}
