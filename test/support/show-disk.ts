import type { Query, QueryAnswer, SegmentView } from '../../src/contract/query';
import type { Cluster } from '../../src/sim/cluster/cluster';

const TEXT_MAX = 10_000;

/**
 * What stands on a broker's disk, as lines of a script's trace:
 *
 *   ls 1                              log.dirs
 *   ls 1 T 0                          the files of a partition's folder
 *   cat 1 meta.properties             a file of log.dirs that is text
 *   cat 1 T 0 partition.metadata      one of a partition's folder
 *   segments 1 T 0                    segments, and the batches in each
 */
export function showDisk(cluster: Cluster, [verb = '', ...words]: readonly string[]): string[] {
  const broker = Number(words[0]);
  const [topic = '', partition] = [words[1], Number(words[2])];
  switch (verb) {
    case 'ls':
      return words.length === 1 ? logDir(cluster, broker) : folder(cluster, broker, topic, partition);
    case 'cat':
      return words.length === 2
        ? text(ask(cluster, { type: 'log-dir-file', broker, name: topic, fromByte: 0, toByte: TEXT_MAX }))
        : text(
            ask(cluster, {
              type: 'file',
              broker,
              topic,
              partition,
              name: words[3] ?? '',
              fromByte: 0,
              toByte: TEXT_MAX,
            }),
          );
    default:
      return segments(cluster, broker, topic, partition);
  }
}

export const isDiskCommand = (verb: string): boolean => ['ls', 'cat', 'segments'].includes(verb);

function ask(cluster: Cluster, query: Query): QueryAnswer {
  return cluster.query(query);
}

function logDir(cluster: Cluster, broker: number): string[] {
  const answer = ask(cluster, { type: 'log-dir', broker });
  if (answer.type !== 'log-dir') return ['nothing'];
  return answer.entries.map(({ name, kind, sizeBytes }) => (kind === 'folder' ? `${name}/` : `${name} ${sizeBytes}`));
}

function folder(cluster: Cluster, broker: number, topic: string, partition: number): string[] {
  const answer = ask(cluster, { type: 'partition-folder', broker, topic, partition });
  if (answer.type !== 'partition-folder') return ['nothing'];
  return answer.files.map(({ name, sizeBytes }) => `${topic}-${partition}/${name} ${sizeBytes}`);
}

function text(answer: QueryAnswer): string[] {
  if (answer.type !== 'file') return ['nothing'];
  return new TextDecoder().decode(answer.bytes).replace(/\n$/, '').split('\n');
}

function segments(cluster: Cluster, broker: number, topic: string, partition: number): string[] {
  const where = { broker, topic, partition };
  const answer = ask(cluster, { type: 'segments', ...where });
  if (answer.type !== 'segments') return ['nothing'];
  return [
    `log start ${answer.logStartOffset}`,
    ...answer.segments.map((segment) => {
      const inside = segment.deletedAtUs === null ? batches(cluster, where, segment) : '';
      return `segment ${segment.baseOffset}: ${segment.sizeBytes} bytes${stateOf(segment)}${inside}`;
    }),
  ];
}

function batches(
  cluster: Cluster,
  where: { readonly broker: number; readonly topic: string; readonly partition: number },
  { baseOffset }: SegmentView,
): string {
  const answer = ask(cluster, { type: 'batches', ...where, segment: baseOffset });
  if (answer.type !== 'batches' || answer.batches.length === 0) return '';
  const shown = answer.batches.map((batch) => {
    const records = ask(cluster, { type: 'batch', ...where, baseOffset: batch.baseOffset });
    const keys = records.type === 'batch' ? records.records : [];
    const named = keys.map(({ offset, key, value }) => `${offset} ${value === null ? '~' : ''}${key ?? '-'}`);
    return `[${named.join(', ')}]`;
  });
  return ` ${shown.join(' ')}`;
}

const stateOf = ({ isActive, deletedAtUs }: SegmentView): string =>
  deletedAtUs === null ? (isActive ? ', active' : '') : `, .deleted until ${deletedAtUs / 1_000_000} s`;
