import type {
  BatchSummary,
  GroupMember,
  MessageDetails,
  PartitionState,
  SimEvent,
  SimEventBody,
} from '../../src/contract/event';
import { brokerEndpoint, processEndpoint, type BrokerId, type EndpointId, type Us } from '../../src/contract/ids';
import type { ProgramSpec, Scenario } from '../../src/contract/scenario';

/**
 * A made-up run for tests of what is on the screen: events as the simulation would journal them, without it. Producers
 * send, leaders append, followers copy, high watermarks advance, readers fetch, take their time, commit.
 */
export interface RunOptions {
  readonly brokers?: number;
  readonly partitions?: number;
  /** Replicas of each partition, preferred leader first; by default one copy on the next broker. */
  readonly assignment?: readonly (readonly BrokerId[])[];
  readonly producers?: number;
  readonly readers?: number;
  readonly untilUs?: Us;
  readonly hopUs?: Us;
  /** Between two sends of one producer. */
  readonly everyUs?: Us;
  /** A reader's work for one record. */
  readonly workUs?: Us;
  /** Records a batch: 1 to this. */
  readonly batchMax?: number;
  readonly seed?: number;
}

export const TOPIC = 'Topic-A';
export const GROUP = 'billing';
/** Pairs of keys that share a partition, as murmur2 has it for three partitions in the drawings. */
const KEYS = [
  ['cesar', 'dmitri'],
  ['anna', 'elena'],
  ['bella', 'felix'],
  ['greta', 'hugo'],
] as const;

export const PROGRAMS: readonly ProgramSpec[] = [
  { name: 'checkout', entry: 'checkout.ts', role: 'producer' },
  { name: 'billing', entry: 'billing.ts', role: 'consumer' },
];

export const scenarioOf = (options: RunOptions = {}): Scenario => ({
  id: 'made-up',
  brokers: Array.from({ length: options.brokers ?? 3 }, (_, index) => ({ id: index + 1 })),
  links: { clientUs: options.hopUs ?? 300_000, brokerUs: options.hopUs ?? 200_000 },
  topics: [],
});

export function madeUpRun(options: RunOptions = {}): SimEvent[] {
  return new Run(options).play();
}

interface Log {
  readonly batches: BatchSummary[];
  end: number;
}

class Run {
  private readonly events: SimEvent[] = [];
  private readonly agenda: { atUs: Us; order: number; act: () => void }[] = [];
  private readonly logs: { leader: Log; follower: Log; highWatermark: number; reading: boolean; read: number }[] = [];
  private readonly assignment: readonly (readonly BrokerId[])[];
  private readonly readerOf: number[] = [];
  private nowUs: Us = 0;
  private messages = 0;
  private ordered = 0;
  private state: number;

  constructor(private readonly options: RunOptions) {
    this.state = options.seed ?? 7;
    const brokers = options.brokers ?? 3;
    this.assignment =
      options.assignment ??
      Array.from({ length: options.partitions ?? 3 }, (_, p) => [(p % brokers) + 1, ((p + 1) % brokers) + 1]);
  }

  play(): SimEvent[] {
    this.begin();
    const producers = this.options.producers ?? 2;
    for (let n = 1; n <= producers; n += 1) this.later(200_000 + n * 130_000, () => this.startProducer(n));
    const readers = this.options.readers ?? 4;
    for (let n = 1; n <= readers; n += 1) this.later(400_000 + n * 50_000, () => this.startProcess('billing', n));
    if (readers > 0) this.later(700_000, () => this.rebalance(readers, 'PreparingRebalance'));
    if (readers > 0) this.later(1_500_000, () => this.rebalance(readers, 'Stable'));
    const untilUs = this.options.untilUs ?? 12_480_000;
    for (;;) {
      this.agenda.sort((a, b) => a.atUs - b.atUs || a.order - b.order);
      const next = this.agenda.shift();
      if (next === undefined || next.atUs > untilUs) return this.events;
      this.nowUs = next.atUs;
      next.act();
    }
  }

