import type { FaultCommand } from '../../contract/command';
import type { CommandRefusedEvent, ScheduleEvent } from '../../contract/event';
import type { Scenario } from '../../contract/scenario';
import type { Barriers } from './barriers';
import type { Clock } from './clock';
import type { Journal } from './journal';

export interface SchedulesOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly barriers: Barriers;
  readonly schedules: NonNullable<Scenario['schedules']>;
  readonly carryOut: (command: FaultCommand) => void;
}

/** Faults that a scenario has prepared: each schedule begins when it is told to, and only once. */
export class Schedules {
  readonly #options: SchedulesOptions;
  readonly #begun = new Set<string>();

  constructor(options: SchedulesOptions) {
    this.#options = options;
  }

  start(name: string): void {
    const { schedules, barriers, clock, carryOut } = this.#options;
    const faults = Object.hasOwn(schedules, name) ? schedules[name] : undefined;
    if (faults === undefined) return this.#refuse('unknown-schedule', name);
    if (this.#begun.has(name)) return this.#refuse('already-running', name);
    this.#begun.add(name);
    this.#journal(name, 'begun');
    const { nowUs } = clock;
    for (const { afterUs, command } of faults) barriers.at(nowUs + afterUs, () => carryOut(command));
    barriers.at(nowUs + Math.max(0, ...faults.map(({ afterUs }) => afterUs)), () => this.#journal(name, 'over'));
  }

  #journal(schedule: string, state: ScheduleEvent['state']): void {
    const { journal, clock } = this.#options;
    journal.add(clock.nowUs, { type: 'schedule', schedule, state });
  }

  #refuse(reason: CommandRefusedEvent['reason'], subject: string): void {
    const { journal, clock } = this.#options;
    journal.add(clock.nowUs, { type: 'command-refused', command: 'start-schedule', reason, subject });
  }
}
