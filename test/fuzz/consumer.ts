import { partitionName, type Us } from '../../src/contract/ids';
import type { TopicSpec } from '../../src/contract/scenario';
import type { Prng } from '../../src/sim/cluster/prng';
import { assignRange } from '../../src/sim/group/assignors/range';
import { decodeAssignment, encodeAssignment, encodeSubscription } from '../../src/sim/protocol/consumer-protocol';
import { ERROR } from '../../src/sim/protocol/errors';
import type { JoinGroupResponse } from '../../src/sim/protocol/messages/join-group';
import { decodeRecords, splitBatches } from '../../src/sim/protocol/record-batch';
import type { World } from '../support/world';
import { FuzzClient } from './client';
import type { GroupLog } from './group-log';
import type { ConsumerAct, ConsumerPlan } from './plan';

const SECOND: Us = 1_000_000;
const SESSION_TIMEOUT_MS = 6000;
const STATIC_SESSION_TIMEOUT_MS = 15_000;
const REBALANCE_TIMEOUT_MS = 8000;
const HEARTBEAT_EVERY_US = 1.5 * SECOND;
const COMMIT_EVERY_US = 2 * SECOND;
const POLL_EVERY_US = 300_000;
const EARLIEST = -2;
/** Longer than the others of its group may take to come. */
const JOIN_PATIENCE_US = 15 * SECOND;

interface Partition {
  readonly topic: string;
  readonly partition: number;
  readonly name: string;
}

/**
 * A consumer of a group, with the classic protocol and range assignment, auto.offset.reset=earliest. It commits what
 * it has processed, and only that. It may die, start again, stand still, or leave, as its plan says.
 */
export class FuzzConsumer extends FuzzClient {
  readonly #plan: ConsumerPlan;
  readonly #topics: readonly TopicSpec[];
  readonly #log: GroupLog;
  readonly #acts: ConsumerAct[];
  #isAlive = true;
  #isPaused = false;
  #coordinator: number | null = null;
  #memberId = '';
  #generation = -1;
  /** What to do next; each step is one request. */
  #step: 'join' | 'sync' | 'positions' | 'read' | 'leave' | 'gone' = 'join';
  #dealt: { readonly memberId: string; readonly assignment: Uint8Array }[] = [];
  #owned: readonly Partition[] = [];
  /** The next offset to read; absent: to be looked up at the beginning of the log. */
  #positions = new Map<string, number>();
  /** Committed when it was last asked or told. */
  #committed = new Map<string, number>();
  #heartbeatUs: Us = 0;
  #commitUs: Us = 0;
  #pollUs: Us = 0;
  #turn = 0;

  constructor(world: World, plan: ConsumerPlan, topics: readonly TopicSpec[], log: GroupLog, random: Prng) {
    super(world, random);
    this.#plan = plan;
    this.#topics = topics;
    this.#log = log;
    this.#acts = [...plan.acts];
  }

