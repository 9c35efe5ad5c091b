import type { MessageEvent, SimEventBody } from '../../../src/contract/event';
import type { EndpointId } from '../../../src/contract/ids';
import { GROUP, TOPIC, type ByHand } from '../run';

/* What journals of the checks' tests are made of, beside the words of ByHand. */

export const keys = (
  run: ByHand,
  partition: number,
  names: readonly (string | null)[],
  topic = TOPIC,
  broker = 1,
): ByHand =>
  run.tell({
    type: 'batch-appended',
    topic,
    partition,
    broker,
    role: broker === 1 ? 'leader' : 'follower',
    baseOffset: 0,
    count: names.length,
    bytes: 100,
    keys: names,
    sizes: names.map(() => 10),
    leaderEpoch: 0,
    messageId: null,
  });

type Changed = SimEventBody & { readonly type: 'partition-changed' };

/** Partition 0 has another leader (-1: none) or other replicas in sync. */
export const changed = (run: ByHand, change: Partial<Changed>): ByHand =>
  run.tell({
    type: 'partition-changed',
    topic: TOPIC,
    partition: 0,
    replicas: [1, 2],
    isr: [1, 2],
    leader: 1,
    leaderEpoch: 1,
    reason: 'leader-elected',
    ...change,
  });

export const committed = (run: ByHand, partition: number, offset: number, group = GROUP, topic = TOPIC): ByHand =>
  run.tell({ type: 'offset-committed', group, topic, partition, offset, memberId: 'm' });

export const forgotten = (run: ByHand, partition: number): ByHand =>
  run.tell({ type: 'offset-deleted', group: GROUP, topic: TOPIC, partition, reason: 'expired' });

export const deleted = (run: ByHand): ByHand => run.tell({ type: 'topic-deleted', topic: TOPIC });

export const schedule = (run: ByHand, state: 'begun' | 'over', name = 'storm'): ByHand =>
  run.tell({ type: 'schedule', schedule: name, state });

export const effect = (run: ByHand, name: string, data: object, process = 'consumer-1'): ByHand =>
  run.tell({ type: 'effect', process, name, data: JSON.stringify(data) });

const message = (run: ByHand, more: Partial<MessageEvent>): ByHand =>
  run.tell({
    type: 'message',
    id: run.told.length,
    kind: 'request',
    api: 'Produce',
    apiVersion: 7,
    correlationId: 0,
    connection: 1,
    from: 'process:producer-1',
    to: 'broker:1',
    bytes: 1,
    arrivesAtUs: 1,
    requestId: null,
    batches: [],
    details: {},
    ...more,
  });

const batch = (count: number, topic = TOPIC) => ({
  topic,
  partition: 0,
  baseOffset: 0,
  count,
  bytes: 1,
  keys: [],
  sizes: [],
});

export const sent = (run: ByHand, count: number, process = 'producer-1', topic = TOPIC): ByHand =>
  message(run, { from: `process:${process}`, batches: [batch(count, topic)] });

export const fetched = (run: ByHand, count: number, process = 'consumer-1'): ByHand =>
  message(run, {
    api: 'Fetch',
    kind: 'response',
    from: 'broker:1',
    to: `process:${process}`,
    batches: [batch(count)],
  });

/** A broker's answer to a Produce request: an error, or none. */
export const answered = (run: ByHand, error: string | null, api = 'Produce', to: EndpointId = 'process:producer-1') =>
  message(run, { kind: 'response', api, from: 'broker:1', to, details: error === null ? {} : { error } });

/** A Produce request of three records to partition 0, and its answer: their first offset, -1 when they were refused. */
export function acknowledged(run: ByHand, offset = 0, arrives = true): ByHand {
  const request = run.told.length;
  message(run, { batches: [{ ...batch(3), baseOffset: -1 }], details: { acks: 1 } });
  if (offset >= 0) run.append(0, offset, 3);
  return message(run, {
    kind: 'response',
    from: 'broker:1',
    to: 'process:producer-1',
    requestId: request,
    arrivesAtUs: arrives ? 2 : null,
    details: { acks: 1, partitions: [{ topic: TOPIC, partition: 0, offset }] },
  });
}
