import { ERROR, type ErrorCode } from '../protocol/errors';
import type { BatchHeader } from '../protocol/batch-header';
import { addSequence, isNextSequence, lastSequence, type ProducerBatch, type ProducerEntry } from './producer-entry';

/** What a leader does with a batch of an idempotent producer. */
export type ProducerCheck =
  | { readonly kind: 'ok' }
  /** It is here already: answered as when it was written, nothing is appended. */
  | { readonly kind: 'duplicate'; readonly batch: ProducerBatch }
  | { readonly kind: 'error'; readonly errorCode: ErrorCode; readonly message: string };

const OK: ProducerCheck = { kind: 'ok' };

type Sequenced = Pick<BatchHeader, 'producerId' | 'producerEpoch' | 'baseSequence' | 'lastOffsetDelta'>;

/**
 * Epoch and sequence rules for a batch that is to begin at `offset`. `where` names the partition in messages.
 * Kafka: UnifiedLog.analyzeAndValidateProducerState, ProducerAppendInfo.
 */
export function checkProducer(
  entry: ProducerEntry | undefined,
  header: Sequenced,
  where: string,
  offset: number,
): ProducerCheck {
  // Without state of the producer (new, expired, or all its records deleted) any sequence will do.
  if (header.producerId < 0 || entry === undefined || entry.producerEpoch === -1) return OK;
  const { producerId, producerEpoch, baseSequence } = header;
  const last = addSequence(baseSequence, header.lastOffsetDelta);
  if (producerEpoch === entry.producerEpoch) {
    const duplicate = entry.batches.find((one) => one.firstSequence === baseSequence && one.lastSequence === last);
    if (duplicate !== undefined) return { kind: 'duplicate', batch: duplicate };
  }
  const at = `at offset ${offset} in partition ${where}`;
  if (producerEpoch < entry.producerEpoch) {
    return {
      kind: 'error',
      errorCode: ERROR.INVALID_PRODUCER_EPOCH,
      message:
        `Epoch of producer ${producerId} at offset ${offset} in ${where} is ${producerEpoch}, ` +
        `which is < the last seen epoch ${entry.producerEpoch}`,
    };
  }
  if (producerEpoch > entry.producerEpoch) {
    if (baseSequence === 0) return OK;
    return outOfOrder(
      `Invalid sequence number for new epoch of producer ${producerId} ${at}: ${producerEpoch} (request epoch), ` +
        `${baseSequence} (seq. number), ${entry.producerEpoch} (current producer epoch)`,
    );
  }
  if (isNextSequence(lastSequence(entry), baseSequence)) return OK;
  return outOfOrder(
    `Out of order sequence number for producer ${producerId} ${at}: ${baseSequence} (incoming seq. number), ` +
      `${lastSequence(entry)} (current end sequence number)`,
  );
}

const outOfOrder = (message: string): ProducerCheck => ({
  kind: 'error',
  errorCode: ERROR.OUT_OF_ORDER_SEQUENCE_NUMBER,
  message,
});
