import { ERROR } from '../protocol/errors';
import {
  decodeGroupMetadataValue,
  decodeOffsetCommitValue,
  decodeOffsetsKey,
  type GroupMetadataValue,
} from '../protocol/offsets-records';
import { emptySnapshot, stableSnapshot } from './chart';
import type { Coordination } from './coordination';
import { putEmptyGroup } from './create-group';
import { addMember, newGroup, type Group, type Member } from './group';
import type { GroupRecord } from './io';
import { committedOffsetOf, dropOffset, putOffset } from './offsets';
import { send } from './rebalance';
import { checkRetentionRegularly } from './retention-timer';
import { refreshSession } from './sessions';
import { subscribedTopicsOf } from './subscribed-topics';

/**
 * Becomes the coordinator of the groups of a partition of `__consumer_offsets`: reads its records from the first to
 * the last. A group that has members goes on where it was, and its members have a session from now on. Kafka:
 * `GroupMetadataManager.replay`, `onLoaded`.
 * @throws ProtocolError on a record that cannot be read
 */
export function load(c: Coordination, records: readonly GroupRecord[]): void {
  const loaded = new Set<string>();
  for (const { key, value } of records) {
    const about = decodeOffsetsKey(key);
    if (about.kind === 'other') continue;
    loaded.add(about.group);
    if (about.kind === 'group-metadata') {
      const old = c.groups.get(about.group);
      if (value === null) c.groups.delete(about.group);
      else c.groups.set(about.group, revive(c, about.group, decodeGroupMetadataValue(value), old));
    } else if (value === null) {
      const group = c.groups.get(about.group);
      if (group !== undefined) dropOffset(group, about.topic, about.partition);
    } else {
      const group = c.groups.get(about.group) ?? putEmptyGroup(c, about.group);
      putOffset(group, about.topic, about.partition, committedOffsetOf(decodeOffsetCommitValue(value)));
    }
  }
  checkRetentionRegularly(c);
  for (const groupId of loaded) {
    const group = c.groups.get(groupId);
    if (group === undefined) continue;
    c.changed(group, 'group loaded');
    for (const member of group.members.values()) refreshSession(c, group, member.memberId, member.sessionTimeoutMs);
  }
}

function revive(c: Coordination, id: string, value: GroupMetadataValue, old: Group | undefined): Group {
  const { initialRebalanceDelayMs } = c.options.config;
  const rebalanceTimeoutMs = Math.max(0, ...value.members.map((member) => member.rebalanceTimeout));
  const census = { members: value.members.length, awaitingJoin: 0, pendingJoin: 0, rebalanceTimeoutMs };
  const snapshot = census.members === 0 ? emptySnapshot : stableSnapshot;
  const group = newGroup(id, snapshot(initialRebalanceDelayMs, value.generation, census), value.currentStateTimestamp);
  for (const member of value.members) addMember(group, reviveMember(member, value.protocol ?? ''), value.protocolType);
  group.protocolType = value.protocolType === '' ? null : value.protocolType;
  group.protocolName = value.protocol;
  group.leader = value.leader;
  group.subscribedTopics = subscribedTopicsOf(group);
  for (const [topic, partitions] of old?.offsets ?? []) group.offsets.set(topic, partitions);
  return group;
}

function reviveMember(stored: GroupMetadataValue['members'][number], protocol: string): Member {
  return {
    memberId: stored.memberId,
    groupInstanceId: stored.groupInstanceId,
    clientId: stored.clientId,
    clientHost: stored.clientHost,
    process: null,
    sessionTimeoutMs: stored.sessionTimeout,
    rebalanceTimeoutMs: stored.rebalanceTimeout,
    protocols: [{ name: protocol, metadata: stored.subscription.slice() }],
    assignment: stored.assignment.slice(),
    isNew: false,
    parkedJoin: null,
    parkedSync: null,
  };
}

/** Stops coordinating these groups: whoever waits has to look for the new coordinator. */
export function unload(c: Coordination, isUnloaded: (groupId: string) => boolean): void {
  for (const group of [...c.groups.values()]) {
    if (!isUnloaded(group.id)) continue;
    c.groups.delete(group.id);
    send(c, group, { type: 'unloaded' }, 'group unloaded');
  }
  for (const group of [...c.deleting]) {
    if (!isUnloaded(group.id)) continue;
    c.deleting.delete(group);
    send(c, group, { type: 'unloaded' }, 'group unloaded');
  }
  c.abandonAppends(isUnloaded, ERROR.NOT_LEADER_OR_FOLLOWER);
  checkRetentionRegularly(c);
}
