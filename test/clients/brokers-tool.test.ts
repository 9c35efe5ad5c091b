import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../tools/brokers/main';
import { ROOT } from '../repository/files';
import { command } from './command';

const TOOL = join(ROOT, 'tools/brokers/run.js');
const READY = /^bootstrap\.servers=(127\.0\.0\.1:\d+(?:,127\.0\.0\.1:\d+)*)\n$/;

let folder = '';
const children: ChildProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brokers-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scenarioFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Starts the tool; resolves with its first words. */
async function started(...args: string[]): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [TOOL, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [bytes] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: bytes.toString() };
}

const portsOf = (said: string): number[] =>
  (READY.exec(said)?.[1] ?? '').split(',').map((address) => Number(address.split(':')[1]));

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A server on a port of its own, below which one is free: the system may have given that to anybody. */
async function takenAfterAFreeOne(): Promise<{ other: Server; port: number }> {
  for (;;) {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const below = createServer().listen(port - 1, '127.0.0.1');
    const isFree = await once(below, 'listening').then(
      () => true,
      () => false,
    );
    if (isFree) {
      below.close();
      await once(below, 'close');
      return { other, port };
    }
    other.close();
  }
}

describe('npm run brokers', { timeout: 60_000 }, () => {
  it('says when three brokers are ready, and frees their ports when it is interrupted', async () => {
    const { child, said } = await started();
    expect(said).toMatch(READY);
    const ports = portsOf(said);
    expect(ports).toHaveLength(3);
    for (const port of ports) expect(await accepts(port)).toBe(true);
    // A client that stays must not keep it from ending.
    const client = connect(ports[0] ?? 0, '127.0.0.1');
    await once(client, 'connect');
    client.on('error', () => undefined);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
    for (const port of ports) expect(await accepts(port)).toBe(false);
  });

  it('takes a scenario of YAML or JSON, and ends on SIGTERM', async () => {
    const yaml = 'brokers: [{ id: 7 }, { id: 8 }]\nlinks: { clientUs: 1, brokerUs: 1 }\ntopics: []\n';
    const json = '{ "id": "one", "brokers": [{ "id": 1 }], "links": { "clientUs": 1, "brokerUs": 1 }, "topics": [] }';
    for (const [file, text, brokers] of [['two.yaml', yaml, 2] as const, ['one.json', json, 1] as const]) {
      const { child, said } = await started('--scenario', scenarioFile(file, text));
      expect(portsOf(said)).toHaveLength(brokers);
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
  });

  it('complains on stderr, says nothing on stdout, and exits with 1', async () => {
    const { code, stdout, stderr } = await command(process.execPath, [TOOL, '--seed', 'one']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('--seed must be a whole number from 0 to 4294967295, not one.\n');
  });
});

describe('complaints', () => {
  it('of a port that is taken, and frees the others', async () => {
    const { other, port } = await takenAfterAFreeOne();
    // The second broker's port is taken: the first one's must be free again.
    const said = await saidOnStderr(['--port-base', String(port - 1)]);
    other.close();
    expect(said).toBe(`Port ${port} of 127.0.0.1 cannot be listened on: another program has it already.`);
    expect(await accepts(port - 1)).toBe(false);
  });

  it.each([
    [['--sede', '1'], "Unknown option '--sede'"],
    [['--seed', '4294967296'], '--seed must be a whole number from 0 to 4294967295, not 4294967296.'],
    [['--port-base', '0'], '--port-base must be a whole number from 1 to 65535, not 0.'],
    [['--port-base', '65535'], 'There is no port 65536: the last one is 65535.'],
    [['--scenario', 'no-such-file.yaml'], 'The scenario no-such-file.yaml cannot be read: ENOENT'],
  ])('of %s', async (args, complaint) => {
    expect(await saidOnStderr(args)).toContain(complaint);
  });

  it.each([
    ['odd.yaml', 'brokers: [{ id: 1 }', /odd.yaml:1:\d+: .+/],
    [
      'unfit.yaml',
      'brokers: [{ id: one }]\nlinks: { clientUs: 0, brokerUs: 1 }\ntopics: []\n',
      /unfit.yaml:1:17: brokers.*found "one", expected a number.*\n.*unfit.yaml:2:20: links.clientUs: found 0, expected 1 or more/,
    ],
    [
      'none.yaml',
      'brokers: []\nlinks: { clientUs: 1, brokerUs: 1 }\ntopics: []\n',
      /found a list of 0, expected at least one/,
    ],
    [
      'twice.yaml',
      'brokers: [{ id: 1 }, { id: 1 }]\nlinks: { clientUs: 1, brokerUs: 1 }\ntopics: []\n',
      /twice.yaml:1:10: brokers: found a list of 2, expected a different id for each/,
    ],
    [
      'wide.json',
      '{"brokers":[{"id":1}],"links":{"clientUs":1,"brokerUs":1},"topics":[{"name":"t","partitions":1,"replicationFactor":2}]}',
      /^The scenario cannot stand: .*Unable to replicate the partition 2 time\(s\)/,
    ],
    [
      'config.yaml',
      "brokers: [{ id: 1 }]\nlinks: { clientUs: 1, brokerUs: 1 }\ntopics: []\nconfig: { no.such.config: '1' }\n",
      /^The scenario cannot stand: .*no\.such\.config/,
    ],
  ])('of the scenario %s', async (file, text, complaint) => {
    expect(await saidOnStderr(['--scenario', scenarioFile(file, text)])).toMatch(complaint);
  });
});

/** What the tool, run in this process, complains of. */
async function saidOnStderr(args: readonly string[]): Promise<string> {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  try {
    await main(args);
    expect(process.exitCode).toBe(1);
    return error.mock.calls.join('\n');
  } finally {
    process.exitCode = undefined;
    error.mockRestore();
  }
}
