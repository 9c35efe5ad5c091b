import { epochMsAt, type BrokerId, type Us } from '../../contract/ids';
import { decodeRecords, encodeBatch, readBatchHeader } from '../protocol/record-batch';
import { PartitionLog } from '../storage/partition-log';
import type { MetadataRecord } from './metadata-records';
import { fromBytes, toBytes } from './record-bytes';

export const METADATA_TOPIC = '__cluster_metadata';
/** The id of every cluster's metadata topic: (0, 1). */
export const METADATA_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';

/** One append: records that were decided together. */
export interface MetadataBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly epoch: number;
  readonly bytes: Uint8Array;
  readonly records: readonly MetadataRecord[];
}

/**
 * One node's copy of __cluster_metadata-0: batches as they came, and how far a majority has them. On the active
 * controller it also knows how far each voter has come. Kafka: KafkaMetadataLog, LeaderState.
 */
export class MetadataLog {
  /** The files of __cluster_metadata-0. */
  readonly log: PartitionLog;
  /** False on a disk that took the place of a lost one, until it has been told everything that is committed. */
  mayVote = true;
  #batches: MetadataBatch[] = [];
  #highWatermark = 0;
  #voterEnds = new Map<BrokerId, number>();

  constructor(nowMs = 0) {
    this.log = new PartitionLog({ topicId: METADATA_TOPIC_ID, nowMs });
  }

  get endOffset(): number {
    return (this.#batches.at(-1)?.lastOffset ?? -1) + 1;
  }

  /** Everything below is on a majority of the voters, and counts. */
  get highWatermark(): number {
    return this.#highWatermark;
  }

  get lastEpoch(): number {
    return this.#batches.at(-1)?.epoch ?? 0;
  }

  get batches(): readonly MetadataBatch[] {
    return this.#batches;
  }

  /** On the active controller: writes records of this epoch. */
  write(records: readonly MetadataRecord[], epoch: number, nowUs: Us): MetadataBatch {
    const baseOffset = this.endOffset;
    const timestampMs = epochMsAt(nowUs);
    const bytes = encodeBatch({
      baseOffset,
      leaderEpoch: epoch,
      records: records.map((record) => ({ key: null, value: toBytes(record), timestampMs })),
    });
    return this.#append({ baseOffset, lastOffset: baseOffset + records.length - 1, epoch, bytes, records });
  }

  /** On a follower: what a fetch brought. Throws RangeError for a batch that does not begin at the end. */
  take(bytes: Uint8Array, baseOffset: number, epoch: number): MetadataBatch {
    if (baseOffset !== this.endOffset) throw new RangeError(`metadata batch ${baseOffset} at end ${this.endOffset}`);
    const records = decodeRecords(bytes).map(({ value }) => fromBytes(value ?? new Uint8Array(0)));
    return this.#append({ baseOffset, lastOffset: baseOffset + records.length - 1, epoch, bytes, records });
  }

  /** Batches from the one that holds the offset. */
  from(offset: number): readonly MetadataBatch[] {
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#batches[middle] as MetadataBatch).lastOffset < offset) low = middle + 1;
      else high = middle;
    }
    return this.#batches.slice(low);
  }

  /** Where the last batch of this epoch or an older one ends, and that epoch: what a follower's log is compared with. */
  endOf(epoch: number): { readonly epoch: number; readonly endOffset: number } {
    for (let i = this.#batches.length - 1; i >= 0; i--) {
      const batch = this.#batches[i] as MetadataBatch;
      if (batch.epoch <= epoch) return { epoch: batch.epoch, endOffset: batch.lastOffset + 1 };
    }
    return { epoch: 0, endOffset: 0 };
  }

  truncateTo(offset: number): void {
    this.#batches = this.#batches.filter(({ lastOffset }) => lastOffset < offset);
    this.log.truncateTo(this.endOffset);
  }

  learnHighWatermark(highWatermark: number): boolean {
    const learnt = Math.min(highWatermark, this.endOffset);
    if (learnt <= this.#highWatermark) return false;
    this.#highWatermark = learnt;
    return true;
  }

  /** On the active controller, when it begins: nothing is known of the others. */
  resetVoters(): void {
    this.#voterEnds.clear();
  }

  /** A voter's fetch says how far it has come. */
  recordVoter(voter: BrokerId, endOffset: number): void {
    this.#voterEnds.set(voter, endOffset);
  }

  /** Moves the high watermark to where a majority of the voters is; the node itself counts with its end. True if it moved. */
  advance(self: BrokerId, voters: readonly BrokerId[]): boolean {
    const ends = voters.map((id) => (id === self ? this.endOffset : (this.#voterEnds.get(id) ?? 0)));
    ends.sort((a, b) => b - a);
    return this.learnHighWatermark(ends[Math.floor(voters.length / 2)] ?? 0);
  }

  #append(batch: MetadataBatch): MetadataBatch {
    this.#batches.push(batch);
    const { baseOffset, lastOffset, epoch, bytes, records } = batch;
    const { maxTimestamp } = readBatchHeader(bytes);
    const summary = {
      topic: METADATA_TOPIC,
      partition: 0,
      baseOffset,
      count: records.length,
      bytes: bytes.length,
      keys: [],
      sizes: [],
    };
    this.log.append({ baseOffset, lastOffset, maxTimestamp, leaderEpoch: epoch, bytes, summary }, maxTimestamp);
    // A voter's records count once they are on its disk.
    this.log.flush();
    return batch;
  }
}
