import type { GroupEvent, OffsetCommittedEvent, OffsetDeletedEvent } from '../../../src/contract/event';
import {
  GroupCoordinator,
  type GroupApi,
  type GroupAppend,
  type GroupConfig,
  type GroupCoordinatorOptions,
  type GroupInput,
  type GroupOutput,
  type GroupRequests,
  type GroupResponses,
} from '../../../src/sim/group/group-coordinator';
import type { Init } from '../../../src/sim/protocol/api';
import { encodeAssignment, encodeSubscription } from '../../../src/sim/protocol/consumer-protocol';
import { Reader } from '../../../src/sim/protocol/reader';
import { apiByName } from '../../../src/sim/protocol/registry';
import { Writer } from '../../../src/sim/protocol/writer';

/** Versions that KafkaJS 2.2.4 uses. */
const KAFKAJS_VERSIONS: Readonly<Record<GroupApi, number>> = {
  JoinGroup: 5,
  SyncGroup: 3,
  Heartbeat: 3,
  LeaveGroup: 3,
  OffsetCommit: 5,
  OffsetFetch: 4,
  DescribeGroups: 2,
  ListGroups: 2,
  DeleteGroups: 1,
  OffsetDelete: 0,
};

/** A request that was sent. */
export interface Sent<A extends GroupApi> {
  readonly ticket: number;
  readonly api: A;
}

export interface WorldOptions {
  readonly config?: Partial<GroupConfig>;
  readonly options?: Partial<GroupCoordinatorOptions>;
  /** Appends are answered by the test, with `commit`; otherwise at once. */
  readonly slowDisk?: boolean;
}

/** A coordinator with all that a broker would do for it: a clock, a log, connections. */
export class World {
  readonly coordinator: GroupCoordinator;
  nowMs = 0;
  readonly events: (GroupEvent | OffsetCommittedEvent | OffsetDeletedEvent)[] = [];
  /** Every output in order, with the time at which it came. */
  readonly journal: { readonly atMs: number; readonly output: GroupOutput }[] = [];
  readonly appends: GroupAppend[] = [];
  readonly sent: Sent<GroupApi>[] = [];
  readonly #timers = new Map<string, { readonly dueUs: number; readonly seq: number }>();
  readonly #replies = new Map<number, unknown>();
  readonly #slowDisk: boolean;
  #tickets = 0;
  #uuids = 0;
  #seq = 0;

  constructor({ config, options, slowDisk }: WorldOptions = {}) {
    this.#slowDisk = slowDisk ?? false;
    this.coordinator = new GroupCoordinator({
      broker: 1,
      config: {
        initialRebalanceDelayMs: 3000,
        minSessionTimeoutMs: 6000,
        maxSessionTimeoutMs: 1_800_000,
        groupMaxSize: 0x7fff_ffff,
        offsetMetadataMaxBytes: 4096,
        ...config,
      },
      randomUuid: () => `uuid-${++this.#uuids}`,
      topicExists: (topic, partition) => topic === 'orders' && partition < 4,
      ...options,
    });
  }

  get nowUs(): number {
    return this.nowMs * 1000;
  }

  /** Sends a request as it would come off the wire in that version. */
  send<A extends GroupApi>(
    api: A,
    request: Init<GroupRequests[A]>,
    { version = KAFKAJS_VERSIONS[api], clientId = 'app', process = null as string | null } = {},
  ): Sent<A> {
    const ticket = ++this.#tickets;
    this.sent.push({ ticket, api });
    this.input({
      type: 'request',
      ticket,
      api,
      version,
      clientId,
      clientHost: '/10.0.0.7',
      process,
      nowUs: this.nowUs,
      request: throughWire(api, 'request', version, request),
    } as GroupInput);
    return { ticket, api };
  }

  input(input: GroupInput): void {
    this.obey(this.coordinator.handle(input));
  }

