import { partitionName, US_PER_MS, type BrokerId } from '../../contract/ids';
import { mayLead } from '../controller/partition-control';
import {
  hasReplica,
  resourceKey,
  RESOURCE_TOPIC,
  topicById,
  topicConfigs,
  type MetadataImage,
  type PartitionImage,
  type TopicImage,
} from '../controller/metadata-image';
import type { MetadataDelta } from '../controller/apply-records';
import type { LoadedReplica } from '../storage/log-dir-life';
import type { StoredBatch } from '../storage/stored-batch';
import { toStored } from './append';
import type { CheckedBatch } from './validate-batch';
import type { BrokerContext } from './context';
import type { IsrManager } from './isr-manager';
import { LogManager } from './log-manager';
import type { NodeDisk } from './node-disk';
import { Partition, type PartitionRulesHere } from './partition';
import type { ReplicaFetcher } from './replica-fetcher';
import { ReplicaJournal } from './replica-journal';
import { ReplicaChart } from './replica-state';
import { Replicas, type Replica } from './replicas';

const TOPIC_RESOURCE = resourceKey(RESOURCE_TOPIC, '');

export interface ReplicaManagerOptions {
  readonly broker: BrokerContext;
  readonly disk: NodeDisk;
  readonly isr: () => IsrManager;
  readonly fetcherOf: (leader: BrokerId) => ReplicaFetcher;
  /** A partition is led here now, or not any more: the group coordinator cares for some. */
  readonly onLeadership: (partition: Partition, leads: boolean) => void;
}

/**
 * The replicas of one broker: made and led as the controller says, written by leaders and by fetchers; and what
 * follows from a write: events, and waiting requests looked at again. Kafka: ReplicaManager.
 */
export class ReplicaManager {
  readonly #options: ReplicaManagerOptions;
  readonly #broker: BrokerContext;
  readonly #journal: ReplicaJournal;
  /** What is done to the logs beside reading and writing. */
  readonly logs: LogManager;
  readonly #replicas = new Replicas();
  /** High watermarks as the process before left them, for replicas that are yet to be made. */
  #checkpointed = new Map<string, number>();
  #fetchers = new Map<BrokerId, ReplicaFetcher>();

  constructor(options: ReplicaManagerOptions) {
    this.#options = options;
    this.#broker = options.broker;
    this.#journal = new ReplicaJournal(options.broker);
    this.logs = new LogManager({
      broker: options.broker,
      disk: options.disk,
      partitions: () => this.partitions,
      journal: this.#journal,
      onLogStart: (partition) => this.logStartMoved(partition),
      random: options.broker.random.fork('deleted folders'),
    });
  }

  /** The replica on this broker, undefined when it has none. */
  partition(topic: string, partition: number): Partition | undefined {
    return this.#replicas.get(topic, partition)?.partition;
  }