  tick(): void {
    while (this.#acts[0] !== undefined && this.#acts[0].atUs <= this.nowUs)
      this.#act(this.#acts.shift() as ConsumerAct);
    if (!this.#isAlive || this.#isPaused || !this.isFree()) return;
    if (this.#step === 'gone') return;
    if (this.#coordinator === null) return this.#findCoordinator();
    if (this.#step === 'join') return this.#join(this.#coordinator);
    if (this.#step === 'sync') return this.#sync(this.#coordinator);
    if (this.#step === 'leave') return this.#leave(this.#coordinator);
    if (this.nowUs - this.#heartbeatUs >= HEARTBEAT_EVERY_US) return this.#heartbeat(this.#coordinator);
    if (this.#step === 'positions') return this.#fetchCommitted(this.#coordinator);
    if (this.nowUs - this.#commitUs >= COMMIT_EVERY_US && this.#dirty().length > 0) {
      return this.#commit(this.#coordinator, () => undefined);
    }
    if (this.nowUs - this.#pollUs >= POLL_EVERY_US) this.#poll();
  }

  protected override onSilence(): void {
    super.onSilence();
    this.#coordinator = null;
  }

  #act({ act }: ConsumerAct): void {
    if (act === 'die' && this.#isAlive) {
      this.hangUp();
      this.#isAlive = false;
      this.#forgetMembership('');
    }
    if (act === 'start') this.#isAlive = true;
    if (act === 'pause') this.#isPaused = true;
    if (act === 'resume') this.#isPaused = false;
    if (act === 'leave' && this.#isAlive) this.#step = 'leave';
    if (act === 'return' && (this.#step === 'gone' || this.#step === 'leave')) this.#forgetMembership('');
  }

  #findCoordinator(): void {
    const key = { key: this.#log.group, keyType: 0 };
    this.ask(this.anyBroker(), 'FindCoordinator', 3, key, ({ errorCode, nodeId }) => {
      if (errorCode === 0) this.#coordinator = nodeId;
      else this.pause();
    });
  }

  #join(coordinator: number): void {
    const { instanceId } = this.#plan;
    const topics = this.#topics.map(({ name }) => name);
    const request = {
      groupId: this.#log.group,
      sessionTimeoutMs: instanceId === null ? SESSION_TIMEOUT_MS : STATIC_SESSION_TIMEOUT_MS,
      rebalanceTimeoutMs: REBALANCE_TIMEOUT_MS,
      memberId: this.#memberId,
      groupInstanceId: instanceId,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: encodeSubscription(1, { topics }) }],
    };
    const onAnswer = (answer: JoinGroupResponse): void => {
      if (answer.errorCode === ERROR.MEMBER_ID_REQUIRED) this.#memberId = answer.memberId;
      else if (answer.errorCode !== 0) this.#failed(answer.errorCode);
      else {
        this.#memberId = answer.memberId;
        this.#generation = answer.generationId;
        this.#dealt = answer.leader === answer.memberId ? this.#deal(answer.members.map((one) => one)) : [];
        this.#step = 'sync';
      }
    };
    this.ask(coordinator, 'JoinGroup', 6, request, onAnswer, JOIN_PATIENCE_US);
  }

  /** As the leader of the group: everyone subscribes to the same. */
  #deal(members: JoinGroupResponse['members']): { memberId: string; assignment: Uint8Array }[] {
    const topics = this.#topics.map(({ name }) => name);
    const assignees = members.map(({ memberId, groupInstanceId }) => ({
      memberId,
      groupInstanceId,
      topics,
      owned: [],
      generation: -1,
    }));
    const assigned = assignRange(assignees, new Map(this.#topics.map(({ name, partitions }) => [name, partitions])));
    return [...assigned].map(([memberId, partitions]) => {
      const byTopic = topics.map((topic) => ({
        topic,
        partitions: partitions.filter((one) => one.topic === topic).map(({ partition }) => partition),
      }));
      return { memberId, assignment: encodeAssignment(1, { assignedPartitions: byTopic }) };
    });
  }

  #sync(coordinator: number): void {
    const request = { ...this.#member(), protocolType: 'consumer', protocolName: 'range', assignments: this.#dealt };
    const onAnswer = ({ errorCode, assignment }: { errorCode: number; assignment: Uint8Array }): void => {
      if (errorCode !== 0) return this.#failed(errorCode);
      const { assignedPartitions } =
        assignment.length === 0 ? { assignedPartitions: [] } : decodeAssignment(assignment);
      this.#owned = assignedPartitions.flatMap(({ topic, partitions }) =>
        partitions.map((partition) => ({ topic, partition, name: partitionName(topic, partition) })),
      );
      const owner = this.#plan.instanceId ?? this.#memberId;
      const names = this.#owned.map(({ name }) => name);
      this.#log.claim(this.#generation, owner, names);
      this.#positions.clear();
      this.#committed.clear();
      this.#heartbeatUs = this.nowUs;
      this.#step = 'positions';
    };
    this.ask(coordinator, 'SyncGroup', 5, request, onAnswer, JOIN_PATIENCE_US);
  }

  #heartbeat(coordinator: number): void {
    this.ask(coordinator, 'Heartbeat', 4, this.#member(), ({ errorCode }) => {
      this.#heartbeatUs = this.nowUs;
      // A good member commits what it has processed before it lets go of its partitions.
      if (errorCode === ERROR.REBALANCE_IN_PROGRESS && this.#dirty().length > 0) {
        this.#commit(this.#coordinator ?? coordinator, () => this.#failed(errorCode));
      } else if (errorCode !== 0) this.#failed(errorCode);
    });
  }

  #fetchCommitted(coordinator: number): void {
    if (this.#owned.length === 0) {
      this.#step = 'read';
      return;
    }
    const topics = this.#topics.map(({ name }) => ({
      name,
      partitionIndexes: this.#owned.filter(({ topic }) => topic === name).map(({ partition }) => partition),
    }));
    const request = { groupId: this.#log.group, topics, requireStable: true };
    this.ask(coordinator, 'OffsetFetch', 7, request, ({ errorCode, topics: answered }) => {
      if (errorCode !== 0) return this.#failed(errorCode);
      for (const { name: topic, partitions } of answered) {
        for (const { partitionIndex, committedOffset } of partitions) {
          const name = partitionName(topic, partitionIndex);
          if (committedOffset < 0) continue;
          this.#log.begin(name, committedOffset, 0);
          this.#positions.set(name, committedOffset);
          this.#committed.set(name, committedOffset);
        }
      }
      this.#step = 'read';
    });
  }

  /** Asks the leader of the partition whose turn it is for what it leads of ours. */
  #poll(): void {
    this.#pollUs = this.nowUs;
    const first = this.#owned[this.#turn++ % Math.max(1, this.#owned.length)];
    if (first === undefined) return;
    const leader = this.leaders.get(first.name);
    if (leader === undefined) return this.askForLeaders();
    const here = this.#owned.filter(({ name }) => this.leaders.get(name) === leader);
    const lost = here.filter(({ name }) => !this.#positions.has(name));
    if (lost.length > 0) this.#findBeginning(leader, lost);
    else this.#fetch(leader, here);
  }

  #findBeginning(leader: number, partitions: readonly Partition[]): void {
    const topics = this.#byTopic(partitions, ({ partition }) => ({ partitionIndex: partition, timestamp: EARLIEST }));
    const request = { replicaId: -1, topics: topics.map(({ topic, ...rest }) => ({ name: topic, ...rest })) };
    this.ask(leader, 'ListOffsets', 5, request, (answer) => {
      for (const { name: topic, partitions: found } of answer.topics) {
        for (const { partitionIndex, errorCode, offset } of found) {
          const name = partitionName(topic, partitionIndex);
          if (errorCode === 0) this.#positions.set(name, offset);
          else this.leaders.delete(name);
        }
      }
    });
  }

  #fetch(leader: number, partitions: readonly Partition[]): void {
    const topics = this.#byTopic(partitions, ({ partition, name }) => ({
      partition,
      fetchOffset: this.#positions.get(name) ?? 0,
      partitionMaxBytes: 1 << 16,
    }));
    this.ask(leader, 'Fetch', 11, { maxWaitMs: 0, topics }, ({ responses }) => {
      for (const { topic, partitions: read } of responses) {
        for (const { partitionIndex, errorCode, records } of read) {
          const name = partitionName(topic, partitionIndex);
          if (errorCode === ERROR.OFFSET_OUT_OF_RANGE) this.#positions.delete(name);
          else if (errorCode !== 0) this.leaders.delete(name);
          else if (records !== null) this.#process(topic, partitionIndex, records);
        }
      }
    });
  }

  #process(topic: string, partition: number, bytes: Uint8Array): void {
    const name = partitionName(topic, partition);
    let position = this.#positions.get(name) ?? 0;
    for (const batch of splitBatches(bytes)) {
      for (const { offset, value } of decodeRecords(batch)) {
        if (offset < position) continue;
        this.#log.follow(name, position, offset);
        this.#log.process(topic, partition, offset, new TextDecoder().decode(value ?? new Uint8Array(0)));
        position = offset + 1;
      }
    }
    this.#positions.set(name, position);
  }

  /** What it has processed and not committed. */
  #dirty(): readonly Partition[] {
    return this.#owned.filter(({ name }) => {
      const position = this.#positions.get(name);
      return position !== undefined && position > (this.#committed.get(name) ?? 0);
    });
  }

  #commit(coordinator: number, then: () => void): void {
    this.#commitUs = this.nowUs;
    const dirty = this.#dirty();
    const positions = new Map(dirty.map(({ name }) => [name, this.#positions.get(name) ?? 0]));
    const topics = this.#byTopic(dirty, ({ partition, name }) => ({
      partitionIndex: partition,
      committedOffset: positions.get(name) ?? 0,
      committedMetadata: '',
    }));
    const { generationId, ...member } = this.#member();
    const request = {
      ...member,
      generationIdOrMemberEpoch: generationId,
      topics: topics.map(({ topic, ...rest }) => ({ name: topic, ...rest })),
    };
    this.ask(coordinator, 'OffsetCommit', 7, request, (answer) => {
      const codes = answer.topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
      const error = codes.find((code) => code !== 0);
      if (error === undefined) for (const [name, position] of positions) this.#committed.set(name, position);
      else if (error !== ERROR.REBALANCE_IN_PROGRESS) return this.#failed(error);
      then();
    });
  }

  #leave(coordinator: number): void {
    const { groupId, memberId, groupInstanceId } = this.#member();
    const request = { groupId, members: [{ memberId, groupInstanceId }] };
    this.ask(coordinator, 'LeaveGroup', 4, request, ({ errorCode }) => {
      if (errorCode !== 0) return this.#failed(errorCode);
      this.#forgetMembership('');
      this.#step = 'gone';
    });
  }

  /** What the coordinator refuses, and what a client makes of it. Kafka: AbstractCoordinator. */
  #failed(errorCode: number): void {
    this.pause();
    switch (errorCode) {
      case ERROR.COORDINATOR_LOAD_IN_PROGRESS:
        return;
      case ERROR.NOT_COORDINATOR:
      case ERROR.COORDINATOR_NOT_AVAILABLE:
      case ERROR.REQUEST_TIMED_OUT:
        this.#coordinator = null;
        return;
      case ERROR.REBALANCE_IN_PROGRESS:
        return this.#forgetMembership(this.#memberId);
      default:
        // UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION, FENCED_INSTANCE_ID …: it begins anew.
        return this.#forgetMembership('');
    }
  }

  #forgetMembership(memberId: string): void {
    this.#memberId = memberId;
    this.#generation = -1;
    this.#owned = [];
    this.#positions.clear();
    this.#committed.clear();
    this.#step = 'join';
  }

  #member() {
    return {
      groupId: this.#log.group,
      generationId: this.#generation,
      memberId: this.#memberId,
      groupInstanceId: this.#plan.instanceId,
    };
  }

  #byTopic<T>(partitions: readonly Partition[], each: (one: Partition) => T): { topic: string; partitions: T[] }[] {
    const topics = [...new Set(partitions.map(({ topic }) => topic))];
    return topics.map((topic) => ({ topic, partitions: partitions.filter((one) => one.topic === topic).map(each) }));
  }
}
