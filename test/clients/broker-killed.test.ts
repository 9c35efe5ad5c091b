import { setTimeout } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/contract/scenario';
import { startBrokers, type RunningBrokers } from '../../tools/brokers/start-brokers';
import { command } from './command';
import { within } from './within';

// A broker dies while clients write and read, and comes back. No acknowledged record is lost, and everybody goes on.

const SCENARIO: Scenario = {
  id: 'broker-killed',
  brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
  links: { clientUs: 1, brokerUs: 1 },
  topics: [
    {
      name: 'orders',
      partitions: 3,
      replicationFactor: 3,
      assignment: [
        [1, 2, 3],
        [2, 3, 1],
        [3, 1, 2],
      ],
      configs: { 'min.insync.replicas': '2' },
    },
  ],
  config: {
    'group.initial.rebalance.delay.ms': '0',
    'broker.session.timeout.ms': '2000',
    'broker.heartbeat.interval.ms': '300',
    // A client that starts anew while its coordinator is away comes back as a new member: the old one must time out.
    'group.min.session.timeout.ms': '1000',
  },
};

const SESSION_MS = 3_000;
const LINES = 120;
/** After so many lines the broker dies, and after so many it comes back. */
const DIES_AFTER = 30;
const BACK_AFTER = 80;
const PAUSE_MS = 15;

const line = (i: number): string => `order-${String(i).padStart(3, '0')}`;

let brokers: RunningBrokers;
beforeEach(async () => {
  brokers = await startBrokers({ scenario: SCENARIO, journal: true });
});
afterEach(() => brokers.stop());

/** Calls `write` for each line, with a broker killed and started on the way. */
async function whileABrokerDies(broker: number, write: (text: string) => Promise<void> | void): Promise<void> {
  for (let i = 0; i < LINES; i++) {
    if (i === DIES_AFTER) await brokers.kill(broker);
    if (i === BACK_AFTER) await brokers.start(broker);
    await write(line(i));
    await setTimeout(PAUSE_MS);
  }
}

const ALL_LINES = Array.from({ length: LINES }, (_, i) => line(i));

/** The broker died, and others lead in its place. */
function sawAnElection(): boolean {
  return brokers.events.some((event) => event.type === 'partition-changed' && event.reason === 'leader-elected');
}

describe.each([1, 2])('broker %i dies while', { timeout: 60_000 }, (broker) => {
  it('KafkaJS writes and reads', async () => {
    const kafka = new Kafka({
      clientId: 'kafkajs',
      brokers: brokers.bootstrap.split(','),
      logLevel: logLevel.NOTHING,
    });
    const read = new Set<string>();
    const consumer = kafka.consumer({
      groupId: 'readers',
      sessionTimeout: SESSION_MS,
      heartbeatInterval: 100,
      maxWaitTimeInMs: 100,
    });
    await consumer.connect();
    await consumer.subscribe({ topic: 'orders', fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        read.add(String(message.value));
        return Promise.resolve();
      },
    });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await whileABrokerDies(broker, async (text) => {
      await producer.send({ topic: 'orders', acks: -1, messages: [{ key: text, value: text }] });
    });
    await within(20_000, 'everything that was acknowledged is read', () => read.size === LINES);
    await producer.disconnect();
    await consumer.disconnect();
    expect([...read].sort()).toEqual(ALL_LINES);
    expect(sawAnElection()).toBe(true);
  });

  const kcatIsInstalled = spawnSync('kcat', ['-V']).status === 0;
  it(kcatIsInstalled ? 'kcat writes and reads' : 'kcat is not installed: not run', async () => {
    if (!kcatIsInstalled) {
      process.stdout.write(`kcat is not installed. Not run: broker ${broker} dies while kcat writes and reads.\n`);
      return;
    }
    const { read, stop } = kcatReader();
    const writer = spawn('kcat', [
      '-b',
      brokers.bootstrap,
      '-P',
      '-t',
      'orders',
      '-X',
      'acks=all',
      '-X',
      'linger.ms=1',
    ]);
    let complaints = '';
    writer.stderr.on('data', (bytes: Buffer) => (complaints += bytes.toString()));
    const ended = once(writer, 'close');
    await whileABrokerDies(broker, (text) => void writer.stdin.write(`${text}\n`));
    writer.stdin.end();
    expect([(await ended)[0], complaints.includes('Delivery failed')]).toEqual([0, false]);
    await within(20_000, 'everything that was acknowledged is read by the group', () => read.size === LINES);
    await stop();
    const whole = await command('kcat', ['-b', brokers.bootstrap, '-C', '-t', 'orders', '-o', 'beginning', '-e', '-q']);
    const kept = whole.stdout.split('\n').filter((text) => text !== '');
    expect([...new Set(kept)].sort()).toEqual(ALL_LINES);
    expect(sawAnElection()).toBe(true);
  });
});

/** A kcat that reads in a group until it is stopped. */
function kcatReader() {
  const SESSION = ['-X', `session.timeout.ms=${SESSION_MS}`, '-X', 'heartbeat.interval.ms=100'];
  const args = [
    '-b',
    brokers.bootstrap,
    '-G',
    'kcats',
    '-q',
    '-u',
    '-X',
    'auto.offset.reset=earliest',
    ...SESSION,
    'orders',
  ];
  const reader = spawn('kcat', args);
  const read = new Set<string>();
  let rest = '';
  reader.stdout.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) read.add(text);
  });
  const ended = once(reader, 'close');
  return {
    read,
    async stop() {
      reader.kill('SIGKILL');
      await ended;
    },
  };
}
