import type { FaultCommand } from '../../contract/command';
import type { CommandRefusedEvent } from '../../contract/event';
import { brokerEndpoint, brokerOf, type BrokerId, type EndpointId } from '../../contract/ids';
import type { BrokerSpec } from '../../contract/scenario';
import type { Clock } from './clock';
import type { Journal } from './journal';
import type { Links } from './links';
import type { Network } from './network';
import type { Node } from './node';

export interface FaultsOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly links: Links;
  readonly network: Network;
  readonly nodes: ReadonlyMap<BrokerId, Node>;
  /** As the scenario has them. */
  readonly brokers: readonly BrokerSpec[];
  readonly onChange: () => void;
}

const FAULTS: ReadonlySet<string> = new Set<FaultCommand['type']>([
  'kill-broker',
  'power-off-broker',
  'stop-broker',
  'start-broker',
  'pause-broker',
  'resume-broker',
  'cut-link',
  'slow-link',
  'heal-link',
  'isolate-broker',
  'heal-broker',
  'set-disk-rate',
  'slow-disk',
  'set-network-rate',
]);

export const isFault = (command: { readonly type: string }): command is FaultCommand => FAULTS.has(command.type);

/** A rate is more than nothing, a delay a whole number of microseconds; null where the command is in order. */
function badValue(command: FaultCommand): string | null {
  if ('bytesPerSecond' in command) {
    const { bytesPerSecond } = command;
    return bytesPerSecond === null || bytesPerSecond > 0 ? null : `bytesPerSecond ${bytesPerSecond}`;
  }
  if (!('extraUs' in command)) return null;
  return Number.isSafeInteger(command.extraUs) && command.extraUs >= 0 ? null : `extraUs ${command.extraUs}`;
}

/** What is done to machines and links, and undone. */
export class Faults {
  readonly #options: FaultsOptions;
  /** Programs and tools that have ever run: the other ends of a broker's links. */
  readonly #clients: EndpointId[] = [];
  readonly #isolated = new Set<BrokerId>();

  constructor(options: FaultsOptions) {
    this.#options = options;
  }

  /** A program or a tool that was not there before: a broker that is isolated is so from it too. */
  introduce(client: EndpointId): void {
    this.#clients.push(client);
    for (const broker of this.#isolated) this.#cut(waysBetween(brokerEndpoint(broker), client));
  }

  carryOut(command: FaultCommand): void {
    const bad = badValue(command);
    if (bad !== null) return this.#refuse(command.type, 'bad-value', bad);
    if ('broker' in command) {
      const node = this.#options.nodes.get(command.broker);
      if (node === undefined) return this.#refuse(command.type, 'unknown-broker', `broker ${command.broker}`);
      return this.#toNode(command, node);
    }
    if (!this.#isLink(command.from, command.to)) {
      return this.#refuse(command.type, 'unknown-link', `${command.from} to ${command.to}`);
    }
    const { links } = this.#options;
    if (command.type === 'cut-link') links.cut(command.from, command.to);
    else if (command.type === 'slow-link') links.slow(command.from, command.to, command.extraUs);
    else return this.#heal([[command.from, command.to]]);
    this.#journalLinks([[command.from, command.to]]);
    this.#options.onChange();
  }

  #toNode(command: Extract<FaultCommand, { readonly broker: BrokerId }>, node: Node): void {
    const done = (happened: boolean, otherwise: CommandRefusedEvent['reason']): void => {
      if (!happened) this.#refuse(command.type, otherwise, `broker ${node.id}`);
    };
    switch (command.type) {
      case 'kill-broker':
        return done(node.kill(false), 'not-running');
      case 'power-off-broker':
        return done(node.kill(true), 'not-running');
      case 'stop-broker':
        return done(node.stop(), 'not-running');
      case 'start-broker':
        return done(node.start(command.disk), 'already-running');
      case 'pause-broker':
        return done(node.pause(), 'not-running');
      case 'resume-broker':
        return done(node.resume(), 'not-running');
      case 'isolate-broker': {
        this.#isolated.add(node.id);
        this.#cut(this.#waysOf(node.id));
        return this.#options.onChange();
      }
      case 'heal-broker':
        this.#isolated.delete(node.id);
        return this.#heal(this.#waysOf(node.id).filter(([from, to]) => this.#options.links.isFaulty(from, to)));
      case 'set-disk-rate':
        return node.setDiskRate(command.bytesPerSecond);
      case 'slow-disk':
        return node.slowDisk(command.extraUs);
      case 'set-network-rate':
        return this.#setNetworkRate(node.id, command.bytesPerSecond);
    }
  }

  #cut(ways: readonly (readonly [EndpointId, EndpointId])[]): void {
    for (const [from, to] of ways) this.#options.links.cut(from, to);
    this.#journalLinks(ways);
  }

  #setNetworkRate(broker: BrokerId, asked: number | null): void {
    const { network, journal, clock, brokers } = this.#options;
    const bytesPerSecond = asked ?? brokers.find(({ id }) => id === broker)?.networkBytesPerSecond ?? null;
    network.setRate(brokerEndpoint(broker), bytesPerSecond);
    journal.add(clock.nowUs, { type: 'network-rate', broker, bytesPerSecond });
  }

  #heal(ways: readonly (readonly [EndpointId, EndpointId])[]): void {
    for (const [from, to] of ways) this.#options.links.heal(from, to);
    this.#journalLinks(ways);
    for (const [from, to] of ways) this.#options.network.healed(from, to);
    this.#options.onChange();
  }

  /** Both ways between this broker and everybody else. */
  #waysOf(broker: BrokerId): (readonly [EndpointId, EndpointId])[] {
    const here = brokerEndpoint(broker);
    const others = [...this.#options.nodes.keys()].filter((id) => id !== broker).map(brokerEndpoint);
    return [...others, ...this.#clients].flatMap((there) => waysBetween(here, there));
  }

  /** Programs talk to brokers and brokers to each other; programs not among themselves. */
  #isLink(from: EndpointId, to: EndpointId): boolean {
    const ends = [from, to].map(brokerOf);
    const known = ends.every((id) => id === null || this.#options.nodes.has(id));
    return known && from !== to && ends.some((id) => id !== null);
  }

  #journalLinks(ways: readonly (readonly [EndpointId, EndpointId])[]): void {
    const { links, journal, clock } = this.#options;
    for (const [from, to] of ways) {
      const { isCut, extraUs } = links.fault(from, to);
      const state = isCut ? 'cut' : extraUs > 0 ? 'slow' : 'up';
      journal.add(clock.nowUs, { type: 'link', from, to, state, extraUs });
    }
  }

  #refuse(command: string, reason: CommandRefusedEvent['reason'], subject: string): void {
    const { journal, clock } = this.#options;
    journal.add(clock.nowUs, { type: 'command-refused', command, reason, subject });
  }
}

const waysBetween = (here: EndpointId, there: EndpointId): (readonly [EndpointId, EndpointId])[] => [
  [here, there],
  [there, here],
];
