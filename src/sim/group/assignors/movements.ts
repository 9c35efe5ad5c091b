import { partitionName } from '../../../contract/ids';
import type { TopicPartition } from '../offsets';

interface Movement {
  readonly partition: TopicPartition;
  readonly from: string;
  readonly to: string;
}

/**
 * What has moved from where to where while an assignment is balanced. Two members do not swap partitions of a topic:
 * rather than to take one back and give another, the one that was given comes back.
 */
export class Movements {
  readonly #moved = new Map<string, Movement>();

  /** The partition to move in place of this one. */
  instead(partition: TopicPartition, from: string, to: string): TopicPartition {
    const origin = this.#moved.get(partitionName(partition.topic, partition.partition))?.from ?? from;
    const opposite = [...this.#moved.values()].filter(
      (one) => one.partition.topic === partition.topic && one.from === to && one.to === origin,
    );
    const [first] = opposite.sort((a, b) => a.partition.partition - b.partition.partition);
    return first?.partition ?? partition;
  }

  note(partition: TopicPartition, from: string, to: string): void {
    const name = partitionName(partition.topic, partition.partition);
    const origin = this.#moved.get(name)?.from ?? from;
    if (origin === to) this.#moved.delete(name);
    else this.#moved.set(name, { partition, from: origin, to });
  }
}