  obey(outputs: readonly GroupOutput[]): void {
    const appended: GroupAppend[] = [];
    for (const output of outputs) {
      this.journal.push({ atMs: this.nowMs, output });
      switch (output.type) {
        case 'reply':
          if (this.#replies.has(output.ticket)) throw new Error(`request ${output.ticket} was answered twice`);
          this.#replies.set(output.ticket, throughWire(output.api, 'response', output.version, output.response));
          break;
        case 'timer-set':
          if (output.afterUs < 0) throw new Error(`timer ${output.key} is set into the past`);
          this.#timers.set(output.key, { dueUs: this.nowUs + output.afterUs, seq: ++this.#seq });
          break;
        case 'timer-cancel':
          if (!this.#timers.delete(output.key)) throw new Error(`timer ${output.key} does not run`);
          break;
        case 'event':
          this.events.push(output.event);
          break;
        case 'append':
          this.appends.push(output);
          appended.push(output);
          break;
      }
    }
    if (!this.#slowDisk) for (const append of appended) this.commit(append);
  }

  /** The records of an append are safe, or are not. */
  commit(append: GroupAppend, errorCode = 0): void {
    this.input({ type: 'committed', ticket: append.ticket, errorCode, nowUs: this.nowUs });
  }

  /** Lets time pass; timers ring on the way. */
  wait(ms: number): void {
    const untilUs = this.nowUs + ms * 1000;
    for (;;) {
      const next = [...this.#timers].sort(([, a], [, b]) => a.dueUs - b.dueUs || a.seq - b.seq)[0];
      if (next === undefined || next[1].dueUs > untilUs) break;
      const [key, { dueUs }] = next;
      this.#timers.delete(key);
      this.nowMs = dueUs / 1000;
      this.input({ type: 'timer', key, nowUs: dueUs });
    }
    this.nowMs = untilUs / 1000;
  }

  /** The answer, as the client reads it; undefined while it waits. */
  answer<A extends GroupApi>(sent: Sent<A>): GroupResponses[A] | undefined {
    return this.#replies.get(sent.ticket) as GroupResponses[A] | undefined;
  }

  /** The answer, which must be there. */
  answered<A extends GroupApi>(sent: Sent<A>): GroupResponses[A] {
    const answer = this.answer(sent);
    if (answer === undefined) throw new Error(`${sent.api} (${sent.ticket}) has not been answered`);
    return answer;
  }

  /** Timers that run, in milliseconds from now. */
  timers(): ReadonlyMap<string, number> {
    return new Map([...this.#timers].map(([key, { dueUs }]) => [key, (dueUs - this.nowUs) / 1000]));
  }

  groupEvents(): GroupEvent[] {
    return this.events.filter((event) => event.type === 'group');
  }

  lastGroupEvent(): GroupEvent {
    const event = this.groupEvents().at(-1);
    if (event === undefined) throw new Error('no group has changed');
    return event;
  }
}

function throughWire(api: GroupApi, part: 'request' | 'response', version: number, value: unknown): unknown {
  const message = apiByName(api as string)?.[part];
  if (message === undefined) throw new Error(`no API ${api}`);
  const writer = new Writer();
  message.write(writer, version, value as never);
  const reader = new Reader(writer.toBytes());
  const read = message.read(reader, version);
  reader.finish();
  return read;
}

export const GROUP = 'shop';

export interface MemberOptions {
  readonly sessionTimeoutMs?: number;
  readonly rebalanceTimeoutMs?: number;
  readonly groupInstanceId?: string | null;
  readonly protocols?: readonly string[];
  readonly topics?: readonly string[];
  readonly protocolType?: string;
  readonly joinVersion?: number;
}

/** One consumer, as a client library plays it. */
export class Consumer {
  memberId = '';
  generation = -1;
  leader = '';
  /** What the leader was told of the others. */
  members: GroupResponses['JoinGroup']['members'] = [];
  assignment: Uint8Array = new Uint8Array(0);
  #joining: Sent<'JoinGroup'> | null = null;
  #syncing: Sent<'SyncGroup'> | null = null;

  constructor(
    readonly world: World,
    readonly name: string,
    readonly options: MemberOptions = {},
  ) {}

  get #instance(): { groupInstanceId: string | null } {
    return { groupInstanceId: this.options.groupInstanceId ?? null };
  }

  /** Sends JoinGroup; when told to come back with an id, it does so at once. */
  join(changes: Partial<MemberOptions> = {}): this {
    const options = { ...this.options, ...changes };
    this.#joining = this.joinOnce(changes);
    const answer = this.world.answer(this.#joining);
    if (answer?.errorCode === 79) {
      this.memberId = answer.memberId;
      this.#joining = this.joinOnce(options);
    }
    return this;
  }

  joinOnce(changes: Partial<MemberOptions> = {}): Sent<'JoinGroup'> {
    const options = { ...this.options, ...changes };
    const metadata = encodeSubscription(0, { topics: options.topics ?? ['orders'] });
    return this.world.send(
      'JoinGroup',
      {
        groupId: GROUP,
        sessionTimeoutMs: options.sessionTimeoutMs ?? 30_000,
        rebalanceTimeoutMs: options.rebalanceTimeoutMs ?? 60_000,
        memberId: this.memberId,
        protocolType: options.protocolType ?? 'consumer',
        protocols: (options.protocols ?? ['RoundRobinAssigner']).map((name) => ({ name, metadata })),
        ...this.#instance,
      },
      { clientId: this.name, process: this.name, version: options.joinVersion ?? KAFKAJS_VERSIONS.JoinGroup },
    );
  }

  /** The answer to JoinGroup, once it is there; an answer without error is taken to heart. */
  joined(): GroupResponses['JoinGroup'] {
    if (this.#joining === null) throw new Error(`${this.name} has not joined`);
    const answer = this.world.answered(this.#joining);
    if (answer.errorCode === 0) {
      this.memberId = answer.memberId;
      this.generation = answer.generationId;
      this.leader = answer.leader;
      this.members = answer.members;
    }
    return answer;
  }

  get isJoining(): boolean {
    return this.#joining !== null && this.world.answer(this.#joining) === undefined;
  }

  get isSyncing(): boolean {
    return this.#syncing !== null && this.world.answer(this.#syncing) === undefined;
  }

  get isLeader(): boolean {
    return this.memberId !== '' && this.leader === this.memberId;
  }

  sync(assignments: Readonly<Record<string, readonly number[]>> = {}): this {
    this.#syncing = this.world.send('SyncGroup', {
      groupId: GROUP,
      generationId: this.generation,
      memberId: this.memberId,
      assignments: Object.entries(assignments).map(([memberId, partitions]) => ({
        memberId,
        assignment: encodeAssignment(0, { assignedPartitions: [{ topic: 'orders', partitions }] }),
      })),
      ...this.#instance,
    });
    return this;
  }

  synced(): GroupResponses['SyncGroup'] {
    if (this.#syncing === null) throw new Error(`${this.name} has not sent SyncGroup`);
    const answer = this.world.answered(this.#syncing);
    if (answer.errorCode === 0) this.assignment = answer.assignment;
    return answer;
  }

  /** Error code of a heartbeat. */
  heartbeat(generation = this.generation): number {
    const request = { groupId: GROUP, generationId: generation, memberId: this.memberId, ...this.#instance };
    return this.world.answered(this.world.send('Heartbeat', request, { process: this.name })).errorCode;
  }

  leave(): GroupResponses['LeaveGroup'] {
    const members = [{ memberId: this.memberId, ...this.#instance }];
    return this.world.answered(this.world.send('LeaveGroup', { groupId: GROUP, members }));
  }

  commit(partition: number, offset: number, metadata: string | null = null): Sent<'OffsetCommit'> {
    return this.world.send('OffsetCommit', {
      groupId: GROUP,
      generationIdOrMemberEpoch: this.generation,
      memberId: this.memberId,
      topics: [
        {
          name: 'orders',
          partitions: [{ partitionIndex: partition, committedOffset: offset, committedMetadata: metadata }],
        },
      ],
    });
  }
}

/** Round robin over the four partitions of `orders`, as KafkaJS deals them; who gets none is left out. */
function deal(consumers: readonly Consumer[]): Record<string, number[]> {
  const ids = consumers.map(({ memberId }) => memberId).sort();
  const hands: Record<string, number[]> = {};
  for (let partition = 0; partition < 4; partition++) {
    const id = ids[partition % ids.length];
    if (id !== undefined) (hands[id] ??= []).push(partition);
  }
  return hands;
}

/** All of them have joined one generation: take the answers, and let the leader assign. */
export function settle(consumers: readonly Consumer[]): void {
  for (const consumer of consumers) {
    const { errorCode } = consumer.joined();
    if (errorCode !== 0) throw new Error(`${consumer.name} could not join: error ${errorCode}`);
  }
  const hands = deal(consumers);
  for (const consumer of consumers) consumer.sync(consumer.isLeader ? hands : {});
  for (const consumer of consumers) {
    const { errorCode } = consumer.synced();
    if (errorCode !== 0) throw new Error(`${consumer.name} got no assignment: error ${errorCode}`);
  }
}

/** A stable group of so many, from nothing. */
export function stableGroup(world: World, count: number, options: MemberOptions = {}): Consumer[] {
  const consumers = Array.from({ length: count }, (_, i) => new Consumer(world, `consumer-${i + 1}`, options));
  for (const consumer of consumers) consumer.join();
  // Every stretch of the initial delay in which somebody came is followed by another.
  world.wait(3000 * (count > 1 ? 2 : 1));
  settle(consumers);
  return consumers;
}

/** Partitions of `orders` by process, as the journal has them. */
export function assignments(event: GroupEvent): Record<string, number[]> {
  return Object.fromEntries(
    event.members.map(({ process, assignment }) => [
      process ?? '-',
      assignment.flatMap(({ partitions }) => [...partitions]),
    ]),
  );
}
