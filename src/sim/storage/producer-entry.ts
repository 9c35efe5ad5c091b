/** Sequence numbers are int32 and go back to 0 behind the largest. */
const SEQUENCE_MAX = 0x7fff_ffff;
/** Batches of a producer that are remembered: as many as it may have in flight. Kafka: NUM_BATCHES_TO_RETAIN. */
const BATCHES_KEPT = 5;

/** One batch of a producer. Kafka: BatchMetadata. */
export interface ProducerBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly timestampMs: number;
}

/** What a partition knows of one idempotent producer. Kafka: ProducerStateEntry. */
export interface ProducerEntry {
  readonly producerId: number;
  /** -1: none seen. */
  readonly producerEpoch: number;
  /** Of the last transaction marker, -1 before one. */
  readonly coordinatorEpoch: number;
  readonly lastTimestampMs: number;
  /** Null: no open transaction. */
  readonly currentTxnFirstOffset: number | null;
  /** The last five of this epoch, oldest first. */
  readonly batches: readonly ProducerBatch[];
}

/** `sequence + by`, the way sequence numbers count. */
export function addSequence(sequence: number, by: number): number {
  return sequence > SEQUENCE_MAX - by ? by - (SEQUENCE_MAX - sequence) - 1 : sequence + by;
}

/** `sequence - by`, the way sequence numbers count. */
export function subtractSequence(sequence: number, by: number): number {
  return sequence < by ? SEQUENCE_MAX - (by - sequence) + 1 : sequence - by;
}

export const isNextSequence = (last: number, next: number): boolean =>
  next === last + 1 || (next === 0 && last === SEQUENCE_MAX);

export const emptyEntry = (producerId: number): ProducerEntry => ({
  producerId,
  producerEpoch: -1,
  coordinatorEpoch: -1,
  lastTimestampMs: -1,
  currentTxnFirstOffset: null,
  batches: [],
});

/** Sequence of the last batch, -1 without one. */
export const lastSequence = (entry: ProducerEntry): number => entry.batches.at(-1)?.lastSequence ?? -1;

/** The entry with one batch more; a new epoch forgets the batches of the old one. */
export function withBatch(
  entry: ProducerEntry,
  producerEpoch: number,
  batch: ProducerBatch,
  transactional: boolean,
): ProducerEntry {
  const batches = producerEpoch === entry.producerEpoch ? entry.batches.slice(1 - BATCHES_KEPT) : [];
  return {
    ...entry,
    producerEpoch,
    lastTimestampMs: batch.timestampMs,
    currentTxnFirstOffset: entry.currentTxnFirstOffset ?? (transactional ? batch.firstOffset : null),
    batches: [...batches, batch],
  };
}

/** The entry after a transaction marker: the transaction is over. */
export function withMarker(
  entry: ProducerEntry,
  producerEpoch: number,
  coordinatorEpoch: number,
  timestampMs: number,
): ProducerEntry {
  return {
    ...entry,
    producerEpoch,
    coordinatorEpoch,
    lastTimestampMs: timestampMs,
    currentTxnFirstOffset: null,
    batches: producerEpoch === entry.producerEpoch ? entry.batches : [],
  };
}
