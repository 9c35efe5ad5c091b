import type { BrokerId } from '../../contract/ids';
import type { Query, QueryAnswer, RecordView } from '../../contract/query';
import { decodeRecords } from '../protocol/record-batch';
import { utf8Decode } from '../protocol/utf8';
import type { Journal } from './journal';
import type { Node } from './node';

/** Answers to what the page asks beside the journal. */
export function answerQuery(query: Query, nodes: ReadonlyMap<BrokerId, Node>, journal: Journal): QueryAnswer {
  switch (query.type) {
    case 'journal-hash':
      return { type: 'journal-hash', hash: journal.hash, events: journal.length };
    case 'batch': {
      const partition = nodes.get(query.broker)?.broker?.replicas.partition(query.topic, query.partition);
      const batch = partition?.log.batchAt(query.baseOffset);
      if (batch == null) return { type: 'gone', what: `${query.topic}-${query.partition} offset ${query.baseOffset}` };
      return { type: 'batch', bytes: batch.bytes, records: decodeRecords(batch.bytes).map(toView) };
    }
    case 'partition-folder': {
      const partition = nodes.get(query.broker)?.broker?.replicas.partition(query.topic, query.partition);
      if (partition === undefined) return { type: 'gone', what: `${query.topic}-${query.partition}` };
      return { type: 'partition-folder', files: partition.log.files() };
    }
    case 'file': {
      const partition = nodes.get(query.broker)?.broker?.replicas.partition(query.topic, query.partition);
      const bytes = partition?.log.fileBytes(query.name, query.fromByte, query.toByte);
      return bytes == null ? { type: 'gone', what: query.name } : { type: 'file', bytes };
    }
    default:
      return { type: 'gone', what: query.type };
  }
}

function toView(record: ReturnType<typeof decodeRecords>[number]): RecordView {
  return {
    offset: record.offset,
    timestampMs: record.timestampMs,
    key: text(record.key),
    value: text(record.value),
    headers: record.headers.map(({ key, value }) => ({ key, value: text(value) })),
  };
}

const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : utf8Decode(bytes, 0, bytes.length));
