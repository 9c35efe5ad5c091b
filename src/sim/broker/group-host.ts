import { US_PER_MS } from '../../contract/ids';
import { GroupCoordinator } from '../group/group-coordinator';
import type {
  GroupApi,
  GroupAppend,
  GroupCall,
  GroupOutput,
  GroupRecord,
  GroupRequests,
  GroupResponses,
} from '../group/io';
import { partitionFor } from '../group/partition-for';
import type { Timer } from '../cluster/clock';
import { ERROR } from '../protocol/errors';
import { decodeRecords, encodeBatch } from '../protocol/record-batch';
import type { BrokerContext } from './context';
import type { Call, Respond } from './handler';
import type { Partition } from './partition';
import { COMMITTED_OR_LOST } from './purgatory';
import { checkProduced, type CheckedBatch } from './validate-batch';

export const CONSUMER_OFFSETS = '__consumer_offsets';

const MS_PER_MINUTE = 60_000;

/** How long a record that was answered with a timeout is still watched: until its leader changes, as a rule. */
const LATE_US = 86_400_000_000;

/** Read at a time while a coordinator loads. Kafka: offsets.load.buffer.size. */
const LOAD_BYTES_MAX = 5 * 1024 * 1024;

/**
 * Carries out what the group coordinator decides: replies, timers, events, and records in the group's partition of
 * __consumer_offsets, written as acks=all writes. Kafka: CoordinatorRuntime.
 */
export class GroupHost {
  readonly #broker: BrokerContext;
  readonly #coordinator: GroupCoordinator;
  #timers = new Map<string, Timer>();
  #responders = new Map<number, Respond<GroupResponses[GroupApi]>>();
  #nextTicket = 1;
  /** Partitions whose groups are here. */
  readonly #active = new Set<number>();

