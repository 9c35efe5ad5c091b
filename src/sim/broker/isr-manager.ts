import type { BrokerId } from '../../contract/ids';
import { ERROR } from '../protocol/errors';
import type { AlterPartitionResponse } from '../protocol/messages/alter-partition';
import { apiByName } from '../protocol/registry';
import type { ControllerChannel } from './controller-channel';
import type { IsrWish, Partition } from './partition';

const ALTER_PARTITION_VERSION = 3;

export interface IsrManagerOptions {
  readonly id: BrokerId;
  readonly channel: ControllerChannel;
  readonly brokerEpoch: () => number;
  readonly epochOf: (broker: BrokerId) => number;
  /** The ISR of this partition is another now, or stays: high watermarks may move, requests may be answered. */
  readonly onSettled: (partition: Partition) => void;
}

interface Item {
  readonly partition: Partition;
  readonly wish: IsrWish;
}

/**
 * Carries leaders' wishes for another ISR to the controller: one request at a time, and in it all that has gathered
 * meanwhile, so that a broker's return, which moves the ISR of many partitions, is no queue of requests.
 * Kafka: DefaultAlterPartitionManager.
 */
export class IsrManager {
  readonly #options: IsrManagerOptions;
  #unsent: Item[] = [];
  #isUnderWay = false;

  constructor(options: IsrManagerOptions) {
    this.#options = options;
  }

  submit(partition: Partition, wish: IsrWish): void {
    this.#unsent.push({ partition, wish });
    this.#propagate();
  }

  #propagate(): void {
    // What was overtaken by news from the controller need not be asked any more.
    const items = this.#unsent.filter(({ partition, wish }) => partition.pendingIsr === wish);
    if (this.#isUnderWay || items.length === 0) return;
    this.#unsent = [];
    this.#isUnderWay = true;
    const { channel } = this.#options;
    channel.request(apiByName('AlterPartition'), ALTER_PARTITION_VERSION, this.#request(items), (response) => {
      this.#isUnderWay = false;
      for (const { partition, wish } of items) {
        if (partition.pendingIsr !== wish) continue;
        partition.isrAnswered(granted(response, partition));
        this.#options.onSettled(partition);
      }
      this.#propagate();
    });
  }

  #request(items: readonly Item[]) {
    const { id, brokerEpoch, epochOf } = this.#options;
    const topics = new Map<string, Item[]>();
    for (const item of items) {
      const own = topics.get(item.partition.topicId);
      if (own === undefined) topics.set(item.partition.topicId, [item]);
      else own.push(item);
    }
    return {
      brokerId: id,
      brokerEpoch: brokerEpoch(),
      topics: [...topics].map(([topicId, own]) => ({
        topicId,
        partitions: own.map(({ partition, wish }) => ({
          partitionIndex: partition.partition,
          leaderEpoch: wish.leaderEpoch,
          newIsrWithEpochs: wish.isr.map((broker) => ({ brokerId: broker, brokerEpoch: epochOf(broker) })),
          leaderRecoveryState: 0,
          partitionEpoch: wish.partitionEpoch,
        })),
      })),
    };
  }
}

function granted({ errorCode, topics }: AlterPartitionResponse, { topicId, partition }: Partition) {
  const answer = topics
    .find((topic) => topic.topicId === topicId)
    ?.partitions.find((each) => each.partitionIndex === partition);
  if (errorCode !== ERROR.NONE || answer === undefined || answer.errorCode !== ERROR.NONE) return null;
  const { leaderId: leader, leaderEpoch, isr, partitionEpoch } = answer;
  return { leader, leaderEpoch, isr, partitionEpoch };
}