  private begin(): void {
    for (let id = 1; id <= (this.options.brokers ?? 3); id += 1) {
      this.emit({ type: 'broker-state', broker: id, state: 'Running' });
    }
    this.emit({ type: 'controller-changed', broker: 1, epoch: 1 });
    const partitions = this.assignment.map((replicas, partition): PartitionState => ({
      partition,
      replicas,
      isr: replicas,
      leader: replicas[0] ?? -1,
      leaderEpoch: 0,
    }));
    this.emit({
      type: 'topic-created',
      topic: TOPIC,
      topicId: 'm3V1kQyTQ0uYd0cT7vPzkw',
      internal: false,
      configs: {},
      partitions,
    });
    for (const _ of partitions) {
      this.logs.push({
        leader: { batches: [], end: 0 },
        follower: { batches: [], end: 0 },
        highWatermark: 0,
        reading: false,
        read: 0,
      });
    }
  }

  private startProcess(program: string, instance: number): void {
    this.emit({
      type: 'process',
      process: `${program}-${instance}`,
      program,
      instance,
      state: 'running',
      reason: null,
    });
  }

  private startProducer(instance: number): void {
    this.startProcess('checkout', instance);
    const everyUs = this.options.everyUs ?? 700_000;
    const send = (): void => {
      this.produce(`checkout-${instance}`);
      this.later(everyUs, send);
    };
    this.later(50_000, send);
  }

  private produce(process: string): void {
    const partition = this.pick(this.assignment.length);
    const pair = KEYS[partition % KEYS.length] ?? KEYS[0];
    const count = 1 + this.pick(this.options.batchMax ?? 2);
    const keys = Array.from({ length: count }, () => pair[this.pick(2)] ?? pair[0]);
    const sizes = keys.map(() => 30 + this.pick(7) ** 4);
    const bytes = 61 + sizes.reduce((sum, size) => sum + size, 0);
    const batch: BatchSummary = {
      topic: TOPIC,
      partition,
      baseOffset: -1,
      count,
      bytes,
      keys: keys.slice(0, 16),
      sizes: sizes.slice(0, 16),
    };
    const leader = this.leaderOf(partition);
    const [from, to] = [processEndpoint(process), brokerEndpoint(leader)];
    const id = this.message('request', 'Produce', 11, from, to, [batch], { acks: -1 }, () =>
      this.append(batch, id, from),
    );
  }

  private append(sent: BatchSummary, messageId: number, producer: EndpointId): void {
    const { partition } = sent;
    const log = this.logs[partition];
    if (log === undefined) return;
    const leader = this.leaderOf(partition);
    const batch = { ...sent, baseOffset: log.leader.end };
    log.leader.batches.push(batch);
    log.leader.end += batch.count;
    this.emit({ type: 'batch-appended', ...batch, broker: leader, role: 'leader', leaderEpoch: 0, messageId });
    const committed = (): void => {
      log.highWatermark = batch.baseOffset + batch.count;
      this.emit({ type: 'high-watermark', broker: leader, topic: TOPIC, partition, offset: log.highWatermark });
      const answered = { acks: -1, partitions: [{ topic: TOPIC, partition, offset: batch.baseOffset }] };
      this.message('response', 'Produce', 11, brokerEndpoint(leader), producer, [], answered, () => undefined);
      this.serve(partition);
    };
    const follower = this.assignment[partition]?.[1];
    if (follower === undefined) return committed();
    this.later(60_000, () => {
      const details: MessageDetails = {
        replica: true,
        partitions: [{ topic: TOPIC, partition, offset: batch.baseOffset, highWatermark: log.highWatermark }],
      };
      const id = this.message(
        'response',
        'Fetch',
        17,
        brokerEndpoint(leader),
        brokerEndpoint(follower),
        [batch],
        details,
        () => {
          log.follower.end += batch.count;
          this.emit({
            type: 'batch-appended',
            ...batch,
            broker: follower,
            role: 'follower',
            leaderEpoch: 0,
            messageId: id,
          });
          this.message(
            'request',
            'Fetch',
            17,
            brokerEndpoint(follower),
            brokerEndpoint(leader),
            [],
            { replica: true },
            committed,
          );
        },
      );
    });
  }

