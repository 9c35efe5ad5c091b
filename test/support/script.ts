import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { batchOf, world, type Pending, type Socket, type World, type WireClient, type WorldOptions } from './world';
import { TOOL_ENDPOINT, type EndpointId } from '../../src/contract/ids';
import { adminCommand } from './admin-commands';
import { ScriptMembers } from './script-members';
import { isDiskCommand, showDisk } from './show-disk';
import { Trace } from './trace';

/**
 * A test as a script: commands, a line `----`, the whole trace that must follow, an empty line, the next commands.
 * `UPDATE=1` writes what came out; nobody commits a rewrite that they cannot explain.
 *
 *   cluster brokers=2 client=100ms broker=50ms
 *   topic T [1,2]
 *   connect 1
 *   produce T 0 acks=-1 a b
 *   produce T 0 acks=-1 ~a           a tombstone
 *   produce T 1 acks=-1 on=fetch c   on the connection that fetches use
 *   fetch T 0 from=0 wait=500ms
 *   run 300ms
 *   produce T 0 count=1540         so many records, in one batch
 *   join C1 T                      members of groups: see script-members.ts
 *   tool delete-records T 0 3      what one does with Kafka's command-line tools: see admin-commands.ts
 *   kill broker 1
 *   cut 1 2            what broker 1 sends to broker 2 does not arrive
 *   cluster disk=1000 network=2000          bytes a second of every broker
 *   slow-disk 2 500ms  each write to the disk of broker 2 takes so much longer
 *   hide message       leaves events of this type out of the traces
 *   ls 1               what stands on the disk of broker 1: see show-disk.ts
 *   show quorum        what brokers and the controller say to each other all the time
 */
export function playScript(path: string): void {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const played = play(text);
  if (process.env['UPDATE'] === '1') writeFileSync(path, played);
  else expect(played).toBe(text);
}

function play(text: string): string {
  const player = new Player();
  return text
    .trimEnd()
    .split('\n\n')
    .map((block) => {
      const commands = (block.split('\n----')[0] ?? '').split('\n');
      for (const command of commands) if (!command.startsWith('#')) player.obey(command.trim());
      const out = player.takeTrace();
      return `${commands.join('\n')}\n----${out === '' ? '' : `\n${out}`}`;
    })
    .join('\n\n')
    .concat('\n');
}

class Player {
  #options: WorldOptions = {};
  #topics: { name: string; assignment: number[][]; configs: Record<string, string> }[] = [];
  #world: World | null = null;
  #client: WireClient | null = null;
  /** Two a broker, as clients have them: a Fetch that waits must not hold up the others. */
  #sockets = new Map<string, Socket>();
  #pending: Pending<unknown>[] = [];
  #seen = 0;
  #told: string[] = [];
  readonly #trace = new Trace();
  #hidden: readonly string[] = [];
  #config: Record<string, string> = {};
  readonly #members = new ScriptMembers(() => this.world);

