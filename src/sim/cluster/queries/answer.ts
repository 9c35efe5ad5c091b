import type { BrokerId } from '../../../contract/ids';
import type { Query, QueryAnswer } from '../../../contract/query';
import type { Journal } from '../journal';
import type { Node } from '../node';
import { charts } from './charts';
import { answerLogDirQuery, answerLogQuery } from './disk';

/** Answers to what the page asks beside the journal. What is asked of a disk is answered while its broker is down, too. */
export function answerQuery(query: Query, nodes: ReadonlyMap<BrokerId, Node>, journal: Journal): QueryAnswer {
  switch (query.type) {
    case 'journal-hash':
      return { type: 'journal-hash', hash: journal.hash, events: journal.length };
    case 'charts':
      return { type: 'charts', charts: charts() };
  }
  const disk = nodes.get(query.broker)?.disk;
  if (disk === undefined) return { type: 'gone', what: `broker ${query.broker}` };
  if (query.type === 'log-dir' || query.type === 'log-dir-file') return answerLogDirQuery(query, disk);
  const log = disk.log(query.topic, query.partition);
  if (log === null) return { type: 'gone', what: `${query.topic}-${query.partition}` };
  return answerLogQuery(query, log);
}