  get partitions(): Iterable<Partition> {
    return Array.from(this.#replicas, ({ partition }) => partition);
  }

  topicName(topicId: string): string | null {
    return topicById(this.#broker.image, topicId)?.name ?? null;
  }

  /** Follows what the controller decided, for the topics that it changed. */
  apply({ image, topics, configs }: MetadataDelta): void {
    for (const name of topics) {
      const topic = image.topics.get(name);
      if (topic === undefined) this.#dropTopic(name, null);
      else this.#applyTopic(image, topic);
    }
    if (configs.size > 0) this.#configureAll(image, configs);
    if (topics.size > 0) this.#follow();
  }

  /** The logs were opened, and those that the process before had not closed were read through. */
  loaded(replicas: readonly LoadedReplica[]): void {
    for (const replica of replicas) this.#journal.loaded(replica);
  }

  /** Everything in the image, as at a start. */
  applyAll(image: MetadataImage): void {
    for (const replica of this.#options.disk.dir.replicas()) {
      // Deleted while the logs were loaded.
      const { topic, partition, log } = replica;
      if (!hasReplica(image, this.#broker.id, topic, partition, log.topicId)) this.logs.deleteLater(replica);
    }
    this.#checkpointed = this.#options.disk.highWatermarks;
    for (const topic of image.topics.values()) this.#applyTopic(image, topic);
    this.#follow();
  }

  appendAsLeader(partition: Partition, batch: CheckedBatch, messageId: number | null): StoredBatch {
    const { topic, partition: index, log, leaderEpoch } = partition;
    const nowMs = this.#broker.nowMs();
    const appendTimeMs = log.config.messageTimestampType === 'LogAppendTime' ? nowMs : null;
    const stored = toStored(batch, topic, index, log.logEndOffset, leaderEpoch, this.#broker.journals, appendTimeMs);
    this.#journal.rolled(partition, log.append(stored, nowMs).roll);
    this.#journal.appended(stored, 'leader', messageId);
    this.#broker.purgatory.check(partition.name, 'log-end');
    this.#advance(partition);
    return stored;
  }

  appendAsFollower(partition: Partition, batches: readonly StoredBatch[]): void {
    if (batches.length === 0) return;
    this.#journal.rolled(partition, partition.log.appendAsFollower(batches, this.#broker.nowMs()).roll);
    for (const batch of batches) this.#journal.appended(batch, 'follower', null);
  }

  /** A follower's fetch tells how far it has come; it may join the ISR. */
  recordFollowerFetch(partition: Partition, follower: BrokerId, fetchOffset: number, logStartOffset: number): void {
    // The low watermark is the least of all log starts: while this one stays, so does it.
    const mayMove = partition.follower(follower)?.logStartOffset !== logStartOffset;
    const lowWatermark = mayMove ? partition.lowWatermark : 0;
    partition.recordFollowerFetch(follower, fetchOffset, this.#broker.clock.nowUs, logStartOffset);
    if (mayMove && partition.lowWatermark > lowWatermark) this.#broker.purgatory.check(partition.name, 'log-start');
    const wish = partition.wishToExpand(follower);
    if (wish !== null) this.#options.isr().submit(partition, wish);
    this.#advance(partition);
  }

  /** A fetch response told a follower the leader's high watermark and log start. */
  learnHighWatermark(partition: Partition, highWatermark: number, logStartOffset: number): void {
    const moved = partition.learnHighWatermark(highWatermark);
    if (logStartOffset > partition.log.logStartOffset && logStartOffset <= partition.highWatermark) {
      partition.log.deleteRecordsTo(logStartOffset, partition.highWatermark);
      this.#journal.logStart(partition);
    }
    if (moved) this.#highWatermarkMoved(partition);
  }

  /** A follower's log parts from its leader's. */
  truncate(partition: Partition, offset: number): void {
    const replica = this.#replicas.get(partition.topic, partition.partition);
    this.#chart(replica, 'diverged');
    if (partition.truncateTo(offset, this.#broker.nowMs())) this.#truncated(partition);
    this.#chart(replica, 'truncated');
  }

  /** Nothing of a follower's log is at its leader any more. */
  restartAt(partition: Partition, offset: number): void {
    partition.restartAt(offset, this.#broker.nowMs());
    this.#truncated(partition);
    this.#journal.logStart(partition);
  }

  /** Every replica.lag.time.max.ms / 2: who has not kept up leaves the ISR. */
  checkLag(): void {
    for (const { partition } of this.#replicas) {
      const wish = partition.wishToShrink(this.#broker.clock.nowUs);
      if (wish !== null) this.#options.isr().submit(partition, wish);
      // Somebody who no longer counts as catching up may have held it back.
      this.#advance(partition);
    }
  }

  /** The ISR was answered for. */
  isrSettled(partition: Partition): void {
    this.#advance(partition);
    this.#broker.purgatory.check(partition.name, 'high-watermark');
  }

  /** DeleteRecords moved the log start; or retention did. */
  logStartMoved(partition: Partition): void {
    this.#journal.logStart(partition);
    this.#broker.purgatory.check(partition.name, 'log-start');
  }

  /** What the replication-offset-checkpoint would say. */
  checkpointHighWatermarks(): void {
    this.#options.disk.checkpoint(Array.from(this.#replicas, ({ partition }) => partition));
  }

  close(): void {
    for (const fetcher of this.#fetchers.values()) fetcher.close();
    this.#fetchers.clear();
  }

  #applyTopic(image: MetadataImage, topic: TopicImage): void {
    const { id } = this.#broker;
    this.#dropTopic(topic.name, topic);
    for (const partition of topic.partitions) {
      if (partition.replicas.includes(id)) this.#applyPartition(image, topic, partition);
    }
  }

  #applyPartition(image: MetadataImage, topic: TopicImage, state: PartitionImage): void {
    const replica = this.#replicas.get(topic.name, state.partition) ?? this.#make(image, topic, state);
    const { partition } = replica;
    const before = partition.image;
    const isNew = partition.update(state, this.#broker.clock.nowUs);
    const kind =
      state.leader === this.#broker.id ? 'become-leader' : state.leader < 0 ? 'leader-lost' : 'become-follower';
    const changed = before.leader !== state.leader || before.leaderEpoch !== state.leaderEpoch;
    this.#chart(replica, kind);
    if (isNew) this.#options.onLeadership(partition, true);
    else if (changed && !partition.isLeader) this.#options.onLeadership(partition, false);
    if (changed) this.#broker.purgatory.check(partition.name, 'leader');
    this.#advance(partition);
    this.#broker.purgatory.check(partition.name, 'high-watermark');
  }

  #make(image: MetadataImage, topic: TopicImage, state: PartitionImage): Replica {
    const { disk } = this.#options;
    const { id, config } = this.#broker;
    const configs = topicConfigs(image, topic.name);
    const log = disk.logOf(topic.name, state.partition, topic.topicId, config.logConfig(configs), this.#broker.nowMs());
    const rules = this.#rules(topic.name);
    // A partition epoch below any: `update` takes the state over as news.
    const blank = { ...state, leader: -1, leaderEpoch: state.leaderEpoch - 1, partitionEpoch: -1 };
    const highWatermark = this.#checkpointed.get(partitionName(topic.name, state.partition)) ?? 0;
    const partition = new Partition(topic.name, topic.topicId, id, log, blank, rules, highWatermark);
    const replica = { partition, chart: new ReplicaChart() };
    this.#replicas.add(replica);
    return replica;
  }

  #rules(topic: string): PartitionRulesHere {
    const { config } = this.#broker;
    const { minInsyncReplicas } = config.logConfig(topicConfigs(this.#broker.image, topic));
    return {
      minInsyncReplicas,
      lagTimeMaxUs: config.int('replica.lag.time.max.ms') * US_PER_MS,
      isEligible: (id) => mayLead(this.#broker.image, id),
    };
  }

  /** Settings of brokers are those of topics that have none of their own. */
  #configureAll(image: MetadataImage, changed: MetadataDelta['configs']): void {
    const ofBrokers = [...changed].some((resource) => !resource.startsWith(TOPIC_RESOURCE));
    for (const { partition } of this.#replicas) {
      if (ofBrokers || changed.has(`${TOPIC_RESOURCE}${partition.topic}`)) this.#configure(image, partition);
    }
  }

  #configure(image: MetadataImage, partition: Partition): void {
    partition.log.updateConfig(this.#broker.config.logConfig(topicConfigs(image, partition.topic)));
    partition.rules = this.#rules(partition.topic);
    this.#advance(partition);
  }

  /** Replicas of this topic that are not here any more; all of them, when it is deleted or made anew. */
  #dropTopic(name: string, topic: TopicImage | null): void {
    for (const replica of this.#replicas) {
      const { partition } = replica;
      if (partition.topic !== name) continue;
      const stays =
        topic?.topicId === partition.topicId &&
        topic.partitions[partition.partition]?.replicas.includes(this.#broker.id) === true;
      if (stays) continue;
      this.#replicas.delete(replica);
      this.logs.deleteLater(partition);
      this.#checkpointed.delete(partitionName(name, partition.partition));
      if (partition.isLeader) this.#options.onLeadership(partition, false);
      // What waited for it would else run into its timeout. Kafka: completeDelayedOperationsWhenNotPartitionLeader.
      partition.leave();
      this.#broker.purgatory.check(partition.name, 'leader');
    }
  }

  #advance(partition: Partition): void {
    if (partition.advanceHighWatermark(this.#broker.clock.nowUs)) this.#highWatermarkMoved(partition);
  }

  #truncated(partition: Partition): void {
    this.#journal.truncated(partition);
    this.logs.truncated(partition);
  }

  #highWatermarkMoved(moved: Partition): void {
    this.#journal.highWatermark(moved);
    this.#broker.purgatory.check(moved.name, 'high-watermark');
  }

  #chart(
    replica: Replica | undefined,
    type: 'become-leader' | 'become-follower' | 'leader-lost' | 'diverged' | 'truncated',
  ): void {
    if (replica?.chart.send({ type }) === true) this.#journal.state(replica.partition, replica.chart);
  }

  /** One fetcher for each leader that has something we follow. */
  #follow(): void {
    const byLeader = new Map<BrokerId, Partition[]>();
    for (const leader of this.#fetchers.keys()) byLeader.set(leader, []);
    for (const { partition } of this.#replicas) {
      const { leader } = partition.image;
      if (partition.isLeader || leader < 0) continue;
      const list = byLeader.get(leader);
      if (list === undefined) byLeader.set(leader, [partition]);
      else list.push(partition);
    }
    for (const [leader, partitions] of byLeader) {
      const fetcher = this.#fetchers.get(leader) ?? this.#options.fetcherOf(leader);
      this.#fetchers.set(leader, fetcher);
      fetcher.follow(partitions);
    }
  }
}
