import { EPOCH_MS, US_PER_SECOND } from '../../src/contract/ids';
import type { Scenario } from '../../src/contract/scenario';
import { Cluster } from '../../src/sim/cluster/cluster';
import { decodeResponseFrame, encodeRequestFrame } from '../../src/sim/protocol/frames';
import { encodeBatch } from '../../src/sim/protocol/record-batch';
import { apiByName } from '../../src/sim/protocol/registry';
import { WireDriver } from './wire-driver';
import { WireProgram } from './wire-program';

const RECORDS_A_BATCH = 100;
const RECORD_BYTES = 100;
const PARTITIONS = 12;
const LENGTH_BYTES = 4;
const ACKS_ALL = -1;
/** As KafkaJS produces. */
const PRODUCE_VERSION = 7;

const BROKERS = [1, 2, 3];
const SCENARIO: Scenario = {
  id: 'bench-engine',
  brokers: BROKERS.map((id) => ({ id })),
  links: { clientUs: 1_000, brokerUs: 1_000 },
  topics: [
    {
      name: 'bench',
      partitions: PARTITIONS,
      replicationFactor: 3,
      assignment: Array.from({ length: PARTITIONS }, (_, i) => [0, 1, 2].map((turn) => 1 + ((i + turn) % 3))),
      configs: { 'min.insync.replicas': '2' },
    },
  ],
};

const WARM_UP_RECORDS = 300_000;
const MEASURED_RECORDS = 1_000_000;

/**
 * Records a second of the engine alone: three brokers without a journal, batches that were encoded before, acks=all.
 * A request has a batch for each partition that its broker leads, as a busy producer's has. Counted when acknowledged.
 * Seconds are those of the processor, all threads of Node together: others who use the machine do not count.
 */
export function engineRecordsPerSecond(): number {
  const cluster = new Cluster({
    scenario: SCENARIO,
    seed: 1,
    programs: [{ name: 'writer', entry: 'writer.ts', role: 'producer', autostart: 1 }],
    files: { 'writer.ts': '' },
    journal: false,
  });
  const writer = new WireProgram('writer-1');
  const driver = new WireDriver(cluster, [writer]);
  let records = 0;
  for (const broker of BROKERS) {
    const { frame, recordCount } = produceFrame(broker);
    const send = (atUs: number): void =>
      writer.send(broker, frame, atUs, (answer, answeredUs) => {
        if (records === 0) check(answer);
        records += recordCount;
        send(answeredUs);
      });
    writer.at(0, send);
  }
  driver.runWhile(() => records < WARM_UP_RECORDS);
  const cpu = process.cpuUsage();
  const first = records;
  driver.runWhile(() => records < first + MEASURED_RECORDS);
  const { user, system } = process.cpuUsage(cpu);
  return ((records - first) / (user + system)) * US_PER_SECOND;
}

/** One batch for each partition that the broker leads. */
function produceFrame(broker: number): { readonly frame: Uint8Array; readonly recordCount: number } {
  const value = new Uint8Array(RECORD_BYTES).fill(0x78);
  const records = encodeBatch({
    records: Array.from({ length: RECORDS_A_BATCH }, () => ({ key: null, value, timestampMs: EPOCH_MS })),
  });
  const led = Array.from({ length: PARTITIONS }, (_, index) => index).filter((index) => 1 + (index % 3) === broker);
  const body = {
    acks: ACKS_ALL,
    timeoutMs: 30_000,
    topicData: [{ name: 'bench', partitionData: led.map((index) => ({ index, records })) }],
  };
  const header = { version: PRODUCE_VERSION, correlationId: 1, clientId: 'bench' };
  const frame = encodeRequestFrame(apiByName('Produce'), header, body);
  return { frame, recordCount: led.length * RECORDS_A_BATCH };
}

/** Refusals are quick: they must not count. */
function check(answer: Uint8Array): void {
  const { body } = decodeResponseFrame(apiByName('Produce'), PRODUCE_VERSION, answer.subarray(LENGTH_BYTES));
  const codes = body.responses.flatMap(({ partitionResponses }) => partitionResponses.map((one) => one.errorCode));
  if (codes.length === 0 || codes.some((code) => code !== 0)) throw new Error(`Produce was answered ${codes.join()}`);
}
