import type { BrokerId, Us } from '../../contract/ids';
import type { Scheduler } from '../cluster/node-clock';
import type { Timer } from '../cluster/clock';
import type { Init } from '../protocol/api';
import { ERROR } from '../protocol/errors';
import type { DescribeQuorumRequest, DescribeQuorumResponse } from '../protocol/messages/describe-quorum';
import type { FetchRequest, FetchResponse } from '../protocol/messages/fetch';
import { applyRecords, type MetadataDelta } from './apply-records';
import { BrokerSessions } from './broker-sessions';
import { Controller, type ControllerResult, type ControllerRules } from './controller';
import { fenceRecords } from './handlers/broker-heartbeat';
import { describeQuorum } from './handlers/describe-quorum';
import type { MetadataImage } from './metadata-image';
import { metadataBatches } from './metadata-batches';
import { METADATA_TOPIC_ID, type MetadataLog } from './metadata-log';
import type { MetadataRecord } from './metadata-records';
import { QuorumProgress } from './quorum-progress';
import { balanceLeaders, electUncleanly } from './partition-control';
import type { ControllerRandom } from './topic-control';

export interface ControllerNodeOptions {
  readonly id: BrokerId;
  readonly voters: readonly BrokerId[];
  readonly clock: Scheduler;
  /** On this node's disk: it outlives the process. */
  readonly log: MetadataLog;
  readonly rules: ControllerRules;
  readonly random: ControllerRandom;
  readonly timing: ControllerTiming;
  /** Committed records have been applied on this node: its broker follows. */
  readonly onCommitted: (delta: MetadataDelta) => void;
}

export interface ControllerTiming {
  readonly sessionTimeoutUs: Us;
  readonly fetchWaitUs: Us;
  readonly leaderBalanceUs: Us;
  readonly autoLeaderRebalance: boolean;
  readonly uncleanElectionUs: Us;
}

interface Waiting {
  readonly endOffset: number;
  readonly answer: () => void;
  /** This node is not the active controller any more. */
  readonly refuse: () => void;
}

interface ParkedFetch {
  readonly fetchOffset: number;
  readonly knownHighWatermark: number;
  readonly answer: () => void;
  readonly timer: Timer;
}

/** Sessions are looked through this many times within a session timeout. Kafka: QuorumController. */
const SESSION_CHECKS = 8;
/** Partitions moved in one run of the leader balance. */
const BALANCE_RECORDS_MAX = 1000;

/**
 * The controller in one node: a copy of the metadata log and the image of what is committed; on the active one also
 * the decisions. Answers wait until a majority of the voters has the records. Kafka: QuorumController, KafkaRaftClient.
 */
export class ControllerNode {
  readonly #options: ControllerNodeOptions;
  #committed: MetadataImage;
  #active: { readonly controller: Controller; readonly epoch: number } | null = null;
  #waiting: Waiting[] = [];
  #fetches = new Set<ParkedFetch>();
  #timers: Timer[] = [];
  readonly #progress = new QuorumProgress();

  constructor(options: ControllerNodeOptions, image: MetadataImage) {
    this.#options = options;
    this.#committed = image;
  }

  get isActive(): boolean {
    return this.#active !== null;
  }

  get epoch(): number {
    return this.#active?.epoch ?? this.#options.log.lastEpoch;
  }

  /** What is committed, as far as this node knows. */
  get image(): MetadataImage {
    return this.#committed;
  }

  /** A process that starts: what it knows to be committed counts again. */
  catchUp(): void {
    this.#applyCommitted();
  }

