import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrokers, type RunningBrokers } from '../../tools/brokers/start-brokers';
import { command, type Finished } from './command';

// kcat, as Debian has it: librdkafka in C. Not everybody has it.

const isInstalled = spawnSync('kcat', ['-V']).status === 0;

let brokers: RunningBrokers;
beforeAll(async () => {
  brokers = await startBrokers({ scenario: { ...SCENARIO } });
});
afterAll(() => brokers.stop());

const SCENARIO = {
  id: 'kcat',
  brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
  links: { clientUs: 1, brokerUs: 1 },
  topics: [{ name: 'orders', partitions: 3, replicationFactor: 3 }],
  config: { 'group.initial.rebalance.delay.ms': '0' },
};

function kcat(args: readonly string[], input = ''): Promise<Finished> {
  return command('kcat', ['-b', brokers.bootstrap, ...args], { input });
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const KEYS = Array.from({ length: 30 }, (_, i) => `key-${i}`);

const tests: Readonly<Record<string, () => Promise<void>>> = {
  'lists brokers and topics': async () => {
    const { stdout } = await kcat(['-L']);
    for (const [id, port] of brokers.ports) expect(stdout).toContain(`broker ${id} at 127.0.0.1:${port}`);
    expect(stdout).toContain('topic "orders" with 3 partitions');
    expect(stdout).toMatch(/partition 0, leader \d, replicas: [\d,]{5}, isrs: [\d,]{5}/);
  },

  'produces with keys and consumes, plain and compressed': async () => {
    const input = KEYS.map((key) => `${key}:value of ${key}\n`).join('');
    for (const codec of ['none', 'gzip', 'lz4', 'zstd', 'snappy']) {
      const sent = await kcat(['-P', '-t', 'orders', '-K:', '-z', codec, '-X', 'acks=all'], input);
      expect([codec, sent.code, sent.stderr]).toEqual([codec, 0, '']);
    }
    const { stdout } = await kcat(['-C', '-t', 'orders', '-e', '-q', '-o', 'beginning', '-f', '%p %k %s\n']);
    const read = lines(stdout).map((line) => line.replace(/^\d /, ''));
    const once = KEYS.map((key) => `${key} value of ${key}`);
    expect(read.sort()).toEqual([...once, ...once, ...once, ...once, ...once].sort());
    const homes = new Map<string, Set<string>>();
    for (const line of lines(stdout)) {
      const [partition = '', key = ''] = line.split(' ');
      homes.set(key, (homes.get(key) ?? new Set()).add(partition));
    }
    expect([...homes.values()].every((partitions) => partitions.size === 1)).toBe(true);
  },

  'produces idempotently': async () => {
    const sent = await kcat(['-P', '-t', 'orders', '-p', '0', '-X', 'enable.idempotence=true'], 'once\n');
    expect([sent.code, sent.stderr]).toEqual([0, '']);
  },

  'reads from a point in time': async () => {
    const { stdout } = await kcat(['-Q', '-t', 'orders:0:1']);
    expect(stdout).toContain('orders [0] offset 0');
  },

  'reads in a group, and goes on where it left off': async () => {
    const topic = 'of-its-own';
    const group = ['-G', 'readers', '-e', '-q', '-X', 'auto.offset.reset=earliest', '-f', '%s\n', topic];
    await kcat(['-P', '-t', topic], 'one\ntwo\n');
    expect(lines((await kcat(group)).stdout)).toEqual(['one', 'two']);
    await kcat(['-P', '-t', topic], 'three\n');
    expect(lines((await kcat(group)).stdout)).toEqual(['three']);
  },
};

describe('kcat', { timeout: 60_000 }, () => {
  if (isInstalled) {
    for (const [name, run] of Object.entries(tests)) it(name, run);
  } else {
    it('is not installed: these tests were not run', () => {
      process.stdout.write(`kcat is not installed. Not run: ${Object.keys(tests).join('; ')}.\n`);
      expect(isInstalled).toBe(false);
    });
  }
});
