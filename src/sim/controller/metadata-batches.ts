import { readBatchHeader, splitBatches } from '../protocol/record-batch';

/** The batches of a Fetch response of the metadata log. */
export function metadataBatches(records: Uint8Array | null) {
  if (records === null || records.length === 0) return [];
  return splitBatches(records).map((view) => {
    const { baseOffset, leaderEpoch } = readBatchHeader(view, 0);
    return { baseOffset, leaderEpoch, bytes: view.slice() };
  });
}