  /** This node decides from now on, under a new epoch. Kafka: claim. */
  activate(epoch: number): void {
    const { clock, log, rules, random, timing } = this.#options;
    // What is in the log and not committed yet will be: this node has the longest log of a majority.
    const ahead = log.from(this.#committed.endOffset).flatMap(({ records }) => records);
    const image = applyRecords(this.#committed, ahead).image;
    const controller = new Controller(image, new BrokerSessions(timing.sessionTimeoutUs), rules, random);
    controller.adopt(clock.nowUs);
    this.#active = { controller, epoch };
    log.resetVoters();
    this.#progress.reset();
    this.#every(timing.sessionTimeoutUs / SESSION_CHECKS, () => this.#fenceStale());
    if (timing.autoLeaderRebalance) {
      this.#every(timing.leaderBalanceUs, () =>
        this.#write(balanceLeaders(controller.image, rules, BALANCE_RECORDS_MAX)),
      );
    }
    this.#every(timing.uncleanElectionUs, () => this.#write(electUncleanly(controller.image, rules)));
    // The first record of an epoch: with it everything before it is committed.
    this.#write([{ type: 'NoOpRecord' }]);
  }

  /** Another node decides, or this one stops: what waits here is told to ask elsewhere. */
  deactivate(): void {
    this.#active = null;
    for (const timer of this.#timers.splice(0)) timer.cancel();
    const waiting = this.#waiting.splice(0);
    // A process that stands still says so when it goes on; one that is gone says nothing.
    this.#options.clock.after(0, () => {
      for (const { refuse } of waiting) refuse();
    });
    for (const fetch of [...this.#fetches]) this.#release(fetch);
  }

  /**
   * Has something decided. `onDone` gets the answer when the records are committed, or null if this node is not the
   * active controller.
   */
  decide<Response>(
    decision: (controller: Controller, nowUs: Us) => ControllerResult<Response>,
    onDone: (response: Response | null) => void,
  ): void {
    const active = this.#active;
    if (active === null) return onDone(null);
    const { response, records } = decision(active.controller, this.#options.clock.nowUs);
    this.#append(records);
    this.#waiting.push({
      endOffset: this.#options.log.endOffset,
      answer: () => onDone(response),
      refuse: () => onDone(null),
    });
    this.#advance();
  }

  /** A node asks for what follows in the metadata log. */
  fetch(request: FetchRequest, onDone: (response: Init<FetchResponse>) => void): void {
    const asked = request.topics[0]?.partitions[0];
    const active = this.#active;
    if (asked === undefined || active === null) return onDone(failed(ERROR.NOT_LEADER_OR_FOLLOWER));
    const { log, clock, timing, voters } = this.#options;
    const end = log.endOf(asked.lastFetchedEpoch);
    if (end.epoch < asked.lastFetchedEpoch || end.endOffset < asked.fetchOffset) {
      return onDone(diverging(end.epoch, end.endOffset));
    }
    const { replicaId } = request.replicaState;
    if (voters.includes(replicaId)) {
      log.recordVoter(replicaId, asked.fetchOffset);
      this.#advance();
    }
    this.#progress.fetch(replicaId, asked.fetchOffset, log.endOffset, clock.nowUs);
    const parked: ParkedFetch = {
      fetchOffset: asked.fetchOffset,
      knownHighWatermark: Number(asked.highWatermark),
      answer: () => onDone(this.#news(asked.fetchOffset)),
      timer: clock.after(timing.fetchWaitUs, () => this.#release(parked)),
    };
    this.#fetches.add(parked);
    if (this.#hasNews(parked)) this.#release(parked);
  }

  /** Null: this node is not the active controller. */
  describeQuorum(request: DescribeQuorumRequest): Init<DescribeQuorumResponse> | null {
    const active = this.#active;
    if (active === null) return null;
    const { id, voters, log, clock } = this.#options;
    const { endOffset: logEndOffset, highWatermark } = log;
    const { epoch, controller } = active;
    const { nowUs } = clock;
    return describeQuorum(
      {
        leader: id,
        epoch,
        logEndOffset,
        highWatermark,
        voters,
        progress: this.#progress,
        image: controller.image,
        nowUs,
      },
      request,
    );
  }

  /** On a node that follows: what a fetch of the metadata log brought. */
  take(response: FetchResponse): void {
    const { log } = this.#options;
    const answer = response.responses[0]?.partitions[0];
    if (answer === undefined || answer.errorCode !== 0 || this.isActive) return;
    if (answer.divergingEpoch.endOffset >= 0) {
      log.truncateTo(Math.max(answer.divergingEpoch.endOffset, log.highWatermark));
      return;
    }
    for (const batch of metadataBatches(answer.records)) {
      if (batch.baseOffset === log.endOffset) log.take(batch.bytes, batch.baseOffset, batch.leaderEpoch);
    }
    if (log.endOffset >= answer.highWatermark) log.mayVote = true;
    if (log.learnHighWatermark(answer.highWatermark)) this.#applyCommitted();
  }

  /** The process stops. */
  close(): void {
    this.deactivate();
  }

  #write(records: readonly MetadataRecord[]): void {
    if (records.length === 0) return;
    this.#append(records);
    this.#advance();
  }

  #append(records: readonly MetadataRecord[]): void {
    const active = this.#active;
    if (active === null || records.length === 0) return;
    this.#options.log.write(records, active.epoch, this.#options.clock.nowUs);
    active.controller.replay(records);
    this.#wakeFetches();
  }

  /** As far as a majority has come: apply, answer, and tell the others. */
  #advance(): void {
    const { log, id, voters } = this.#options;
    if (log.advance(id, voters)) {
      this.#applyCommitted();
      this.#wakeFetches();
    }
    while (this.#waiting.length > 0 && (this.#waiting[0] as Waiting).endOffset <= log.highWatermark) {
      this.#waiting.shift()?.answer();
    }
  }

  #applyCommitted(): void {
    const { log, onCommitted } = this.#options;
    const records = log
      .from(this.#committed.endOffset)
      .filter(({ lastOffset }) => lastOffset < log.highWatermark)
      .flatMap((batch) => batch.records);
    if (records.length === 0) return;
    const delta = applyRecords(this.#committed, records);
    this.#committed = delta.image;
    onCommitted(delta);
  }

  #hasNews({ fetchOffset, knownHighWatermark }: ParkedFetch): boolean {
    const { log } = this.#options;
    return log.endOffset > fetchOffset || log.highWatermark > knownHighWatermark;
  }

  #wakeFetches(): void {
    for (const parked of [...this.#fetches]) if (this.#hasNews(parked)) this.#release(parked);
  }

  #release(parked: ParkedFetch): void {
    if (!this.#fetches.delete(parked)) return;
    parked.timer.cancel();
    parked.answer();
  }

  #news(fetchOffset: number): Init<FetchResponse> {
    if (this.#active === null) return failed(ERROR.NOT_LEADER_OR_FOLLOWER);
    const { log } = this.#options;
    const batches = log.from(fetchOffset);
    const size = batches.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const records = new Uint8Array(size);
    let at = 0;
    for (const { bytes } of batches) {
      records.set(bytes, at);
      at += bytes.length;
    }
    return answerWith({ errorCode: 0, highWatermark: log.highWatermark, records });
  }

  #fenceStale(): void {
    const active = this.#active;
    if (active === null) return;
    const { sessions, image } = active.controller;
    for (;;) {
      const stale = sessions.staleBroker(this.#options.clock.nowUs);
      if (stale === null) return;
      sessions.send(stale, { type: 'session-expired' });
      const epoch = image.brokers.get(stale)?.epoch ?? -1;
      this.#write(fenceRecords(active.controller, stale, epoch));
    }
  }

  #every(periodUs: Us, action: () => void): void {
    const again = (): void => {
      const timer = this.#options.clock.after(Math.ceil(periodUs), () => {
        this.#timers.splice(this.#timers.indexOf(timer), 1);
        action();
        if (this.#active !== null) again();
      });
      this.#timers.push(timer);
    };
    again();
  }
}

type PartitionAnswer = NonNullable<NonNullable<Init<FetchResponse>['responses']>[number]['partitions']>[number];

const answerWith = (answer: PartitionAnswer): Init<FetchResponse> => ({
  responses: [{ topicId: METADATA_TOPIC_ID, partitions: [{ partitionIndex: 0, ...answer }] }],
});

const failed = (errorCode: number): Init<FetchResponse> => answerWith({ errorCode, highWatermark: -1 });

const diverging = (epoch: number, endOffset: number): Init<FetchResponse> =>
  answerWith({ errorCode: 0, highWatermark: -1, divergingEpoch: { epoch, endOffset } });
