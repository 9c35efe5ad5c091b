import type { BrokerId, Us } from '../../contract/ids';
import type { ControllerStep } from '../config/alter';
import { applyRecords, type MetadataDelta } from './apply-records';
import type { BrokerSessions } from './broker-sessions';
import type { MetadataImage } from './metadata-image';
import type { MetadataRecord } from './metadata-records';
import type { PartitionRules } from './partition-control';
import type { ControllerRandom, TopicDefaults } from './topic-control';

export interface ControllerRules extends PartitionRules {
  readonly topicDefaults: TopicDefaults;
  /** delete.topic.enable. */
  readonly topicDeletionEnabled: boolean;
  /** The controller's own settings: what a topic has that has none of its own. */
  readonly configs: () => Pick<ControllerStep, 'layers' | 'segmentBytesMin'>;
}

/** An answer, and the records that must be in the log of a majority before it is given. Kafka: ControllerResult. */
export interface ControllerResult<Response> {
  readonly response: Response;
  readonly records: readonly MetadataRecord[];
}

/**
 * The active controller's mind: the image as of the last record that it wrote, which may not be committed yet, and
 * when it last heard of each broker. It decides; writing and answering is its node's. Kafka: QuorumController.
 */
export class Controller {
  #image: MetadataImage;

  constructor(
    image: MetadataImage,
    readonly sessions: BrokerSessions,
    readonly rules: ControllerRules,
    readonly random: ControllerRandom,
  ) {
    this.#image = image;
  }

  get image(): MetadataImage {
    return this.#image;
  }

  /** The offset that the next record gets. */
  get nextOffset(): number {
    return this.#image.endOffset;
  }

  /** Takes over what it has just decided. */
  replay(records: readonly MetadataRecord[]): MetadataDelta {
    const delta = applyRecords(this.#image, records);
    this.#image = delta.image;
    return delta;
  }

  isRegistered(broker: BrokerId, epoch: number): boolean {
    return this.#image.brokers.get(broker)?.epoch === epoch;
  }

  /** Brokers that the log has become known to a new active controller: contact counts from now. */
  adopt(nowUs: Us): void {
    for (const { id, fenced, inControlledShutdown } of this.#image.brokers.values()) {
      this.sessions.begin(id, fenced ? 'Fenced' : inControlledShutdown ? 'ControlledShutdown' : 'Unfenced', nowUs);
    }
  }
}
