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
 * timeout and election timeout): of those that a majority would vote for, the one with the latest metadata log, the
 * lowest id first. A voter votes for nobody whose log is behind its own, so nothing that was committed is lost: while
 * links keep those with the latest log apart there is no controller at all, as in KRaft.
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
    const able = voters.filter((id) => this.#wouldWin(id));
    if (able.length === 0) return;
    const next = able.reduce((best, id) => (this.#compareLogs(id, best) > 0 ? id : best));
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
    return this.#isMajority(this.#reachedBy(id));
  }

  #wouldWin(id: BrokerId): boolean {
    return this.#isMajority(this.#reachedBy(id).filter((voter) => this.#wouldVote(voter, id)));
  }

  /**
   * Kafka: KafkaRaftClient.handleVoteRequest. A voter that has lost its disk has forgotten what it had said to have:
   * with a new directory id it is none in Kafka (KIP-853). Here its vote is for the latest log that is left on any disk,
   * so that a cluster comes up again when all disks are empty.
   */
  #wouldVote(voter: BrokerId, candidate: BrokerId): boolean {
    const { nodes, voters } = this.#options;
    if (this.#compareLogs(candidate, voter) < 0) return false;
    if (nodes.get(voter)?.disk.metadata.mayVote === true) return true;
    return voters.every((other) => this.#compareLogs(candidate, other) >= 0);
  }

  #isMajority(voters: readonly BrokerId[]): boolean {
    return voters.length > this.#options.voters.length / 2;
  }

  /** Voters that hear it and that it hears, itself among them; none when its own process stands still. */
  #reachedBy(id: BrokerId): readonly BrokerId[] {
    const { nodes, voters, links } = this.#options;
    if (nodes.get(id)?.isActive !== true) return [];
    return voters.filter((other) => {
      if (other === id) return true;
      const [here, there] = [brokerEndpoint(id), brokerEndpoint(other)];
      return nodes.get(other)?.isActive === true && !links.isCut(here, there) && !links.isCut(there, here);
    });
  }

  /** Positive if the metadata log of the first ends later: in a later epoch, or further on in the same. */
  #compareLogs(one: BrokerId, other: BrokerId): number {
    const [a, b] = [one, other].map((id) => this.#options.nodes.get(id)?.disk.metadata);
    if (a === undefined || b === undefined) return 0;
    return a.lastEpoch - b.lastEpoch || a.endOffset - b.endOffset;
  }
}
