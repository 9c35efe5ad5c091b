import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  BROKER_IDS,
  COMMON_CONFIGS,
  HEAD_BYTES_MAX,
  type Address,
  type BrokerConfigs,
  type ClusterUnderTest,
  type DiskFile,
} from '../../test/conformance/cluster-under-test';
import { waitForBroker, waitForBrokers } from '../../test/conformance/wait-for-brokers';
import { kafkaClassPath } from './java';
import { runRealTool } from './real-tools';

const HOST = '127.0.0.1';
const DATA = 'data';
/** Any 22 characters of base64url that are 16 bytes. */
const CLUSTER_ID = 'conformance00000000000';
/** Enough for a few topics; the machine may have others to serve. */
const JVM = [
  '-Xmx320m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

interface Node {
  readonly id: number;
  readonly folder: string;
  readonly properties: string;
  readonly address: Address;
  process: ChildProcess | null;
}

/**
 * Starts three nodes of a real Apache Kafka, broker and controller each, on free ports of loopback, with disks of
 * their own under `cache`. Ready when every broker knows the others.
 * @throws Complaint when Java or Maven are missing.
 */
export async function startRealKafka(cache: string, configs: BrokerConfigs): Promise<ClusterUnderTest> {
  const classPath = kafkaClassPath(cache);
  const root = mkdtempSync(join(cache, 'run-'));
  const ports = await freePorts(2 * BROKER_IDS.length);
  const voters = BROKER_IDS.map((id, i) => `${id}@${HOST}:${ports[BROKER_IDS.length + i]}`).join(',');
  const nodes = BROKER_IDS.map((id, i): Node => {
    const folder = join(root, `node-${id}`);
    const address = { host: HOST, port: ports[i] ?? 0 };
    const controllerPort = ports[BROKER_IDS.length + i] ?? 0;
    mkdirSync(folder);
    const properties = join(folder, 'server.properties');
    writeFileSync(properties, lines(nodeProperties(id, address.port, controllerPort, voters, folder, configs)));
    return { id, folder, properties, address, process: null };
  });
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map(({ process }) => ended(process, 'SIGKILL')));
    rmSync(root, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => format(classPath, node)));
    for (const node of nodes) run(classPath, node);
    const addresses = new Map(nodes.map(({ id, address }) => [id, address]));
    await waitForBrokers(addresses);
    return {
      addresses,
      kill: (broker) => ended(nodeOf(nodes, broker).process, 'SIGKILL'),
      shutDown: (broker) => ended(nodeOf(nodes, broker).process, 'SIGTERM'),
      async start(broker) {
        const node = nodeOf(nodes, broker);
        run(classPath, node);
        await waitForBroker(broker, node.address);
      },
      pause: (broker) => signalled(nodeOf(nodes, broker), 'SIGSTOP'),
      resume: (broker) => signalled(nodeOf(nodes, broker), 'SIGCONT'),
      partitionFolder: (broker, topic, partition) =>
        Promise.resolve(filesOf(join(nodeOf(nodes, broker).folder, DATA, `${topic}-${partition}`))),
      tool: (command) => runRealTool(command, addresses, classPath),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function nodeOf(nodes: readonly Node[], id: number): Node {
  const node = nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`there is no node ${id}`);
  return node;
}

function filesOf(folder: string): DiskFile[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { size } = statSync(path);
      const head = Buffer.alloc(Math.min(size, HEAD_BYTES_MAX));
      const file = openSync(path, 'r');
      readSync(file, head, 0, head.length, 0);
      closeSync(file);
      return { name, sizeBytes: size, head };
    });
}

function nodeProperties(
  id: number,
  port: number,
  controllerPort: number,
  voters: string,
  folder: string,
  configs: BrokerConfigs,
): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': String(id),
    'controller.quorum.voters': voters,
    listeners: `PLAINTEXT://${HOST}:${port},CONTROLLER://${HOST}:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${HOST}:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(folder, DATA),
    'offsets.topic.replication.factor': '3',
    'transaction.state.log.replication.factor': '3',
    'transaction.state.log.min.isr': '2',
    // Small things for a small machine; nothing that a client sees.
    'num.network.threads': '1',
    'num.io.threads': '2',
    'background.threads': '2',
    'log.cleaner.dedupe.buffer.size': String(4 * 1024 * 1024),
    ...COMMON_CONFIGS,
    ...configs,
  };
}

const lines = (properties: Readonly<Record<string, string>>): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

async function format(classPath: string, { properties }: Node): Promise<void> {
  const args = [...JVM, '-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties];
  const child = spawn('java', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`kafka-storage format failed:\n${said}`);
}

function run(classPath: string, node: Node): void {
  const said = createWriteStream(join(node.folder, 'node.log'), { flags: 'a' });
  const child = spawn('java', [...JVM, '-cp', classPath, 'kafka.Kafka', node.properties], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(said);
  child.stderr.pipe(said);
  node.process = child;
}

function signalled({ process }: Node, signal: NodeJS.Signals): Promise<void> {
  process?.kill(signal);
  return Promise.resolve();
}

async function ended(child: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exited;
}

/** Ports that nobody has at this moment. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, HOST, () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
