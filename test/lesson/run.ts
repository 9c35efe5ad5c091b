import type { GroupMember, SimEvent, SimEventBody } from '../../src/contract/event';
import { US_PER_SECOND } from '../../src/contract/ids';
import type { Scenario } from '../../src/contract/scenario';
import type { Check, Report } from '../../src/lesson/checks/check';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import type { View } from '../../src/view/view';

export const TOPIC = 'Topic-A';
export const GROUP = 'readers';

const SCENARIO: Scenario = {
  id: 'by-hand',
  brokers: [{ id: 1 }, { id: 2 }],
  links: { clientUs: 1, brokerUs: 1 },
  topics: [],
};

/** A journal made by hand, event by event, and the views after each: what checks are fed with. */
export class ByHand {
  readonly told: { readonly view: View; readonly event: SimEvent }[] = [];
  #view = emptyView(SCENARIO, [
    { name: 'producer', entry: 'producer.ts', role: 'producer' },
    { name: 'consumer', entry: 'consumer.ts', role: 'consumer' },
  ]);
  #atUs = 0;

  /** From now on it is so many seconds. */
  at(seconds: number): this {
    this.#atUs = Math.round(seconds * US_PER_SECOND);
    return this;
  }

  tell(body: SimEventBody): this {
    const event: SimEvent = { ...body, atUs: this.#atUs, seq: this.told.length };
    this.#view = fold(this.#view, event);
    this.told.push({ view: this.#view, event });
    return this;
  }

  topic(partitions: number): this {
    return this.tell({
      type: 'topic-created',
      topic: TOPIC,
      topicId: 'm3V1kQyTQ0uYd0cT7vPzkw',
      internal: false,
      configs: {},
      partitions: Array.from({ length: partitions }, (_, partition) => ({
        partition,
        replicas: [1, 2],
        isr: [1, 2],
        leader: 1,
        leaderEpoch: 0,
      })),
    });
  }

  /** One batch on the leader, which readers do not see yet. */
  append(partition: number, baseOffset: number, count: number): this {
    const batch = { topic: TOPIC, partition, baseOffset, count, bytes: 100, keys: [], sizes: [] };
    return this.tell({ type: 'batch-appended', broker: 1, role: 'leader', leaderEpoch: 0, messageId: null, ...batch });
  }

  /** The high watermark as one broker has it. */
  watermark(partition: number, offset: number, broker = 1): this {
    return this.tell({ type: 'high-watermark', broker, topic: TOPIC, partition, offset });
  }

  /** So many records on each of the partitions, for all to read. */
  records(partitions: number, count: number): this {
    this.topic(partitions);
    for (let p = 0; p < partitions; p++) this.append(p, 0, count).watermark(p, count);
    return this;
  }

  process(
    process: string,
    state: 'running' | 'stopping' | 'exited' | 'crashed' | 'killed',
    reason: string | null = null,
  ): this {
    const [program = '', instance = '1'] = process.split('-');
    return this.tell({ type: 'process', process, program, instance: Number(instance), state, reason });
  }

  /** The group, and what each of its processes owns: `{ 'consumer-1': [0, 1] }`. */
  group(
    state: 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead',
    generation: number,
    owned: Readonly<Record<string, readonly number[]>>,
    group = GROUP,
  ): this {
    const members = Object.entries(owned).map(([process, partitions]): GroupMember => ({
      memberId: `reader-${process}-g`,
      clientId: 'reader',
      process,
      assignment: partitions.length === 0 ? [] : [{ topic: TOPIC, partitions }],
    }));
    return this.tell({
      type: 'group',
      group,
      coordinator: 1,
      state,
      generation,
      protocol: 'RoundRobinAssigner',
      leader: members[0]?.memberId ?? null,
      members,
      reason: 'by hand',
    });
  }

  /** Readers 1 to n run, and share the partitions of a Stable group in turn. */
  readers(n: number, partitions: number, generation = n): this {
    const owned: Record<string, number[]> = {};
    for (let i = 1; i <= n; i++) {
      this.process(`consumer-${i}`, 'running');
      owned[`consumer-${i}`] = [];
    }
    for (let p = 0; p < partitions; p++) owned[`consumer-${(p % n) + 1}`]?.push(p);
    return this.group('Stable', generation, owned);
  }

  read(process: string, partition: number, offset: number, name = 'read'): this {
    return this.tell({ type: 'effect', process, name, data: JSON.stringify({ topic: TOPIC, partition, offset }) });
  }
}

/** What a check says of a whole journal. */
export function judge<Args, State>(check: Check<Args, State>, args: Args, run: ByHand): Report {
  let state = check.start(args);
  for (const { view, event } of run.told) state = check.step(state, args, view, event);
  return check.report(state, args);
}
