import type { Query, QueryAnswer } from '../../src/contract/query';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import type { View } from '../../src/view/view';
import { batchOf, world, type World } from './world';

export const WRITTEN = { broker: 1, topic: 'Topic-A', partition: 0 } as const;

export interface WrittenDisk {
  readonly world: World;
  /** What the journal tells so far. */
  readonly view: () => View;
  readonly ask: (query: Query) => Promise<QueryAnswer>;
  /** Three records more. */
  readonly write: () => void;
}

/**
 * Two brokers with one partition, written to until it has several segments and retention took the first: what the
 * real simulation answers about it.
 */
export function writtenDisk(): WrittenDisk {
  const nodes = [{ id: 1 }, { id: 2 }];
  const config = { 'log.initial.task.delay.ms': '500', 'log.retention.check.interval.ms': '1000' };
  const topics = [
    {
      name: 'Topic-A',
      partitions: 1,
      replicationFactor: 2,
      assignment: [[1, 2]],
      configs: { 'segment.bytes': '3000', 'index.interval.bytes': '300', 'retention.bytes': '6000' },
    },
  ];
  const w = world({ brokers: nodes.length, topics, config });
  const client = w.client();
  const write = (): void => {
    const records = batchOf(w, 'anna', null, { key: 'boris', value: null });
    const topicData = [{ name: 'Topic-A', partitionData: [{ index: 0, records }] }];
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData });
  };
  for (let n = 0; n < 90; n += 1) write();
  w.run(2_000);
  const view = (): View =>
    w.events.reduce(
      fold,
      emptyView({ id: 'disk', brokers: nodes, links: { clientUs: 0, brokerUs: 0 }, topics, config }, []),
    );
  return { world: w, view, ask: (query) => Promise.resolve(w.cluster.query(query)), write };
}
