import { US_PER_MS, US_PER_SECOND, type BrokerId, type Us } from '../../src/contract/ids';
import { assignRange } from '../../src/sim/group/assignors/range';
import { decodeAssignment, encodeAssignment, encodeSubscription } from '../../src/sim/protocol/consumer-protocol';
import type { RequestInit, ResponseOf } from '../../src/sim/protocol/api';
import type { ApiName, ApiNamed } from '../../src/sim/protocol/registry';
import type { WireProgram } from './wire-program';

const GROUP = 'readers';
const TOPIC = 'bench';
const HEARTBEAT_US = 3 * US_PER_SECOND;
const COMMIT_US = 5 * US_PER_SECOND;
const RETRY_US = 500 * US_PER_MS;
const FETCH = { maxWaitMs: 500, minBytes: 1, maxBytes: 1 << 24 };
const PARTITION_BYTES_MAX = 1 << 20;
const MEMBER_ID_REQUIRED = 79;

/** A member of a group as a consumer is one: joins, beats, fetches from each leader of its partitions, commits. */
export class GroupReader {
  readonly #program: WireProgram;
  readonly #leaderOf: (partition: number) => BrokerId;
  readonly #partitions: number;
  #coordinator: BrokerId = 1;
  #memberId = '';
  #generation = -1;
  #positions = new Map<number, number>();

  constructor(program: WireProgram, partitions: number, leaderOf: (partition: number) => BrokerId) {
    this.#program = program;
    this.#partitions = partitions;
    this.#leaderOf = leaderOf;
    program.at(0, (atUs) => this.#findCoordinator(atUs));
  }

  /** It has its partitions in the group's present generation. */
  get isAssigned(): boolean {
    return this.#positions.size > 0;
  }

  #findCoordinator(atUs: Us): void {
    const body = { key: GROUP, keyType: 0 };
    this.#program.request(1, 'FindCoordinator', 2, body, atUs, ({ errorCode, nodeId }, answeredUs) => {
      if (errorCode !== 0) return this.#program.at(answeredUs + RETRY_US, (laterUs) => this.#findCoordinator(laterUs));
      this.#coordinator = nodeId;
      this.#join(answeredUs);
    });
  }

  #join(atUs: Us): void {
    const metadata = encodeSubscription(0, { topics: [TOPIC] });
    const body = {
      groupId: GROUP,
      sessionTimeoutMs: 30_000,
      rebalanceTimeoutMs: 60_000,
      memberId: this.#memberId,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata }],
    };
    this.#ask('JoinGroup', 5, body, atUs, ({ errorCode, memberId, generationId, leader, members }, answeredUs) => {
      this.#memberId = memberId;
      if (errorCode === MEMBER_ID_REQUIRED) return this.#join(answeredUs);
      this.#generation = generationId;
      this.#sync(answeredUs, leader === memberId ? members.map((member) => member.memberId) : []);
    });
  }

  /** The members that the leader has to deal partitions out to: none, for others. */
  #sync(atUs: Us, members: readonly string[]): void {
    const readers = members.map((memberId) => {
      return { memberId, groupInstanceId: null, topics: [TOPIC], owned: [], generation: -1 };
    });
    const dealt = assignRange(readers, new Map([[TOPIC, this.#partitions]]));
    const assignments = Array.from(dealt, ([memberId, own]) => {
      const partitions = own.map(({ partition }) => partition);
      return { memberId, assignment: encodeAssignment(0, { assignedPartitions: [{ topic: TOPIC, partitions }] }) };
    });
    const body = { groupId: GROUP, generationId: this.#generation, memberId: this.#memberId, assignments };
    this.#ask('SyncGroup', 3, body, atUs, ({ errorCode, assignment }, answeredUs) => {
      if (errorCode !== 0) return this.#join(answeredUs);
      const [mine] = decodeAssignment(assignment).assignedPartitions;
      for (const partition of mine?.partitions ?? []) this.#positions.set(partition, 0);
      for (const leader of new Set([...this.#positions.keys()].map(this.#leaderOf))) this.#fetch(leader, answeredUs);
      this.#program.at(answeredUs + HEARTBEAT_US, (beatUs) => this.#beat(beatUs));
      this.#program.at(answeredUs + COMMIT_US, (commitUs) => this.#commit(commitUs));
    });
  }

  #ask<N extends ApiName>(
    name: N,
    version: number,
    body: RequestInit<ApiNamed<N>>,
    atUs: Us,
    onAnswer: (body: ResponseOf<ApiNamed<N>>, atUs: Us) => void,
  ): void {
    this.#program.request(this.#coordinator, name, version, body, atUs, onAnswer, 'coordinator');
  }

  #fetch(leader: BrokerId, atUs: Us): void {
    const partitions = [...this.#positions].flatMap(([partition, fetchOffset]) =>
      this.#leaderOf(partition) === leader ? [{ partition, fetchOffset, partitionMaxBytes: PARTITION_BYTES_MAX }] : [],
    );
    const body = { ...FETCH, topics: [{ topic: TOPIC, partitions }] };
    this.#program.request(leader, 'Fetch', 11, body, atUs, ({ responses }, answeredUs) => {
      for (const { partitionIndex, highWatermark, errorCode } of responses[0]?.partitions ?? []) {
        if (errorCode !== 0) throw new Error(`Fetch of partition ${partitionIndex} was answered ${errorCode}`);
        this.#positions.set(partitionIndex, highWatermark);
      }
      this.#fetch(leader, answeredUs);
    });
  }

  #beat(atUs: Us): void {
    const body = { groupId: GROUP, generationId: this.#generation, memberId: this.#memberId };
    this.#ask('Heartbeat', 3, body, atUs, ({ errorCode }) => {
      if (errorCode !== 0) throw new Error(`Heartbeat was answered ${errorCode}`);
    });
    this.#program.at(atUs + HEARTBEAT_US, (beatUs) => this.#beat(beatUs));
  }

  #commit(atUs: Us): void {
    const partitions = [...this.#positions].map(([partitionIndex, committedOffset]) => ({
      partitionIndex,
      committedOffset,
    }));
    const body = {
      groupId: GROUP,
      generationIdOrMemberEpoch: this.#generation,
      memberId: this.#memberId,
      topics: [{ name: TOPIC, partitions }],
    };
    this.#ask('OffsetCommit', 5, body, atUs, () => {});
    this.#program.at(atUs + COMMIT_US, (commitUs) => this.#commit(commitUs));
  }
}
