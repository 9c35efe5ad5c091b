import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packFile, packLink, unpackFile, unpackLink } from '../../../src/app/share/pack';
import { LIMITS, type SharedRun, type Unpacked } from '../../../src/app/share/shared-run';
import type { Command } from '../../../src/contract/command';
import { ENGINE_VERSION, type RunLog } from '../../../src/contract/run-log';
import { Cluster } from '../../../src/sim/cluster/cluster';
import { random } from './random';

/** One of each, so that a command without a shape is found. */
const COMMANDS: { readonly [T in Command['type']]: Extract<Command, { readonly type: T }> } = {
  run: { type: 'run', program: 'checkout', instance: 2 },
  stop: { type: 'stop', process: 'checkout-2' },
  kill: { type: 'kill', process: 'checkout-2', cause: 'unresponsive' },
  'pause-process': { type: 'pause-process', process: 'checkout-1' },
  'resume-process': { type: 'resume-process', process: 'checkout-1' },
  edit: { type: 'edit', file: 'checkout.ts', text: 'привет, "мир"\n' },
  'add-program': { type: 'add-program', name: 'audit', entry: 'audit.ts', role: 'other' },
  'start-schedule': { type: 'start-schedule', schedule: 'storm' },
  'kill-broker': { type: 'kill-broker', broker: 1 },
  'power-off-broker': { type: 'power-off-broker', broker: 1 },
  'stop-broker': { type: 'stop-broker', broker: 1 },
  'start-broker': { type: 'start-broker', broker: 1, disk: 'lost' },
  'pause-broker': { type: 'pause-broker', broker: 1 },
  'resume-broker': { type: 'resume-broker', broker: 1 },
  'cut-link': { type: 'cut-link', from: 'broker:1', to: 'process:checkout-1' },
  'slow-link': { type: 'slow-link', from: 'tool:admin', to: 'broker:2', extraUs: 5 },
  'heal-link': { type: 'heal-link', from: 'broker:1', to: 'broker:2' },
  'isolate-broker': { type: 'isolate-broker', broker: 2 },
  'heal-broker': { type: 'heal-broker', broker: 2 },
  'set-disk-rate': { type: 'set-disk-rate', broker: 2, bytesPerSecond: null },
  'slow-disk': { type: 'slow-disk', broker: 2, extraUs: 9 },
  'set-network-rate': { type: 'set-network-rate', broker: 2, bytesPerSecond: 1_000 },
  'create-topic': { type: 'create-topic', topic: { name: 'T', partitions: 2, replicationFactor: 1 } },
  'delete-topic': { type: 'delete-topic', topic: 'T' },
  'add-partitions': { type: 'add-partitions', topic: 'T', partitions: 5 },
  'alter-topic-configs': { type: 'alter-topic-configs', topic: 'T', configs: { 'retention.ms': null, a: 'b' } },
  'delete-records': { type: 'delete-records', topic: 'T', partition: 0, beforeOffset: -1 },
  'elect-leader': { type: 'elect-leader', topic: 'T', partition: 0, election: 'unclean' },
  'reassign-partition': { type: 'reassign-partition', topic: 'T', partition: 0, replicas: [2, 1] },
  'reset-offsets': { type: 'reset-offsets', group: 'g', topic: 'T', partition: null, to: 'earliest' },
  'delete-group': { type: 'delete-group', group: 'g' },
};

const log: RunLog = {
  format: 1,
  engine: ENGINE_VERSION,
  scenario: {
    id: 'shared',
    brokers: [
      { id: 1, rack: 'a' },
      { id: 2, diskBytesPerSecond: 1_000, networkBytesPerSecond: 9 },
    ],
    controllerId: 1,
    controllers: [1, 2],
    links: { clientUs: 1_000, brokerUs: 1_000 },
    topics: [
      {
        name: 'Topic-A',
        partitions: 2,
        replicationFactor: 2,
        assignment: [
          [1, 2],
          [2, 1],
        ],
        configs: {},
      },
    ],
    config: { 'group.initial.rebalance.delay.ms': '0' },
    schedules: { storm: [{ afterUs: 5, command: { type: 'kill-broker', broker: 1 } }] },
  },
  seed: 7,
  programs: [{ name: 'checkout', entry: 'checkout.ts', role: 'producer', autostart: 1 }],
  files: { 'checkout.ts': 'produce()', 'shop.ts': 'export const n = 1;' },
  commands: Object.values(COMMANDS).map((command, seq) => ({ atUs: seq * 10, seq, command })),
};
const run: SharedRun = { lesson: 'partitions-and-readers', step: 2, log, nowUs: 12_480_000, hash: 'ab'.repeat(16) };

