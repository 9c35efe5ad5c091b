import type {
  BatchAppendedEvent,
  MessageEvent,
  SimEvent,
  SimEventBody,
  TopicCreatedEvent,
} from '../../src/contract/event';
import type { BrokerId, Us } from '../../src/contract/ids';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import type { View } from '../../src/view/view';
import { PROGRAMS, scenarioOf, TOPIC } from '../support/journal';

export const empty = (): View => emptyView(scenarioOf(), PROGRAMS);

export const foldAll = (view: View, events: readonly SimEvent[]): View => events.reduce(fold, view);

/** The view after these, one microsecond apart unless told when. */
export function after(view: View, ...bodies: readonly (SimEventBody & { readonly atUs?: Us })[]): View {
  return bodies.reduce(
    (before, body) => fold(before, { ...body, atUs: body.atUs ?? before.atUs + 1, seq: before.events }),
    view,
  );
}

export const topicCreated = (
  assignment: readonly (readonly BrokerId[])[] = [
    [1, 2],
    [2, 3],
    [3, 1],
  ],
): TopicCreatedEvent => ({
  type: 'topic-created',
  topic: TOPIC,
  topicId: 'm3V1kQyTQ0uYd0cT7vPzkw',
  internal: false,
  configs: {},
  partitions: assignment.map((replicas, partition) => ({
    partition,
    replicas,
    isr: replicas,
    leader: replicas[0] ?? -1,
    leaderEpoch: 0,
  })),
});

export function appendedTo(
  partition: number,
  broker: BrokerId,
  baseOffset: number,
  keys: readonly (string | null)[],
): BatchAppendedEvent {
  return {
    type: 'batch-appended',
    topic: TOPIC,
    partition,
    broker,
    baseOffset,
    count: keys.length,
    bytes: 61 + 60 * keys.length,
    keys,
    sizes: keys.map(() => 60),
    role: 'leader',
    leaderEpoch: 0,
    messageId: null,
  };
}

export function message(id: number, changes: Partial<MessageEvent> = {}): MessageEvent {
  return {
    type: 'message',
    id,
    kind: 'request',
    api: 'Produce',
    apiVersion: 11,
    correlationId: id,
    connection: 1,
    from: 'process:checkout-1',
    to: 'broker:1',
    bytes: 200,
    arrivesAtUs: 300_000,
    requestId: null,
    batches: [],
    details: {},
    ...changes,
  };
}

export const started = (process: string): SimEventBody => ({
  type: 'process',
  process,
  program: process.slice(0, process.lastIndexOf('-')),
  instance: Number(process.slice(process.lastIndexOf('-') + 1)),
  state: 'running',
  reason: null,
});
