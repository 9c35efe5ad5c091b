import type { Scenario } from '../src/contract/scenario';

/** Values of 100 bytes in batches of 100, as in Kafka's own producer-perf-test at its smallest. */
const RECORD_BYTES = 100;
const RECORDS_A_BATCH = 100;

/** Three brokers a millisecond apart: what counts here is computing, not waiting. */
export const THROUGHPUT_SCENARIO: Scenario = {
  id: 'bench-throughput',
  brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
  links: { clientUs: 1_000, brokerUs: 1_000 },
  topics: [{ name: 'bench', partitions: 4, replicationFactor: 2 }],
  config: { 'group.initial.rebalance.delay.ms': '0' },
};

export const ENTRY = 'bench.ts';

/** A program that produces so many records and reads them all again; the same text runs in the sandbox and in Node. */
function throughputProgram(records: number): string {
  return `import { Kafka, logLevel } from 'kafkajs';

const kafka = new Kafka({ clientId: 'bench', brokers: ['broker-1:9092'], logLevel: logLevel.NOTHING });
const value = 'x'.repeat(${RECORD_BYTES});

const producer = kafka.producer({ allowAutoTopicCreation: false });
await producer.connect();
for (let first = 0; first < ${records}; first += ${RECORDS_A_BATCH}) {
  const messages = Array.from({ length: ${RECORDS_A_BATCH} }, (_, i) => ({ key: String((first + i) % 64), value }));
  await producer.send({ topic: 'bench', messages });
}
await producer.disconnect();

const consumer = kafka.consumer({ groupId: 'bench' });
await consumer.connect();
await consumer.subscribe({ topics: ['bench'], fromBeginning: true });
let read = 0;
await new Promise<void>((resolve) => {
  void consumer.run({
    eachBatch: async ({ batch }) => {
      read += batch.messages.length;
      if (read >= ${records}) resolve();
    },
  });
});
await consumer.disconnect();
console.log(read);
`;
}

/** Sizes of the two runs whose difference is measured: what starting costs is in both, and so in neither. */
const SMALL_RUN = 2_000;
const LARGE_RUN = 32_000;
const ROUNDS = 3;

/** Plays a program's text; resolves with the real milliseconds it took. */
export type Play = (text: string) => Promise<number>;

/**
 * Records a second in each place. Places take turns, and the quickest run of each counts: what else the machine does
 * meanwhile only adds.
 */
export async function recordsPerSecond(places: readonly Play[]): Promise<number[]> {
  const quickest = places.map(() => ({ small: Infinity, large: Infinity }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, play] of places.entries()) {
      const best = quickest[index] ?? { small: 0, large: 0 };
      best.small = Math.min(best.small, await play(throughputProgram(SMALL_RUN)));
      best.large = Math.min(best.large, await play(throughputProgram(LARGE_RUN)));
    }
  }
  return quickest.map(({ small, large }) => ((LARGE_RUN - SMALL_RUN) / (large - small)) * 1_000);
}
