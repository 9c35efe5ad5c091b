import type { BrokerId } from '../../../contract/ids';
import type { Clock } from '../clock';
import type { NodeClock } from '../node-clock';
import type { Network } from '../network';
import { apiByName } from '../../protocol/registry';
import { ToolConnection, type Answered } from './connection';
import { ToolFailure, type Ask, type Steps } from './steps';

export interface ToolCallOptions {
  readonly world: Clock;
  readonly clock: NodeClock;
  readonly network: Network;
}

/** One call of a tool, as a process: carries out its steps over connections of its own, and closes them at the end. */
export class ToolCall {
  readonly #options: ToolCallOptions;
  readonly #steps: Steps<string | null>;
  readonly #onEnd: (outcome: string | null | ToolFailure) => void;
  readonly #connections = new Map<BrokerId, ToolConnection>();

  /** `steps` end with what the tool prints. */
  constructor(
    options: ToolCallOptions,
    steps: Steps<string | null>,
    onEnd: (outcome: string | null | ToolFailure) => void,
  ) {
    this.#options = options;
    this.#steps = steps;
    this.#onEnd = onEnd;
  }

  start(): void {
    this.#resume(() => this.#steps.next([]));
  }

  #resume(go: () => ReturnType<Steps<string | null>['next']>): void {
    let result: ReturnType<Steps<string | null>['next']>;
    try {
      result = go();
    } catch (error) {
      if (error instanceof ToolFailure) return this.#end(error);
      throw error;
    }
    if (result.done === true) return this.#end(result.value);
    const step = result.value;
    if ('waitUs' in step) {
      this.#options.clock.after(step.waitUs, () => this.#resume(() => this.#steps.next([])));
    } else this.#askAll(step.asks);
  }

  #askAll(asks: readonly Ask[]): void {
    const answers: (Answered | null)[] = asks.map(() => null);
    asks.forEach((ask, i) =>
      this.#ask(ask, (answered) => {
        answers[i] = answered;
        if (answers.some((one) => one === null)) return;
        const missing = asks[answers.indexOf('not-served')];
        if (missing !== undefined) return this.#resume(() => this.#steps.throw(notServed(missing)));
        this.#resume(() =>
          this.#steps.next(answers.map((one) => (one !== null && typeof one === 'object' ? one.body : null))),
        );
      }),
    );
  }

  #ask(ask: Ask, onDone: (answered: Answered) => void): void {
    const connection = this.#connections.get(ask.broker) ?? this.#open(ask.broker);
    let isDone = false;
    const finish = (answered: Answered): void => {
      if (isDone) return;
      isDone = true;
      timer.cancel();
      onDone(answered);
    };
    const timer = this.#options.clock.after(ask.timeoutUs, () => {
      connection.close();
      this.#connections.delete(ask.broker);
      finish('no-answer');
    });
    connection.ask(ask, finish);
  }

  #open(broker: BrokerId): ToolConnection {
    const connection = new ToolConnection({ ...this.#options, clientId: 'adminclient-1' }, broker);
    this.#connections.set(broker, connection);
    return connection;
  }

  #end(outcome: string | null | ToolFailure): void {
    for (const connection of this.#connections.values()) connection.close();
    this.#onEnd(outcome);
  }
}

const notServed = ({ api }: Ask): ToolFailure =>
  new ToolFailure('UNSUPPORTED_VERSION', `The node does not support ${apiByName(api).name}`);