  constructor(broker: BrokerContext) {
    this.#broker = broker;
    const { config } = broker;
    this.#coordinator = new GroupCoordinator({
      broker: broker.id,
      config: {
        initialRebalanceDelayMs: config.int('group.initial.rebalance.delay.ms'),
        minSessionTimeoutMs: config.int('group.min.session.timeout.ms'),
        maxSessionTimeoutMs: config.int('group.max.session.timeout.ms'),
        groupMaxSize: config.int('group.max.size'),
        offsetMetadataMaxBytes: config.int('offset.metadata.max.bytes'),
        offsetsRetentionMs: config.int('offsets.retention.minutes') * MS_PER_MINUTE,
        offsetsRetentionCheckIntervalMs: config.int('offsets.retention.check.interval.ms'),
      },
      randomUuid: () => broker.random.uuid(),
      topicExists: (topic, partition) => broker.image.topics.get(topic)?.partitions[partition] !== undefined,
      topicIds: {
        nameOf: (topicId) => broker.replicas.topicName(topicId),
        idOf: (topic) => broker.image.topics.get(topic)?.topicId ?? null,
      },
      groupError: (group) => (this.#leadsPartitionOf(group) ? 0 : ERROR.NOT_COORDINATOR),
    });
  }

  handle<A extends GroupApi>(api: A, call: Call, request: GroupRequests[A], respond: Respond<GroupResponses[A]>): void {
    const ticket = this.#nextTicket++;
    this.#responders.set(ticket, respond as Respond<GroupResponses[GroupApi]>);
    const input = {
      type: 'request',
      ticket,
      api,
      version: call.header.apiVersion,
      clientId: call.header.clientId ?? '',
      clientHost: call.clientHost,
      process: call.process,
      request,
      nowUs: this.#broker.clock.nowUs,
    } as GroupCall;
    this.#carryOut(this.#coordinator.handle(input));
  }

  /**
   * This broker leads a partition of __consumer_offsets now: its groups are in there. If it has led it all along, and
   * only the leader epoch is new, they are here already. Kafka: CoordinatorRuntime.scheduleLoadOperation, "already active".
   */
  load({ log, partition }: Partition): void {
    if (this.#active.has(partition)) return;
    this.#active.add(partition);
    const records: GroupRecord[] = [];
    for (let offset = log.logStartOffset; offset < log.logEndOffset;) {
      const { batches } = log.read(offset, log.logEndOffset, LOAD_BYTES_MAX, true);
      const last = batches.at(-1);
      if (last === undefined) break;
      for (const { bytes } of batches) {
        for (const { key, value } of decodeRecords(bytes)) if (key !== null) records.push({ key, value });
      }
      offset = last.lastOffset + 1;
    }
    this.#carryOut(this.#coordinator.load(records, this.#broker.clock.nowUs));
  }

  /** Another broker leads it. */
  unload(partition: number): void {
    this.#active.delete(partition);
    const count = this.#broker.image.topics.get(CONSUMER_OFFSETS)?.partitions.length;
    if (count === undefined) return;
    const isThere = (group: string): boolean => partitionFor(group, count) === partition;
    this.#carryOut(this.#coordinator.unload(isThere, this.#broker.clock.nowUs));
  }

  /** What groups had committed there goes with the partitions. */
  forgetPartitions(partitions: readonly { readonly topic: string; readonly partition: number }[]): void {
    this.#carryOut(this.#coordinator.onPartitionsDeleted(partitions, this.#broker.clock.nowUs));
  }

  /** The broker is gone: nothing rings any more. */
  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#responders.clear();
  }

  #leadsPartitionOf(group: string): boolean {
    const topic = this.#broker.image.topics.get(CONSUMER_OFFSETS);
    if (topic === undefined) return false;
    return topic.partitions[partitionFor(group, topic.partitions.length)]?.leader === this.#broker.id;
  }

  #carryOut(outputs: readonly GroupOutput[]): void {
    for (const output of outputs) {
      switch (output.type) {
        case 'reply': {
          const respond = this.#responders.get(output.ticket);
          this.#responders.delete(output.ticket);
          respond?.(output.response);
          break;
        }
        case 'timer-set':
          this.#setTimer(output.key, output.afterUs);
          break;
        case 'timer-cancel':
          this.#timers.get(output.key)?.cancel();
          this.#timers.delete(output.key);
          break;
        case 'event':
          this.#broker.emit(output.event);
          break;
        case 'append':
          this.#append(output);
          break;
      }
    }
  }

  #setTimer(key: string, afterUs: number): void {
    this.#timers.get(key)?.cancel();
    const timer = this.#broker.clock.after(afterUs, () => {
      this.#timers.delete(key);
      this.#carryOut(this.#coordinator.handle({ type: 'timer', key, nowUs: this.#broker.clock.nowUs }));
    });
    this.#timers.set(key, timer);
  }

  #append({ ticket, group, records }: GroupAppend): void {
    const settle = (errorCode: number): void =>
      this.#carryOut(
        this.#coordinator.handle({ type: 'committed', ticket, errorCode, nowUs: this.#broker.clock.nowUs }),
      );
    const count = this.#broker.image.topics.get(CONSUMER_OFFSETS)?.partitions.length ?? 0;
    const partition =
      count === 0 ? undefined : this.#broker.replicas.partition(CONSUMER_OFFSETS, partitionFor(group, count));
    if (partition === undefined || !partition.isLeader) return settle(ERROR.NOT_COORDINATOR);
    const timestampMs = this.#broker.nowMs();
    const bytes = encodeBatch({ records: records.map(({ key, value }) => ({ key, value, timestampMs, headers: [] })) });
    const checked = checkProduced(bytes, partition.log.config, timestampMs, CONSUMER_OFFSETS);
    if (!checked.ok) return settle(checked.errorCode);
    const { leaderEpoch } = partition;
    this.#broker.diskWrites.write(1, bytes.length, () => {
      if (!partition.isLeader || partition.leaderEpoch !== leaderEpoch) settle(ERROR.NOT_COORDINATOR);
      else this.#appendAndWatch(partition, checked.batch, settle);
    });
  }

  #appendAndWatch(partition: Partition, batch: CheckedBatch, settle: (errorCode: number) => void): void {
    const { leaderEpoch } = partition;
    const stored = this.#broker.replicas.appendAsLeader(partition, batch, null);
    const watched = { partitions: [partition.name], changes: COMMITTED_OR_LOST };
    const tryComplete = (): boolean => {
      if (!partition.isLeader || partition.leaderEpoch !== leaderEpoch) settle(ERROR.NOT_COORDINATOR);
      else if (partition.highWatermark > stored.lastOffset) settle(0);
      else return false;
      return true;
    };
    const timeoutUs = this.#broker.config.int('offsets.commit.timeout.ms') * US_PER_MS;
    this.#broker.purgatory.tryCompleteElseWatch({
      ...watched,
      timeoutUs,
      tryComplete,
      expire: () => {
        settle(ERROR.REQUEST_TIMED_OUT);
        // The record stands in the log and may be committed yet; then it counts.
        this.#broker.purgatory.tryCompleteElseWatch({ ...watched, timeoutUs: LATE_US, tryComplete, expire: () => {} });
      },
    });
  }
}
