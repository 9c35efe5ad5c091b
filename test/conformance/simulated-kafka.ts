import { setTimeout } from 'node:timers/promises';
import type { AdminCommand } from '../../src/contract/command';
import type { Scenario } from '../../src/contract/scenario';
import { startBrokers, type RunningBrokers } from '../../tools/brokers/start-brokers';
import {
  BROKER_IDS,
  COMMON_CONFIGS,
  HEAD_BYTES_MAX,
  type BrokerConfigs,
  type ClusterUnderTest,
  type DiskFile,
} from './cluster-under-test';
import { endOfLastCall, printedByTool } from './tool-output';

const POLL_MS = 5;
/** Longer than any tool takes that can end. */
const TOOL_MS_MAX = 30_000;

/** Three simulated brokers behind the loopback door. */
export async function startSimulatedKafka(configs: BrokerConfigs): Promise<ClusterUnderTest> {
  const scenario: Scenario = {
    id: 'conformance',
    brokers: BROKER_IDS.map((id) => ({ id })),
    links: { clientUs: 1, brokerUs: 1 },
    topics: [],
    config: { ...COMMON_CONFIGS, ...configs },
  };
  const brokers = await startBrokers({ scenario, journal: true });
  return {
    addresses: new Map([...brokers.ports].map(([id, port]) => [id, { host: '127.0.0.1', port }])),
    kill: (broker) => brokers.kill(broker),
    shutDown: (broker) => brokers.shutDown(broker),
    start: (broker) => brokers.start(broker),
    pause: (broker) => Promise.resolve(brokers.command({ type: 'pause-broker', broker })),
    resume: (broker) => Promise.resolve(brokers.command({ type: 'resume-broker', broker })),
    partitionFolder: (broker, topic, partition) => Promise.resolve(partitionFolder(brokers, broker, topic, partition)),
    tool: (command) => callTool(brokers, command),
    stop: () => brokers.stop(),
  };
}

async function callTool(brokers: RunningBrokers, command: AdminCommand): Promise<string> {
  brokers.command(command);
  for (let waitedMs = 0; waitedMs < TOOL_MS_MAX; waitedMs += POLL_MS) {
    const ended = endOfLastCall(brokers.events);
    if (ended !== null) return printedByTool(command, ended);
    await setTimeout(POLL_MS);
  }
  throw new Error(`${command.type} does not end`);
}

function partitionFolder(brokers: RunningBrokers, broker: number, topic: string, partition: number): DiskFile[] {
  const folder = brokers.query({ type: 'partition-folder', broker, topic, partition });
  if (folder.type !== 'partition-folder') return [];
  return folder.files.map(({ name, sizeBytes }) => {
    const range = { fromByte: 0, toByte: Math.min(sizeBytes, HEAD_BYTES_MAX) };
    const file = brokers.query({ type: 'file', broker, topic, partition, name, ...range });
    return { name, sizeBytes, head: file.type === 'file' ? file.bytes : new Uint8Array(0) };
  });
}
