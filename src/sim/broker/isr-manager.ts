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

/** Carries leaders' wishes for another ISR to the controller. Kafka: AlterPartitionManager. */
export class IsrManager {
  readonly #options: IsrManagerOptions;

  constructor(options: IsrManagerOptions) {
    this.#options = options;
  }

  submit(partition: Partition, wish: IsrWish): void {
    const { id, channel, brokerEpoch, epochOf } = this.#options;
    const request = {
      brokerId: id,
      brokerEpoch: brokerEpoch(),
      topics: [
        {
          topicId: partition.topicId,
          partitions: [
            {
              partitionIndex: partition.partition,
              leaderEpoch: wish.leaderEpoch,
              newIsrWithEpochs: wish.isr.map((broker) => ({ brokerId: broker, brokerEpoch: epochOf(broker) })),
              leaderRecoveryState: 0,
              partitionEpoch: wish.partitionEpoch,
            },
          ],
        },
      ],
    };
    channel.request(apiByName('AlterPartition'), ALTER_PARTITION_VERSION, request, (response) => {
      if (partition.pendingIsr !== wish) return;
      partition.isrAnswered(granted(response));
      this.#options.onSettled(partition);
    });
  }
}

function granted({ errorCode, topics }: AlterPartitionResponse) {
  const answer = topics[0]?.partitions[0];
  if (errorCode !== ERROR.NONE || answer === undefined || answer.errorCode !== ERROR.NONE) return null;
  const { leaderId: leader, leaderEpoch, isr, partitionEpoch } = answer;
  return { leader, leaderEpoch, isr, partitionEpoch };
}