  /** The leader answers the waiting reader, if there is one and it has something to read. */
  private serve(partition: number): void {
    const log = this.logs[partition];
    const reader = this.readerOf[partition];
    if (log === undefined || reader === undefined || log.reading) return;
    const batches = log.leader.batches
      .filter((each) => each.baseOffset >= log.read && each.baseOffset < log.highWatermark)
      .slice(0, 1);
    const [batch] = batches;
    if (batch === undefined) return;
    log.reading = true;
    const process = `billing-${reader}`;
    const details = {
      partitions: [{ topic: TOPIC, partition, offset: batch.baseOffset, highWatermark: log.highWatermark }],
    };
    this.message(
      'response',
      'Fetch',
      12,
      brokerEndpoint(this.leaderOf(partition)),
      processEndpoint(process),
      batches,
      details,
      () => {
        this.later(batch.count * (this.options.workUs ?? 500_000), () =>
          this.commit(partition, process, batch.baseOffset + batch.count),
        );
      },
    );
  }

  private commit(partition: number, process: string, offset: number): void {
    const log = this.logs[partition];
    if (log === undefined) return;
    const coordinator = brokerEndpoint(this.options.brokers ?? 3);
    this.message('request', 'OffsetCommit', 5, processEndpoint(process), coordinator, [], { group: GROUP }, () => {
      this.emit({
        type: 'offset-committed',
        group: GROUP,
        topic: TOPIC,
        partition,
        offset,
        memberId: `${process}-5f0a91c2`,
      });
    });
    log.read = offset;
    log.reading = false;
    this.serve(partition);
  }

  private rebalance(readers: number, state: 'PreparingRebalance' | 'Stable'): void {
    const members: GroupMember[] = [];
    for (let n = 1; n <= readers; n += 1) {
      const mine = this.assignment.map((_, p) => p).filter((p) => p % readers === n - 1);
      const assignment = state === 'Stable' && mine.length > 0 ? [{ topic: TOPIC, partitions: mine }] : [];
      members.push({ memberId: `billing-${n}-5f0a91c2`, clientId: 'billing', process: `billing-${n}`, assignment });
      if (state === 'Stable') for (const p of mine) this.readerOf[p] = n;
    }
    this.emit({
      type: 'group',
      group: GROUP,
      coordinator: this.options.brokers ?? 3,
      state,
      generation: state === 'Stable' ? 4 : 3,
      protocol: 'RoundRobinAssigner',
      leader: members[0]?.memberId ?? null,
      members,
      reason: 'member joined',
    });
    if (state === 'Stable') this.assignment.forEach((_, p) => this.serve(p));
  }

  private message(
    kind: 'request' | 'response',
    api: string,
    apiVersion: number,
    from: EndpointId,
    to: EndpointId,
    batches: readonly BatchSummary[],
    details: MessageDetails,
    arrived: () => void,
  ): number {
    this.messages += 1;
    const id = this.messages;
    const hopUs = this.options.hopUs ?? 300_000;
    const bytes = 80 + batches.reduce((sum, batch) => sum + batch.bytes, 0);
    this.emit({
      type: 'message',
      id,
      kind,
      api,
      apiVersion,
      correlationId: id,
      connection: 1,
      from,
      to,
      bytes,
      arrivesAtUs: this.nowUs + hopUs,
      requestId: null,
      batches,
      details,
    });
    this.later(hopUs, arrived);
    return id;
  }

  private leaderOf(partition: number): BrokerId {
    return this.assignment[partition]?.[0] ?? 1;
  }

  private emit(body: SimEventBody): void {
    this.events.push({ ...body, atUs: this.nowUs, seq: this.events.length });
  }

  private later(us: Us, act: () => void): void {
    this.ordered += 1;
    this.agenda.push({ atUs: this.nowUs + us, order: this.ordered, act });
  }

  /** 0 to below `count`; the same numbers in every run with this seed. */
  private pick(count: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) >>> 0;
    return Math.floor((this.state / 2 ** 32) * count);
  }
}
