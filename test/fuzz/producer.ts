import { epochMsAt } from '../../src/contract/ids';
import type { TopicSpec } from '../../src/contract/scenario';
import type { Prng } from '../../src/sim/cluster/prng';
import { encodeBatch } from '../../src/sim/protocol/record-batch';
import type { World } from '../support/world';
import { FuzzClient } from './client';
import type { ProducerPlan } from './plan';

/** A record that its producer was told is written. */
export interface Acknowledged {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Unique in the run. */
  readonly value: string;
}

interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly sequence: number;
  readonly value: string;
}

/**
 * A producer with acks=all, one request in flight, that sends a batch again until it is acknowledged, as any client
 * does. It asks for the leader when it does not know better.
 */
export class FuzzProducer extends FuzzClient {
  readonly acknowledged: Acknowledged[] = [];
  /** In the order in which they were first sent, by partition. */
  readonly sent = new Map<string, string[]>();
  readonly #plan: ProducerPlan;
  readonly #topics: readonly TopicSpec[];
  readonly #name: string;
  readonly #sequences = new Map<string, number>();
  #producerId = -1;
  #batch: Batch | null = null;
  #count = 0;

  constructor(world: World, name: string, plan: ProducerPlan, topics: readonly TopicSpec[], random: Prng) {
    super(world, random);
    this.#name = name;
    this.#plan = plan;
    this.#topics = topics;
  }

  get isIdempotent(): boolean {
    return this.#plan.idempotent;
  }

  /** Called often. With `mayBegin` false it only finishes what it has begun. */
  tick(mayBegin: boolean): void {
    if (!this.isFree()) return;
    if (this.#batch === null && !mayBegin) return;
    this.#batch ??= this.#draw();
    const leader = this.leaders.get(`${this.#batch.topic}-${this.#batch.partition}`);
    if (leader === undefined) this.askForLeaders();
    else if (this.#plan.idempotent && this.#producerId < 0) this.#askForId(leader);
    else this.#produce(leader, this.#batch);
  }

  #draw(): Batch {
    const topic = this.#topics[this.random.nextInt(this.#topics.length)] as TopicSpec;
    const partition = this.random.nextInt(topic.partitions);
    const name = `${topic.name}-${partition}`;
    const sequence = this.#sequences.get(name) ?? 0;
    this.#sequences.set(name, sequence + 1);
    const value = `${this.#name}:${this.#count++}`;
    this.sent.set(name, [...(this.sent.get(name) ?? []), value]);
    return { topic: topic.name, partition, sequence, value };
  }

  #askForId(broker: number): void {
    const request = { transactionalId: null, transactionTimeoutMs: 60_000 };
    this.ask(broker, 'InitProducerId', 4, request, ({ errorCode, producerId }) => {
      if (errorCode === 0) this.#producerId = producerId;
    });
  }

  #produce(broker: number, { topic, partition, sequence, value }: Batch): void {
    const identity = this.#plan.idempotent
      ? { producerId: this.#producerId, producerEpoch: 0, baseSequence: sequence }
      : {};
    const record = { key: null, value: new TextEncoder().encode(value), timestampMs: epochMsAt(this.nowUs) };
    const records = encodeBatch({ ...identity, records: [record] });
    const topicData = [{ name: topic, partitionData: [{ index: partition, records }] }];
    this.ask(broker, 'Produce', 8, { acks: -1, timeoutMs: 2000, topicData }, ({ responses }) => {
      const result = responses[0]?.partitionResponses[0];
      if (result?.errorCode !== 0) {
        this.leaders.delete(`${topic}-${partition}`);
        return this.pause();
      }
      this.acknowledged.push({ topic, partition, offset: result.baseOffset, value });
      this.#batch = null;
      this.pause(this.#plan.everyMs * 1000);
    });
  }
}
