import type { BatchSummary, ConnectionEvent, MessageEvent, MessageFateEvent, Stamp } from '../contract/event';
import { brokerOf, processOf, type BrokerId, type ProcessId, type Us } from '../contract/ids';
import { withKeys } from './fold-log';
import type { SentMessage } from './in-flight';
import { withRecent } from './recent';
import { isAlive } from './selectors';
import { LAST_FETCHED_MAX, type BrokerView, type ProcessView, type View } from './view';

/** What has arrived by now leaves the air; records that reach a process are in its hands, a paused broker's requests at its door. */
export function foldArrivals(view: View, atUs: Us): View {
  const { left, arrived } = view.inFlight.advance(atUs);
  if (left === view.inFlight) return view;
  let processes: Map<ProcessId, ProcessView> | null = null;
  let brokers: Map<BrokerId, BrokerView> | null = null;
  for (const message of arrived) {
    const asked = message.kind === 'request' ? brokerOf(message.to) : null;
    const broker = asked === null ? undefined : (brokers ?? view.brokers).get(asked);
    if (broker?.node === 'paused') {
      brokers ??= new Map(view.brokers);
      brokers.set(broker.id, { ...broker, atDoor: broker.atDoor + 1 });
    }
    const id = message.batches.length === 0 ? null : processOf(message.to);
    const process = id === null ? undefined : (processes ?? view.processes).get(id);
    if (id === null || process === undefined || !isAlive(process)) continue;
    processes ??= new Map(view.processes);
    processes.set(id, withFetched(process, message));
  }
  return {
    ...view,
    inFlight: left,
    ...(processes === null ? {} : { processes }),
    ...(brokers === null ? {} : { brokers }),
  };
}

export function foldMessage(view: View, event: Stamp & MessageEvent): View {
  let next: View = { ...view, inFlight: view.inFlight.add(event) };
  if (event.api === 'Produce' && event.kind === 'request') next = withProduced(next, event);
  for (const batch of event.batches) next = withKeys(next, batch.topic, batch.keys);
  return next;
}

/** What a cut link held sets out after all, or is lost with its connection. */
export function foldMessageFate(view: View, event: MessageFateEvent): View {
  return { ...view, inFlight: view.inFlight.resume(event.id, event.arrivesAtUs) };
}

export function foldConnection(view: View, event: ConnectionEvent): View {
  if (event.state === 'opened') return view;
  const inFlight = view.inFlight.giveUp(event.connection);
  return inFlight === view.inFlight ? view : { ...view, inFlight };
}

const recordsIn = (batches: readonly BatchSummary[]): number => batches.reduce((sum, batch) => sum + batch.count, 0);

function withProduced(view: View, event: MessageEvent): View {
  const id = processOf(event.from);
  const process = id === null ? undefined : view.processes.get(id);
  if (id === null || process === undefined) return view;
  const after: ProcessView = {
    ...process,
    acks: event.details.acks ?? process.acks,
    topics: withTopics(process.topics, event.batches),
    producedRecords: process.producedRecords + recordsIn(event.batches),
  };
  return { ...view, processes: new Map(view.processes).set(id, after) };
}

function withTopics(topics: readonly string[], batches: readonly BatchSummary[]): readonly string[] {
  const news = [...new Set(batches.map((batch) => batch.topic))].filter((topic) => !topics.includes(topic));
  return news.length === 0 ? topics : [...topics, ...news];
}

function withFetched(process: ProcessView, message: SentMessage): ProcessView {
  const count = recordsIn(message.batches);
  return {
    ...process,
    fetched: [...process.fetched, ...message.batches].slice(-LAST_FETCHED_MAX),
    fetchedRecords: process.fetchedRecords + count,
    recent: withRecent(process.recent, { atUs: message.arrivesAtUs ?? message.atUs, what: 'records', count }),
  };
}
