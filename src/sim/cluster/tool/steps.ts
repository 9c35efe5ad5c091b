import type { BrokerId, Us } from '../../../contract/ids';
import type { RequestInit } from '../../protocol/api';
import { errorName } from '../../protocol/errors';
import type { ApiName, ApiNamed } from '../../protocol/registry';
import { ERROR_TEXTS } from './error-texts';

/** One request to one broker, and how long its answer is waited for. */
export interface Ask<N extends ApiName = ApiName> {
  readonly broker: BrokerId;
  readonly api: N;
  readonly body: RequestInit<ApiNamed<N>>;
  /** Where the tool does not speak the newest version that both sides know. */
  readonly maxVersion?: number;
  readonly timeoutUs: Us;
}

/** What a tool does next: asks, at once and of several brokers, or waits. */
export type Step = { readonly asks: readonly Ask[] } | { readonly waitUs: Us };

/**
 * A tool as a sequence: it goes on with the answers to what it asked, in the order of the asks. An answer is null when
 * the connection was refused, broke, or took too long.
 */
export type Steps<T> = Generator<Step, T, readonly unknown[]>;

/** The tool ends without success. */
export class ToolFailure extends Error {
  /** `error`: Kafka's name; null when the tool itself refuses. */
  constructor(
    readonly error: string | null,
    message: string,
  ) {
    super(message);
  }
}

/** By the code in an answer; what Kafka's client says of it where the answer says nothing. */
export function failureOf(errorCode: number, message: string | null = null): ToolFailure {
  const name = errorName(errorCode);
  return new ToolFailure(name, message ?? ERROR_TEXTS[name] ?? name);
}
