import type { BrokerId } from '../../contract/ids';
import type { PartitionImage } from './metadata-image';
import { NO_LEADER, NO_LEADER_CHANGE, unchanged, type PartitionChangeRecord } from './metadata-records';

/** PREFERRED: the first replica if it may lead. ONLINE: only from the ISR (or ELR). UNCLEAN: anybody alive, if need be. */
export type Election = 'PREFERRED' | 'ONLINE' | 'UNCLEAN';

export interface PartitionChangeWish {
  readonly topicId: string;
  readonly partition: PartitionImage;
  /** Unfenced, not in controlled shutdown, its log directory online. */
  readonly isAcceptableLeader: (broker: BrokerId) => boolean;
  readonly minIsr: number;
  /** Eligible leader replicas are on (KIP-966), as they are in a new 4.1 cluster. */
  readonly elrEnabled: boolean;
  readonly election?: Election;
  readonly targetIsr?: readonly BrokerId[];
  /** Brokers that came back without a clean shutdown: what they had may be gone. */
  readonly uncleanShutdown?: readonly BrokerId[];
  readonly target?: {
    readonly replicas?: readonly BrokerId[];
    readonly adding?: readonly BrokerId[];
    readonly removing?: readonly BrokerId[];
  };
  readonly recovered?: boolean;
}

interface Elected {
  readonly leader: BrokerId;
  readonly unclean: boolean;
}

/** Where the partition should be: worked out step by step. */
interface Target {
  readonly replicas: readonly BrokerId[];
  readonly adding: readonly BrokerId[];
  readonly removing: readonly BrokerId[];
  readonly isr: readonly BrokerId[];
  readonly elr: readonly BrokerId[];
}

/**
 * The record that brings a partition from where it is to where it should be: new ISR, leader, ELR; null when nothing
 * changes. Kafka: PartitionChangeBuilder.
 */
export function changePartition(wish: PartitionChangeWish): PartitionChangeRecord | null {
  const { partition } = wish;
  const target = withElr(wish, withReassignment(wish));
  const elected = elect(wish, target);
  const { isr, elr } = afterElection(wish, target, elected);
  const hasNewLeader = elected.leader !== partition.leader;
  // A replica set that lost members gets a new leader epoch, which fences what they still believe.
  const lostReplicas = partition.replicas.some((id) => !target.replicas.includes(id));
  const leader = hasNewLeader ? elected.leader : lostReplicas ? partition.leader : NO_LEADER_CHANGE;
  const lastKnownElr = lastKnown(wish, isr, leader);
  const record: PartitionChangeRecord = {
    ...unchanged(wish.topicId, partition.partition),
    isr: same(isr, partition.isr) ? null : isr,
    leader,
    replicas: same(target.replicas, partition.replicas) ? null : target.replicas,
    addingReplicas: same(target.adding, partition.addingReplicas) ? null : target.adding,
    removingReplicas: same(target.removing, partition.removingReplicas) ? null : target.removing,
    leaderRecoveryState: recoveryState(wish, hasNewLeader && elected.unclean),
    eligibleLeaderReplicas: same(elr, partition.elr) ? null : elr,
    lastKnownElr: same(lastKnownElr, partition.lastKnownElr) ? null : lastKnownElr,
  };
  return changesNothing(record) ? null : record;
}

/**
 * Once all adding replicas are in the ISR, those being removed go.
 * Kafka: PartitionReassignmentReplicas.maybeCompleteReassignment.
 */
function withReassignment(wish: PartitionChangeWish): Omit<Target, 'elr'> {
  const { partition, target } = wish;
  const replicas = target?.replicas ?? partition.replicas;
  const adding = target?.adding ?? partition.addingReplicas;
  const removing = target?.removing ?? partition.removingReplicas;
  const isr = wish.targetIsr ?? partition.isr;
  const going = { replicas, adding, removing, isr };
  if ((adding.length === 0 && removing.length === 0) || !adding.every((id) => isr.includes(id))) return going;
  const left = replicas.filter((id) => !removing.includes(id));
  const leftIsr = isr.filter((id) => !removing.includes(id));
  return left.length === 0 || leftIsr.length === 0 ? going : { replicas: left, adding: [], removing: [], isr: leftIsr };
}