const linked = (value: unknown): string => packLink(value as SharedRun);
const why = (unpacked: Unpacked): string => (unpacked.ok ? 'ok' : unpacked.unreadable.why);

describe('a shared run', () => {
  it('comes out of a link as it went in', () => {
    const data = packLink(run);
    expect(data).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(unpackLink('1', data)).toEqual({ ok: true, run });
  });

  it('comes out of a file as it went in', () => {
    expect(unpackFile(packFile(run))).toEqual({ ok: true, run });
  });

  it('makes a short link, edits of one file and all', () => {
    const text = 'const kafka = new Kafka({ brokers: ["broker-1:9092"] });\n'.repeat(60);
    const edits = Array.from({ length: 20 }, (_, n) => ({
      atUs: n,
      seq: n,
      command: { type: 'edit' as const, file: 'checkout.ts', text: `${text}// ${n}` },
    }));
    expect(packLink({ ...run, log: { ...log, commands: edits } }).length).toBeLessThan(2_500);
  });
});

describe('what is no run', () => {
  it.each([
    ['nothing', ''],
    ['no base64', 'abc+/='],
    ['no deflate', 'AAAA'],
    ['half of one', packLink(run).slice(0, 200)],
    ['no JSON', linked(undefined).replace(/.*/, '') || 'q1YqAQA'],
  ])('says so: %s', (_, data) => {
    expect(why(unpackLink('1', data))).toBe('torn');
  });

  it.each([
    ['2', 'newer'],
    ['999999', 'newer'],
    ['0', 'torn'],
    ['x', 'torn'],
    ['1e9', 'torn'],
    ['9'.repeat(40), 'torn'],
  ])('says so of version %s: %s', (version, said) => {
    expect(why(unpackLink(version, packLink(run)))).toBe(said);
  });

  it.each<[string, unknown]>([
    ['log', { ...run, log: { ...log, files: [] } }],
    ['log.commands.0.command.type', { ...run, log: { ...log, commands: [{ atUs: 1, seq: 1, command: { type: 1 } }] } }],
    [
      'log.scenario.links.clientUs',
      { ...run, log: { ...log, scenario: { ...log.scenario, links: { clientUs: 0, brokerUs: 1 } } } },
    ],
    ['log.seed', { ...run, log: { ...log, seed: 0.5 } }],
    ['extra', { ...run, extra: 1 }],
    ['nowUs', { ...run, nowUs: LIMITS.nowUs + 1 }],
    ['hash', { ...run, hash: '<script>' }],
    ['lesson', { ...run, lesson: '../x' }],
    [
      'log.programs',
      { ...run, log: { ...log, programs: Array.from({ length: LIMITS.programs + 1 }, () => log.programs[0]) } },
    ],
  ])('names the place: %s', (where, value) => {
    const unpacked = unpackLink('1', linked(value));
    if (unpacked.ok || unpacked.unreadable.why !== 'strange') throw new Error(`It said ${why(unpacked)}.`);
    expect(`${unpacked.unreadable.where}.`).toContain(
      where.startsWith('log.commands') ? 'log.commands.0.command' : where,
    );
  });

  it('is a program whose file is not there', () => {
    expect(why(unpackLink('1', linked({ ...run, log: { ...log, files: {} } })))).toBe('strange');
  });

  it('is larger than anybody reads', () => {
    expect(why(unpackLink('1', 'A'.repeat(LIMITS.linkChars + 1)))).toBe('too-large');
    expect(why(unpackFile(' '.repeat(LIMITS.fileBytes + 1)))).toBe('too-large');
  });

  it('does not fill the memory: a small text that unpacks to a huge one is given up on the way', () => {
    const bomb = deflateSync(new Uint8Array(40 * 1024 * 1024), { level: 9 });
    const data = btoa(String.fromCharCode(...bomb.subarray(0, 60_000)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
    expect(data.length).toBeLessThan(LIMITS.linkChars);
    expect(why(unpackLink('1', data))).toBe('too-large');
  });

  it('is not taken in by names that objects have of their own', () => {
    const text = JSON.stringify({ shelfmark: 1, ...run }).replace(
      '"files":{',
      '"files":{"__proto__":"x","constructor":"y",',
    );
    const unpacked = unpackFile(text);
    if (unpacked.ok) expect(Object.getPrototypeOf(unpacked.run.log.files)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    const command = { atUs: 1, seq: 1, command: { type: 'toString' } };
    expect(why(unpackLink('1', linked({ ...run, log: { ...log, commands: [command] } })))).toBe('strange');
  });
});

describe('a thousand links with something changed', () => {
  const { int, pick } = random(2_024);
  const MADE: readonly unknown[] = [
    null,
    true,
    '',
    'x'.repeat(5_000),
    -1,
    0.5,
    1e18,
    [],
    {},
    { type: 'run' },
    'broker:1',
    NaN,
  ];

  /** The value with one thing in it changed: another value, a key more, a key less, an item twice. */
  function changed(value: unknown): unknown {
    if (typeof value === 'number' && int(2) === 0) return value + int(5) - 2;
    if (typeof value === 'string' && int(2) === 0) return `${value}${int(9)}`;
    if (typeof value !== 'object' || value === null || int(8) === 0) return pick(MADE);
    if (Array.isArray(value)) {
      const at = int(value.length + 1);
      if (at === value.length) return [...(value as unknown[]), value[0]];
      return (value as unknown[]).with(at, changed(value[at]));
    }
    const entries = Object.entries(value);
    const at = int(entries.length + 1);
    const [key, inner] = entries[at] ?? [pick(['type', 'id', '__proto__', 'more']), pick(MADE)];
    if (int(10) === 0) return Object.fromEntries(entries.filter(([name]) => name !== key));
    return { ...value, [key]: at === entries.length ? inner : changed(inner) };
  }

  function cut(data: string): string {
    const at = int(data.length);
    switch (int(4)) {
      case 0:
        return data.slice(0, at);
      case 1:
        return data.slice(0, at) + data.slice(at + 1 + int(9));
      case 2:
        return data.slice(0, at) + pick([...'AZaz09-_%+ ж']) + data.slice(at + 1);
      default:
        return data.slice(0, at) + data.slice(int(data.length));
    }
  }

  it('give a message or a run, and never throw', () => {
    const said = new Map<string, number>();
    const before = JSON.stringify(run);
    for (let n = 0; n < 1_000; n += 1) {
      const data = n % 2 === 0 ? cut(packLink(run)) : linked(changed(run));
      const unpacked = unpackLink('1', data);
      said.set(why(unpacked), (said.get(why(unpacked)) ?? 0) + 1);
      if (unpacked.ok) canBegin(unpacked.run);
    }
    // All ways of going wrong were taken, and some changes leave a run.
    expect(said.get('torn')).toBeGreaterThan(300);
    expect(said.get('strange')).toBeGreaterThan(200);
    expect(said.get('ok')).toBeGreaterThan(20);
    expect(JSON.stringify(run)).toBe(before);
  });
});

/** A run that passes can be begun, or is refused in words by the cluster, as one without brokers for its replicas is. */
function canBegin({ log: { scenario, seed, programs, files, commands } }: SharedRun): void {
  let cluster: Cluster;
  try {
    cluster = new Cluster({ scenario, seed, programs, files });
  } catch (error) {
    expect((error as Error).message).not.toBe('');
    return;
  }
  for (const { command } of commands) cluster.command(command);
  cluster.advanceTo(1_000);
}
