import { EPOCH_MS, US_PER_SECOND, type BrokerId } from '../../src/contract/ids';
import type { Scenario } from '../../src/contract/scenario';
import { Cluster } from '../../src/sim/cluster/cluster';
import { encodeRequestFrame } from '../../src/sim/protocol/frames';
import { encodeBatch } from '../../src/sim/protocol/record-batch';
import { apiByName } from '../../src/sim/protocol/registry';
import { GroupReader } from './group-reader';
import { WireDriver } from './wire-driver';
import { WireProgram } from './wire-program';

export interface Size {
  readonly brokers: number;
  readonly partitions: number;
  readonly consumers: number;
}

/** Each partition gets a batch of so many records of 100 bytes a second, with acks=all. */
const RECORDS_A_BATCH = 10;
const RECORD_BYTES = 100;
const REPLICAS = 3;
const WARM_UP_EVENTS = 30_000;
const MEASURED_EVENTS = 100_000;

const leaderOf = ({ brokers }: Size, partition: number): BrokerId => 1 + (partition % brokers);

/** Replicas of a partition stand beside its leader, farther away for each round, so that every broker follows many. */
function assignment(size: Size): BrokerId[][] {
  return Array.from({ length: size.partitions }, (_, partition) => {
    const round = Math.floor(partition / size.brokers) % (size.brokers - 2);
    const leader = leaderOf(size, partition);
    return Array.from({ length: REPLICAS }, (_, turn) =>
      turn === 0 ? leader : 1 + ((leader - 1 + round + turn) % size.brokers),
    );
  });
}

const scenarioOf = (size: Size): Scenario => ({
  id: 'bench-event-cost',
  brokers: Array.from({ length: size.brokers }, (_, index) => ({ id: index + 1 })),
  controllers: [1, 2, 3],
  links: { clientUs: 1_000, brokerUs: 1_000 },
  // With Kafka's 50, followers of the small cluster would carry far more partitions a fetch than those of the large one.
  config: { 'offsets.topic.num.partitions': String(size.brokers) },
  topics: [{ name: 'bench', partitions: size.partitions, replicationFactor: REPLICAS, assignment: assignment(size) }],
});

/**
 * Microseconds of processor time that the cluster takes for an event of its journal, in a steady state: records are
 * produced to every partition, one group reads them all and commits.
 */
export function eventCostUs(size: Size): number {
  const cluster = new Cluster({
    scenario: scenarioOf(size),
    seed: 1,
    programs: [
      { name: 'writer', entry: 'writer.ts', role: 'producer', autostart: 1 },
      { name: 'reader', entry: 'reader.ts', role: 'consumer', autostart: size.consumers },
    ],
    files: { 'writer.ts': '', 'reader.ts': '' },
  });
  const writer = new WireProgram('writer-1');
  startWriting(writer, size);
  const programs = Array.from({ length: size.consumers }, (_, index) => new WireProgram(`reader-${index + 1}`));
  const readers = programs.map(
    (program) => new GroupReader(program, size.partitions, (partition) => leaderOf(size, partition)),
  );
  const driver = new WireDriver(cluster, [writer, ...programs]);
  driver.runWhile(() => !readers.every(({ isAssigned }) => isAssigned));
  driver.clusterUsFor(WARM_UP_EVENTS);
  return driver.clusterUsFor(MEASURED_EVENTS) / MEASURED_EVENTS;
}

/** One batch for each partition every second, at even distances. */
function startWriting(writer: WireProgram, size: Size): void {
  const value = new Uint8Array(RECORD_BYTES).fill(0x78);
  const records = encodeBatch({
    records: Array.from({ length: RECORDS_A_BATCH }, () => ({ key: null, value, timestampMs: EPOCH_MS })),
  });
  const header = { version: 7, correlationId: 1, clientId: 'writer' };
  for (let index = 0; index < size.partitions; index++) {
    const topicData = [{ name: 'bench', partitionData: [{ index, records }] }];
    const frame = encodeRequestFrame(apiByName('Produce'), header, { acks: -1, timeoutMs: 30_000, topicData });
    const send = (atUs: number): void => {
      writer.send(leaderOf(size, index), frame, atUs, () => {});
      writer.at(atUs + US_PER_SECOND, send);
    };
    writer.at(Math.floor(((index + 1) * US_PER_SECOND) / size.partitions), send);
  }
}
