import { setTimeout } from 'node:timers/promises';
import { decodeResponseFrame } from '../../src/sim/protocol/frames';
import { encodeBatch, type BatchInit } from '../../src/sim/protocol/record-batch';
import { apiByName, type ApiName } from '../../src/sim/protocol/registry';
import type { ClusterUnderTest } from './cluster-under-test';
import { Normaliser } from './normalise';
import { Show } from './show';
import { Wire, type Answer, type Body } from './wire';

const POLL_MS = 50;
/** How long a connection must stay silent and open before we say that it does. */
const SILENCE_MS = 2_000;

/** `k=v`, `=v` without a key, `k` a tombstone; timestamps count from the scenario's start. */
export interface RecordSpec {
  readonly key?: string;
  readonly value?: string | null;
  readonly atMs?: number;
}

/** What a scenario plays on: connections to the cluster's brokers, and a transcript of what was said on them. */
export class Stage {
  readonly cluster: ClusterUnderTest;
  readonly startMs = Date.now();
  readonly show: Show;
  readonly #waitMsMax: number;
  readonly #normal: Normaliser;
  readonly #lines: string[] = [];
  readonly #wires: Wire[] = [];

  constructor(cluster: ClusterUnderTest, waitMsMax: number) {
    this.cluster = cluster;
    this.#waitMsMax = waitMsMax;
    this.#normal = new Normaliser(this.startMs, cluster.addresses);
    this.show = new Show(this.#normal);
  }

  get transcript(): string {
    return `${this.#lines.join('\n').trim()}\n`;
  }

  /** A heading of the transcript: names must differ within a scenario. */
  step(title: string): void {
    this.#lines.push('', `== ${title}`);
  }

  say(line: string): void {
    this.#lines.push(line);
  }

  /** A connection to a broker; `name` is how the transcript calls it. */
  async connect(broker: number, name = `broker ${broker}`, clientId = 'conformance'): Promise<Talk> {
    const wire = await this.wire(broker, clientId);
    return new Talk(this, wire, name);
  }

  /** A connection that nothing is written down of. */
  async wire(broker: number, clientId = 'conformance'): Promise<Wire> {
    const address = this.cluster.addresses.get(broker);
    if (address === undefined) throw new Error(`there is no broker ${broker}`);
    const wire = await Wire.open(address, clientId);
    this.#wires.push(wire);
    return wire;
  }

  /** A time of the scenario, counted from its start. */
  at(ms: number): string {
    return this.#normal.number('timestamp', ms) ?? '';
  }

  /** Polls, without a word in the transcript, until it holds. */
  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + this.#waitMsMax;
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`not within ${this.#waitMsMax} ms: ${what}`);
      await setTimeout(POLL_MS);
    }
  }

  async pause(ms: number): Promise<void> {
    await setTimeout(ms);
  }

  /** One batch as a producer sends it. */
  batch(records: readonly RecordSpec[], extra: Partial<Omit<BatchInit, 'records'>> = {}): Uint8Array {
    return encodeBatch({
      ...extra,
      records: records.map(({ key, value = 'v', atMs = 0 }) => ({
        key: key === undefined ? null : Buffer.from(key),
        value: value === null ? null : Buffer.from(value),
        timestampMs: this.startMs + atMs,
      })),
    });
  }

  close(): void {
    for (const wire of this.#wires) wire.close();
  }
}

/** One connection, written down. */
export class Talk {
  readonly wire: Wire;
  readonly #stage: Stage;
  readonly #name: string;

  constructor(stage: Stage, wire: Wire, name: string) {
    this.#stage = stage;
    this.wire = wire;
    this.#name = name;
  }

  /** Asks and writes both down; null: the broker closed the connection. */
  async ask<N extends ApiName>(name: N, version: number, body: Body<N>): Promise<Answer<N> | null> {
    return this.hear(name, version, this.tell(name, version, body));
  }

  /** Asks without waiting; the answer is for `hear`. */
  tell<N extends ApiName>(name: N, version: number, body: Body<N>): number {
    const lines = this.#stage.show.request(apiByName(name).request, version, body);
    this.#write('>', `${name} v${version} to ${this.#name}`, lines);
    return this.wire.send(name, version, body);
  }

  async hear<N extends ApiName>(name: N, version: number, correlationId: number): Promise<Answer<N> | null> {
    const answer = await this.wire.answer(name, version, correlationId);
    if (answer === null) this.#stage.say(`< ${this.#name} closes the connection`);
    else this.#write('<', `${name} v${version}`, this.#stage.show.answer(apiByName(name).response, version, answer));
    return answer;
  }

  /** Sends bytes that may be no request, and writes down what comes of it: an answer is read as this one. */
  async bytes(what: string, bytes: Uint8Array, name: ApiName, version: number): Promise<void> {
    this.#stage.say(`> ${what} to ${this.#name}`);
    this.wire.sendBytes(bytes);
    await this.comes(name, version);
  }

  /** Writes down whether the connection stays open without a word, or what is said on it. */
  async comes(name: ApiName, version: number): Promise<void> {
    const frame = await this.wire.frame(SILENCE_MS);
    if (frame === 'closed') this.#stage.say(`< ${this.#name} closes the connection`);
    else if (frame === 'nothing') this.#stage.say('< no answer, and the connection stays open');
    else {
      const { body } = decodeResponseFrame(apiByName(name), version, frame);
      this.#write('<', `${name} v${version}`, this.#stage.show.answer(apiByName(name).response, version, body));
    }
  }

  #write(sign: string, title: string, lines: readonly string[]): void {
    this.#stage.say(`${sign} ${title}`);
    for (const line of lines) this.#stage.say(`    ${line}`);
  }
}
