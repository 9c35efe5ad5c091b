import { brokerEndpoint, US_PER_MS, type BrokerId } from '../../contract/ids';
import type { Clock, Timer } from './clock';
import type { BrokerConfig } from './config';
import type { Journal } from './journal';
import type { Links } from './links';
import type { Node } from './node';
import type { Prng } from './prng';

export interface SuccessionOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly links: Links;
  readonly config: BrokerConfig;
  readonly random: Prng;
  readonly nodes: ReadonlyMap<BrokerId, Node>;
  readonly voters: readonly BrokerId[];
}

/**
 * Who is active controller, while the quorum's own elections are not simulated: when the active one is gone, stands
 * still or cannot reach a majority of the voters, another takes over after the time that KRaft would take (fetch
 * timeout and election timeout): of those that reach a majority, the one with the longest metadata log, the lowest id
 * first. So nothing that was committed is lost, as in KRaft.
 */
export class Succession {
  readonly #options: SuccessionOptions;
  #active: BrokerId;
  #epoch = 1;
  #election: Timer | null = null;
  /** What each node has heard: a hop after it became so. */
  #heard = new Map<BrokerId, BrokerId>();

  constructor(options: SuccessionOptions, first: BrokerId) {
    this.#options = options;
    this.#active = first;
  }

  /** The active controller as far as this node knows. */
  knownTo(node: BrokerId): BrokerId | null {
    return this.#heard.get(node) ?? this.#active;
  }

  begin(): void {
    const { journal, clock, nodes } = this.#options;
    journal.add(clock.nowUs, { type: 'controller-changed', broker: this.#active, epoch: this.#epoch });
    nodes.get(this.#active)?.broker?.controllerNode.activate(this.#epoch);
  }

  /** Nodes or links changed. */
  review(): void {
    if (this.#canLead(this.#active) && this.#isActivated()) {
      this.#election?.cancel();
      this.#election = null;
      return;
    }
    if (this.#election !== null) return;
    const { clock, config, random } = this.#options;
    const electionMs = config.int('controller.quorum.election.timeout.ms');
    const waitMs = config.int('controller.quorum.fetch.timeout.ms') + random.nextInt(Math.max(1, electionMs));
    this.#election = clock.after(waitMs * US_PER_MS, () => {
      this.#election = null;
      this.#elect();
    });
  }

  #elect(): void {
    if (this.#canLead(this.#active) && this.#isActivated()) return;
    const { clock, journal, nodes, voters, links } = this.#options;
    const able = voters.filter((id) => this.#canLead(id));
    if (able.length === 0) return;
    const lengthOf = (id: BrokerId): number => nodes.get(id)?.disk.metadata.endOffset ?? 0;
    const next = able.reduce((best, id) => (lengthOf(id) > lengthOf(best) ? id : best));
    nodes.get(this.#active)?.broker?.controllerNode.deactivate();
    this.#active = next;
    this.#epoch++;
    journal.add(clock.nowUs, { type: 'controller-changed', broker: next, epoch: this.#epoch });
    for (const [id, node] of nodes) {
      // Those that cannot be told find out by asking around, once they can.
      const delayUs = id === next ? 0 : links.latencyUs(brokerEndpoint(next), brokerEndpoint(id));
      clock.after(delayUs, () => {
        this.#heard.set(id, this.#active);
        node.controllerChanged();
      });
    }
    nodes.get(next)?.broker?.controllerNode.activate(this.#epoch);
  }

  /** Its process is the one that was made active: a restart makes another. */
  #isActivated(): boolean {
    return this.#options.nodes.get(this.#active)?.broker?.controllerNode.isActive === true;
  }

  #canLead(id: BrokerId): boolean {
    const { nodes, voters, links } = this.#options;
    if (nodes.get(id)?.isActive !== true) return false;
    const reached = voters.filter((other) => {
      if (other === id) return true;
      const [here, there] = [brokerEndpoint(id), brokerEndpoint(other)];
      return nodes.get(other)?.isActive === true && !links.isCut(here, there) && !links.isCut(there, here);
    });
    return reached.length > voters.length / 2;
  }
}
