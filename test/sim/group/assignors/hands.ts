import type { Assigned, Assignee } from '../../../../src/sim/group/assignors';
import type { TopicPartition } from '../../../../src/sim/group/offsets';

/** `t0:3 t1:2`: topics and their partitions. */
export function countsOf(text: string): Map<string, number> {
  return new Map(words(text).map((word) => split(word, ':')));
}

/** `t0-0 t0-2`; with one topic `0 2` will do; `-` is nothing. */
export function partitionsOf(text: string, topic = ''): TopicPartition[] {
  if (text.trim() === '-') return [];
  return words(text).map((word) => {
    const [name, partition] = word.includes('-') ? split(word, '-') : [topic, Number(word)];
    return { topic: name, partition };
  });
}

function split(word: string, by: string): [string, number] {
  const at = word.lastIndexOf(by);
  return [word.slice(0, at), Number(word.slice(at + 1))];
}

/** `a=0 1 | b=2`, by member. */
export function handsOf(text: string): Map<string, string> {
  return new Map(
    text.split('|').map((hand) => {
      const at = hand.indexOf('=');
      return [hand.slice(0, at).trim(), hand.slice(at + 1).trim()];
    }),
  );
}

/** The same of a result; members in the order of their names. */
export function written(assigned: Assigned, topic = ''): string {
  return [...assigned]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([memberId, hand]) => {
      const names = hand.map((one) => (topic === '' ? `${one.topic}-${one.partition}` : String(one.partition)));
      return `${memberId}=${names.join(' ') || '-'}`;
    })
    .join(' | ');
}

export function assignee(memberId: string, topics: string, more: Partial<Assignee> = {}): Assignee {
  return { memberId, groupInstanceId: null, topics: words(topics), owned: [], generation: -1, ...more };
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