  obey(command: string): void {
    const words = command.split(/\s+/);
    const [verb = '', ...rest] = words;
    const named = Object.fromEntries(rest.filter((word) => /^[\w.]+=/.test(word)).map((word) => word.split('=', 2)));
    const plain = rest.filter((word) => !/^[\w.]+=/.test(word));
    if (isDiskCommand(verb)) return this.#print(showDisk(this.world.cluster, words));
    switch (verb) {
      case 'cluster':
        this.#options = {
          brokers: Number(named['brokers'] ?? 3),
          clientMs: milliseconds(named['client'] ?? '100ms'),
          brokerMs: milliseconds(named['broker'] ?? '50ms'),
          limits: {
            ...(named['disk'] === undefined ? {} : { diskBytesPerSecond: Number(named['disk']) }),
            ...(named['network'] === undefined ? {} : { networkBytesPerSecond: Number(named['network']) }),
          },
          ...(named['controllers'] === undefined ? {} : { controllers: named['controllers'].split(',').map(Number) }),
        };
        return;
      case 'topic':
        this.#topics.push({
          name: plain[0] ?? '',
          assignment: plain.slice(1).map((list) => list.slice(1, -1).split(',').map(Number)),
          configs: named,
        });
        return;
      case 'connect':
        for (const use of ['fetch', 'other'])
          this.#sockets.set(`${use} ${plain[0]}`, this.client.open(Number(plain[0])));
        return;
      case 'produce':
        return this.#produce(plain, named);
      case 'fetch':
        return this.#fetch(plain, named);
      case 'kill':
      case 'power-off':
      case 'stop':
      case 'pause':
      case 'resume':
      case 'isolate':
      case 'heal':
        this.world.cluster.command({ type: `${verb}-broker`, broker: brokerNumber(plain) });
        return;
      case 'start': {
        const disk = plain.includes('empty') ? 'lost' : 'kept';
        this.world.cluster.command({ type: 'start-broker', broker: brokerNumber(plain), disk });
        return;
      }
      case 'slow': {
        const [from = '', to = '', by = ''] = plain;
        const extraUs = milliseconds(by) * 1000;
        this.world.cluster.command({ type: 'slow-link', from: endpoint(from), to: endpoint(to), extraUs });
        return;
      }
      case 'slow-disk': {
        const extraUs = milliseconds(plain[1] ?? '') * 1000;
        this.world.cluster.command({ type: 'slow-disk', broker: brokerNumber(plain), extraUs });
        return;
      }
      case 'disk-rate':
      case 'network-rate': {
        const bytesPerSecond = plain[1] === 'default' ? null : Number(plain[1]);
        const type = verb === 'disk-rate' ? 'set-disk-rate' : 'set-network-rate';
        this.world.cluster.command({ type, broker: brokerNumber(plain.slice(0, 1)), bytesPerSecond });
        return;
      }
      case 'cut':
      case 'mend': {
        const [from = '', to = ''] = plain;
        const type = verb === 'cut' ? 'cut-link' : 'heal-link';
        this.world.cluster.command({ type, from: endpoint(from), to: endpoint(to) });
        return;
      }
      case 'show':
        this.#trace.showsQuorum = plain.includes('quorum');
        this.#hidden = [];
        return;
      case 'hide':
        this.#hidden = plain;
        return;
      case 'config':
        this.#config = named;
        return;
      case 'tool':
        this.world.cluster.command(adminCommand(plain, named));
        return;
      case 'run':
        this.world.run(milliseconds(plain[0] ?? ''));
        return;
      default:
        if (!this.#members.obey(verb, plain, named)) throw new Error(`no such command: ${command}`);
    }
  }

  takeTrace(): string {
    this.#told.push(...this.#freshLines());
    return this.#told.splice(0).join('\n');
  }

  /** Behind what has happened so far. */
  #print(lines: readonly string[]): void {
    this.#told.push(...this.#freshLines(), ...lines.map((line) => `  ${line}`));
  }

  #freshLines(): string[] {
    if (this.#world === null) return [];
    const fresh = this.#world.events.slice(this.#seen);
    this.#seen = this.#world.events.length;
    const shown = fresh.filter(({ type }) => !this.#hidden.includes(type));
    const lines = this.#trace.lines(shown);
    return [...(lines === '' ? [] : lines.split('\n')), ...this.#members.takeHeard()];
  }

  get world(): World {
    this.#world ??= world({
      ...this.#options,
      config: this.#config,
      topics: this.#topics.map(({ name, assignment, configs }) => ({
        name,
        assignment,
        configs,
        partitions: assignment.length,
        replicationFactor: assignment[0]?.length ?? 1,
      })),
    });
    return this.#world;
  }

  get client(): WireClient {
    this.#client ??= this.world.client();
    return this.#client;
  }

  #socketOf(topic: string, partition: number, use: 'fetch' | 'other', to?: string): Socket {
    const leader = to ?? this.#topics.find(({ name }) => name === topic)?.assignment[partition]?.[0] ?? 1;
    const socket = this.#sockets.get(`${use} ${leader}`);
    if (socket === undefined) throw new Error(`connect ${leader} first`);
    return socket;
  }

  #produce([topic = '', index = '0', ...words]: string[], named: Record<string, string>): void {
    const partition = Number(index);
    const keys = [...words, ...Array<null>(Number(named['count'] ?? 0)).fill(null)];
    const body = {
      acks: Number(named['acks'] ?? -1),
      timeoutMs: milliseconds(named['timeout'] ?? '30s'),
      topicData: [
        { name: topic, partitionData: [{ index: partition, records: batchOf(this.world, ...keys.map(recordOf)) }] },
      ],
    };
    const use = named['on'] === 'fetch' ? 'fetch' : 'other';
    this.#pending.push(this.client.send(this.#socketOf(topic, partition, use, named['to']), 'Produce', 7, body));
  }

  #fetch([topic = '', index = '0']: string[], named: Record<string, string>): void {
    const partition = Number(index);
    const body = {
      maxWaitMs: milliseconds(named['wait'] ?? '500ms'),
      minBytes: Number(named['min'] ?? 1),
      topics: [
        {
          topic,
          partitions: [{ partition, fetchOffset: Number(named['from'] ?? 0), partitionMaxBytes: 1 << 20 }],
        },
      ],
    };
    this.#pending.push(this.client.send(this.#socketOf(topic, partition, 'fetch'), 'Fetch', 11, body));
  }
}

const brokerNumber = (words: readonly string[]): number => Number(words.find((word) => /^\d+$/.test(word)));

function endpoint(name: string): EndpointId {
  if (name === 'tool') return TOOL_ENDPOINT;
  return /^\d+$/.test(name) ? `broker:${Number(name)}` : `process:${name}`;
}

function milliseconds(text: string): number {
  const match = /^(\d+)(ms|s)$/.exec(text);
  if (match === null) throw new Error(`not a time: ${text}`);
  return Number(match[1]) * (match[2] === 's' ? 1000 : 1);
}

/** `~a`: a tombstone for a. */
const recordOf = (word: string | null): Parameters<typeof batchOf>[1] =>
  word?.startsWith('~') === true ? { key: word.slice(1), value: null } : word;
