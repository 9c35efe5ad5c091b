import { crcIsValid, decodeRecords, forEachBatch, type BatchHeader } from '../../../src/sim/protocol/record-batch';
import { addSequence } from '../../../src/sim/storage/producer-entry';
import { parseProducerSnapshot } from '../../../src/sim/storage/producer-snapshot';

/** Reads a file's bytes and prints what kafka-dump-log prints of it. */
export function dump(name: string, bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const baseOffset = Number(name.split('.')[0]);
  switch (name.slice(name.lastIndexOf('.'))) {
    case '.log':
      return [`Log starting offset: ${baseOffset}`, ...dumpLog(bytes)];
    case '.index':
      return Array.from({ length: bytes.length / 8 }, (_, i) => {
        return `offset: ${baseOffset + view.getInt32(i * 8)} position: ${view.getInt32(i * 8 + 4)}`;
      });
    case '.timeindex':
      return Array.from({ length: bytes.length / 12 }, (_, i) => {
        return `timestamp: ${view.getBigInt64(i * 12)} offset: ${baseOffset + view.getInt32(i * 12 + 8)}`;
      });
    case '.snapshot':
      return dumpSnapshot(bytes);
    default:
      throw new Error(`no tool prints ${name}`);
  }
}

function dumpLog(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  const end = forEachBatch(bytes, (header, position, batchEnd) => {
    const batch = bytes.subarray(position, batchEnd);
    lines.push(batchLine(header, position, crcIsValid(batch)));
    for (const one of decodeRecords(batch)) {
      const { offset, timestampMs, key, value, headers } = one;
      const sequence = header.baseSequence < 0 ? -1 : addSequence(header.baseSequence, offset - header.baseOffset);
      const names = headers.map((each) => each.key).join(',');
      const content = header.control
        ? ` endTxnMarker: ${key![3] === 1 ? 'COMMIT' : 'ABORT'} coordinatorEpoch: ${value![5]}`
        : `${key === null ? '' : ` key: ${text(key)}`}${value === null ? '' : ` payload: ${text(value)}`}`;
      lines.push(
        `| offset: ${offset} ${header.timestampType}: ${timestampMs} keySize: ${key?.length ?? -1} ` +
          `valueSize: ${value?.length ?? -1} sequence: ${sequence} headerKeys: [${names}]${content}`,
      );
    }
  });
  if (end < bytes.length) lines.push(`Found ${bytes.length - end} invalid bytes at the end of the file`);
  return lines;
}

function batchLine(header: BatchHeader, position: number, isValid: boolean): string {
  const { baseSequence, lastOffsetDelta, hasDeleteHorizon, baseTimestamp } = header;
  return [
    `baseOffset: ${header.baseOffset} lastOffset: ${header.lastOffset} count: ${header.recordsCount}`,
    `baseSequence: ${baseSequence} lastSequence: ${baseSequence < 0 ? -1 : addSequence(baseSequence, lastOffsetDelta)}`,
    `producerId: ${header.producerId} producerEpoch: ${header.producerEpoch}`,
    `partitionLeaderEpoch: ${header.leaderEpoch} isTransactional: ${header.transactional} isControl: ${header.control}`,
    `deleteHorizonMs: ${hasDeleteHorizon ? `OptionalLong[${baseTimestamp}]` : 'OptionalLong.empty'}`,
    `position: ${position} ${header.timestampType}: ${header.maxTimestamp} size: ${header.sizeInBytes}`,
    `magic: ${header.magic} compresscodec: ${header.compression} crc: ${header.crc} isvalid: ${isValid}`,
  ].join(' ');
}

function dumpSnapshot(bytes: Uint8Array): string[] {
  return parseProducerSnapshot(bytes).map((entry) => {
    const { producerId, producerEpoch, coordinatorEpoch, lastTimestampMs, batches } = entry;
    const { firstSequence, lastSequence, firstOffset, lastOffset, timestampMs } = batches[0]!;
    return (
      `producerId: ${producerId} producerEpoch: ${producerEpoch} coordinatorEpoch: ${coordinatorEpoch} ` +
      `currentTxnFirstOffset: OptionalLong.empty lastTimestamp: ${lastTimestampMs} ` +
      `firstSequence: ${firstSequence} lastSequence: ${lastSequence} lastOffset: ${lastOffset} ` +
      `offsetDelta: ${lastOffset - firstOffset} timestamp: ${timestampMs}`
    );
  });
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
