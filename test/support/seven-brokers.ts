import type { SimEventBody } from '../../src/contract/event';
import type { BrokerId } from '../../src/contract/ids';
import type { ProgramSpec, Scenario } from '../../src/contract/scenario';

/** Seven brokers, three topics of 24 partitions with three replicas each, ten programs: too many to be seen at once from near. */
export const sevenBrokers: Scenario = {
  id: 'seven-brokers',
  brokers: Array.from({ length: 7 }, (_, index) => ({ id: index + 1 })),
  links: { clientUs: 200_000, brokerUs: 150_000 },
  topics: [
    { name: 'orders', partitions: 12, replicationFactor: 3 },
    { name: 'payments', partitions: 6, replicationFactor: 3 },
    { name: 'clicks', partitions: 6, replicationFactor: 3 },
  ],
  config: { 'min.insync.replicas': '2' },
};

export const SEVEN_PROGRAMS: readonly ProgramSpec[] = [
  { name: 'checkout', entry: 'checkout.ts', role: 'producer' },
  { name: 'web', entry: 'web.ts', role: 'producer' },
  { name: 'pay', entry: 'pay.ts', role: 'producer' },
  { name: 'billing', entry: 'billing.ts', role: 'consumer' },
  { name: 'audit', entry: 'audit.ts', role: 'consumer' },
];

const KEYS = ['anna', 'bella', 'cesar', 'dmitri', 'elena', 'felix', 'greta'];

/** How such a cluster looks after a while, told as the journal tells it: topics, logs, programs, groups and what they have committed. */
export function sevenBrokersRun(records = 32): SimEventBody[] {
  const events: SimEventBody[] = [];
  for (const { id } of sevenBrokers.brokers) {
    events.push({ type: 'broker-state', broker: id, state: 'Running' });
    events.push({ type: 'registration', broker: id, state: 'Unfenced', brokerEpoch: id });
  }
  events.push({ type: 'controller-changed', broker: 2, epoch: 1 });
  let first = 3;
  for (const topic of sevenBrokers.topics) {
    const placed = Array.from({ length: topic.partitions }, (_, partition) => {
      const replicas = Array.from({ length: 3 }, (_each, at): BrokerId => ((first + partition + at * 2) % 7) + 1);
      return { partition, replicas, isr: replicas, leader: replicas[0] ?? 1, leaderEpoch: 0 };
    });
    first += 2;
    const { name } = topic;
    events.push({
      type: 'topic-created',
      topic: name,
      topicId: name,
      internal: false,
      configs: {},
      partitions: placed,
    });
    for (const { partition, replicas } of placed) {
      for (let offset = 0; offset < records; offset += 2) {
        const keys = [
          KEYS[(offset + partition) % KEYS.length] ?? '',
          KEYS[(offset * 3 + partition) % KEYS.length] ?? '',
        ];
        const sizes = [60 + ((offset * 37 + partition * 11) % 400), 80];
        for (const [at, broker] of replicas.entries()) {
          events.push({
            type: 'batch-appended',
            topic: name,
            partition,
            baseOffset: offset,
            count: 2,
            bytes: 61 + sizes[0]! + sizes[1]!,
            keys,
            sizes,
            broker,
            role: at === 0 ? 'leader' : 'follower',
            leaderEpoch: 0,
            messageId: null,
          });
        }
      }
      events.push({ type: 'high-watermark', broker: replicas[0] ?? 1, topic: name, partition, offset: records });
    }
  }
  for (const [program, count, topic] of [
    ['checkout', 3, 'orders'],
    ['web', 1, 'clicks'],
    ['pay', 1, 'payments'],
    ['billing', 3, null],
    ['audit', 2, null],
  ] as const) {
    for (let instance = 1; instance <= count; instance += 1) {
      const process = `${program}-${instance}`;
      events.push({ type: 'process', process, program, instance, state: 'running', reason: null });
      if (topic !== null) events.push(wrote(process, topic));
    }
  }
  events.push(group('billing', 3, [{ topic: 'orders', partitions: 12 }], records));
  events.push(
    group(
      'audit',
      2,
      [
        { topic: 'payments', partitions: 6 },
        { topic: 'clicks', partitions: 6 },
      ],
      records,
    ),
  );
  for (let partition = 0; partition < 12; partition += 1)
    events.push(committed('billing', 'orders', partition, records - 1 - (partition % 4)));
  for (const topic of ['payments', 'clicks']) {
    for (let partition = 0; partition < 6; partition += 1)
      events.push(committed('audit', topic, partition, records - 1));
  }
  return events;
}

const wrote = (process: string, topic: string): SimEventBody => ({
  type: 'message',
  id: process.length * 100 + Number(process.slice(-1)),
  kind: 'request',
  api: 'Produce',
  apiVersion: 11,
  correlationId: 1,
  connection: 1,
  from: `process:${process}`,
  to: 'broker:1',
  bytes: 100,
  arrivesAtUs: 1,
  requestId: null,
  batches: [{ topic, partition: 0, baseOffset: -1, count: 1, bytes: 100, keys: ['anna'], sizes: [30] }],
  details: { acks: -1 },
});

const committed = (name: string, topic: string, partition: number, offset: number): SimEventBody => ({
  type: 'offset-committed',
  group: name,
  topic,
  partition,
  offset,
  memberId: `${name}-1`,
});

/** Each member has a stretch of each topic. */
function group(
  name: string,
  members: number,
  topics: readonly { topic: string; partitions: number }[],
  generation: number,
): SimEventBody {
  const share = (partitions: number, at: number): number[] => {
    const each = Math.ceil(partitions / members);
    return Array.from({ length: partitions }, (_, partition) => partition).slice(at * each, (at + 1) * each);
  };
  return {
    type: 'group',
    group: name,
    coordinator: 5,
    state: 'Stable',
    generation: generation % 10,
    protocol: 'RangeAssigner',
    leader: `${name}-1`,
    members: Array.from({ length: members }, (_, at) => ({
      memberId: `${name}-${at + 1}`,
      clientId: name,
      process: `${name}-${at + 1}`,
      assignment: topics.map(({ topic, partitions }) => ({ topic, partitions: share(partitions, at) })),
    })),
    reason: 'member joined',
  };
}
