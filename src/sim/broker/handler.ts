import type { BatchSummary } from '../../contract/event';
import type { ProcessId } from '../../contract/ids';
import type { Init } from '../protocol/api';
import type { RequestHeader } from '../protocol/frames';
import type { BrokerContext } from './context';

/** One request being handled. */
export interface Call {
  readonly header: RequestHeader;
  /** Host of the client as the broker sees it: `/10.0.0.2`. */
  readonly clientHost: string;
  /** The learner's process behind the connection, null for brokers and strangers. */
  readonly process: ProcessId | null;
  /** The journal's id of the request, null without a journal. */
  readonly messageId: number | null;
}

/** What a handler wants done with a request; doing it is the broker's. */
export type Outcome<Response> =
  | { readonly type: 'reply'; readonly response: Init<Response>; readonly batches?: readonly BatchSummary[] }
  /** acks=0: nothing is sent. */
  | { readonly type: 'silent' }
  | { readonly type: 'close'; readonly reason: string }
  /** A log has to be written, and the disk is not free: what comes then is the outcome. */
  | {
      readonly type: 'written-first';
      readonly write: (written: () => void) => void;
      readonly then: () => Outcome<Response>;
    }
  /** Answered later, through `respond`, once: purgatory, group coordinator, controller. */
  | { readonly type: 'later'; readonly start: (respond: Respond<Response>) => void };

export type Respond<Response> = (response: Init<Response>, batches?: readonly BatchSummary[]) => void;

/** One file an API in `handlers/`: request in, outcome out. */
export type Handler<Request, Response> = (broker: BrokerContext, call: Call, request: Request) => Outcome<Response>;

export const reply = <Response>(
  response: Init<Response>,
  batches: readonly BatchSummary[] = [],
): Outcome<Response> => ({
  type: 'reply',
  response,
  batches,
});

export const later = <Response>(start: (respond: Respond<Response>) => void): Outcome<Response> => ({
  type: 'later',
  start,
});