/** Who leaves the ISR while it is below min.insync.replicas stays eligible to lead. Kafka: maybePopulateTargetElr. */
function withElr(wish: PartitionChangeWish, target: Omit<Target, 'elr'>): Target {
  const { partition, uncleanShutdown = [] } = wish;
  const floor = Math.min(wish.minIsr, target.replicas.length);
  if (!wish.elrEnabled || target.isr.length >= floor) return { ...target, elr: [] };
  const elr = [...new Set([...partition.elr, ...partition.isr])].filter(
    (id) => !target.isr.includes(id) && target.replicas.includes(id) && !uncleanShutdown.includes(id),
  );
  return { ...target, elr };
}

function elect(wish: PartitionChangeWish, { replicas, isr, elr }: Target): Elected {
  const { partition, isAcceptableLeader } = wish;
  const election = wish.election ?? 'ONLINE';
  // The ELR counts only while the ISR is empty.
  const isValid = (id: BrokerId): boolean =>
    isAcceptableLeader(id) && (isr.includes(id) || (isr.length === 0 && elr.includes(id)));
  const clean = (leader: BrokerId): Elected => ({ leader, unclean: false });
  const [preferred] = replicas;
  if (election === 'PREFERRED' && preferred !== undefined && isValid(preferred)) return clean(preferred);
  if (isValid(partition.leader)) return clean(partition.leader);
  const online = replicas.find(isValid);
  if (online !== undefined) return clean(online);
  const [lastLeader] = partition.lastKnownElr;
  if (wish.elrEnabled && isr.length === 0 && elr.length === 0 && lastLeader !== undefined) {
    if (isAcceptableLeader(lastLeader)) return { leader: lastLeader, unclean: true };
  }
  const anybody = election === 'UNCLEAN' ? replicas.find(isAcceptableLeader) : undefined;
  return anybody === undefined ? clean(NO_LEADER) : { leader: anybody, unclean: true };
}

function afterElection(wish: PartitionChangeWish, target: Target, elected: Elected): Pick<Target, 'isr' | 'elr'> {
  const { partition } = wish;
  if (elected.leader !== partition.leader) {
    // Records that only others had are lost; what the new leader has is all there is.
    if (elected.unclean) return { isr: [elected.leader], elr: [] };
    if (target.elr.includes(elected.leader)) {
      return { isr: [elected.leader], elr: target.elr.filter((id) => id !== elected.leader) };
    }
  }
  // Without ELR the last member is never taken out: it stays, dead, so that nobody else may lead cleanly.
  if (target.isr.length === 0 && !wish.elrEnabled) return { isr: partition.isr, elr: [] };
  return { isr: target.isr, elr: target.elr };
}

function recoveryState(wish: PartitionChangeWish, uncleanly: boolean): -1 | 0 | 1 {
  if (uncleanly) return wish.partition.recovering ? -1 : 1;
  return wish.recovered === true && wish.partition.recovering ? 0 : -1;
}

/** The last leader, kept while there is none: one of last resort. Kafka: maybeUpdateLastKnownLeader. */
function lastKnown(wish: PartitionChangeWish, isr: readonly BrokerId[], leader: BrokerId): readonly BrokerId[] {
  const { partition } = wish;
  if (!wish.elrEnabled) return [];
  if (isr.length === 0 && partition.leader !== NO_LEADER) return [partition.leader];
  const willLead = leader >= 0 || (partition.leader !== NO_LEADER && leader === NO_LEADER_CHANGE);
  return willLead ? [] : partition.lastKnownElr;
}

function same(a: readonly BrokerId[], b: readonly BrokerId[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

function changesNothing(record: PartitionChangeRecord): boolean {
  const empty = unchanged(record.topicId, record.partitionId);
  return (Object.keys(empty) as (keyof PartitionChangeRecord)[]).every((key) => record[key] === empty[key]);
}
