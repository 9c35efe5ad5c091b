import { ZERO_UUID } from '../../src/sim/protocol/uuid';
import type { Address } from './cluster-under-test';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Milliseconds since 1970 of our days, or so far back that only arithmetic leads there. */
const NUMBER_OF_MS = /\b\d{13}\b|-\d{19}\b/g;
/** How far from a scenario's start its own timestamps may lie. */
const NEAR_MS = 24 * 3_600_000;

/**
 * Gives what differs from run to run a name that does not: ids by the order in which they were first seen (so that
 * equal ids stay equal), ports by their broker, times by their distance from the scenario's start.
 */
export class Normaliser {
  readonly #startMs: number;
  readonly #brokerByPort: ReadonlyMap<number, number>;
  readonly #seen = new Map<string, string[]>();

  constructor(startMs: number, addresses: ReadonlyMap<number, Address>) {
    this.#startMs = startMs;
    this.#brokerByPort = new Map([...addresses].map(([id, { port }]) => [port, id]));
  }

  /** Null: say nothing of this field. */
  number(field: string, value: number): string | null {
    switch (field) {
      case 'throttleTimeMs':
        return value === 0 ? null : String(value);
      // Whether a broker keeps a fetch session is its own affair.
      case 'sessionId':
        return null;
      case 'port':
        return this.#port(value);
      // Any live broker, at random.
      case 'controllerId':
        return value < 0 ? String(value) : '<a broker>';
      case 'producerId':
        return value < 0 ? String(value) : this.#named('producer', String(value));
      case 'finalizedFeaturesEpoch':
        return value < 0 ? String(value) : '<epoch>';
      default:
        return Math.abs(value - this.#startMs) < NEAR_MS ? this.#time(value) : String(value);
    }
  }

  text(field: string, value: string): string {
    if (field === 'clusterId') return '<cluster id>';
    if (field === 'clientHost') return '<client host>';
    const said = value
      .replace(UUID, (uuid) => this.#named('uuid', uuid))
      .replace(NUMBER_OF_MS, (ms) => this.#timeInText(Number(ms)));
    return JSON.stringify(said);
  }

  uuid(value: string): string {
    return value === ZERO_UUID ? '<no id>' : this.#named('id', value);
  }

  #port(port: number): string {
    const broker = this.#brokerByPort.get(port);
    return broker === undefined ? String(port) : `<port of ${broker}>`;
  }

  #time(ms: number): string {
    const after = ms - this.#startMs;
    return after === 0 ? 'T' : `T${after > 0 ? '+' : '-'}${Math.abs(after)}`;
  }

  /** The scenario's own times are whole seconds away from its start; the broker's are not. */
  #timeInText(ms: number): string {
    if (ms < 0) return '<long ago>';
    const isOurs = Math.abs(ms - this.#startMs) < NEAR_MS && (ms - this.#startMs) % 1000 === 0;
    return isOurs ? this.#time(ms) : '<about now>';
  }

  #named(kind: string, value: string): string {
    const known = this.#seen.get(kind) ?? [];
    this.#seen.set(kind, known);
    if (!known.includes(value)) known.push(value);
    return `<${kind} ${known.indexOf(value) + 1}>`;
  }
}
