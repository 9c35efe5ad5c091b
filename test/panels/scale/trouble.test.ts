import { describe, expect, it } from 'vitest';
import type { SimEventBody } from '../../../src/contract/event';
import { desk } from '../../../src/i18n/en/desk';
import { causeText, causeWord } from '../../../src/panels/scale/cause-text';
import { groupCards, rangesOf, writerCards } from '../../../src/panels/scale/programs';
import { search } from '../../../src/panels/scale/search';
import { causeOf, troubles, troublesOf, underReplicated } from '../../../src/panels/scale/trouble';
import { emptyView } from '../../../src/view/empty-view';
import type { View } from '../../../src/view/view';
import { SEVEN_PROGRAMS, sevenBrokers, sevenBrokersRun } from '../../support/seven-brokers';
import { after } from '../../view/views';

const m = desk.scale;
const view = after(emptyView(sevenBrokers, SEVEN_PROGRAMS), ...sevenBrokersRun());

/** As the controller does when a broker is gone: every ISR without it, the next leads. */
function without(of: View, broker: number): View {
  const changes = [...of.topics.values()].flatMap((topic) =>
    topic.partitions
      .filter(({ replicas }) => replicas.includes(broker))
      .map(({ partition, replicas, isr, leader }): SimEventBody => {
        const left = isr.filter((each) => each !== broker);
        return {
          type: 'partition-changed',
          topic: topic.name,
          partition,
          replicas,
          isr: left.length === 0 ? isr : left,
          leader: left.length === 0 ? -1 : leader === broker ? (left[0] ?? -1) : leader,
          leaderEpoch: 1,
          reason: 'isr-shrunk',
        };
      }),
  );
  return after(of, ...changes);
}

describe('what is wrong with the copies', () => {
  it('is nothing while all are in sync', () => {
    expect([troubles(view), underReplicated(view)]).toEqual([[], []]);
  });

  it('is one line for a dead broker, not one for each of its partitions', () => {
    const dead = without(after(view, { type: 'node', broker: 6, state: 'down', reason: 'kill -9' }), 6);
    const [line, ...others] = troubles(dead);
    expect(others).toEqual([]);
    expect([line?.broker, line?.cause, line?.leaderless]).toEqual([6, { kind: 'down' }, 0]);
    expect(line?.partitions).toHaveLength(underReplicated(dead).length);
    expect(line?.partitions.length).toBeGreaterThan(8);
    expect(m.trouble(6, causeWord({ kind: 'down' }, m), 9)).toBe(
      'Broker 6 (down): its copy is missing in 9 partitions',
    );
  });

  it('counts what refuses acks=all, and what nobody leads', () => {
    let dead = after(view, { type: 'node', broker: 6, state: 'down', reason: 'kill -9' });
    for (const broker of [6, 1, 3]) {
      dead = without(after(dead, { type: 'node', broker, state: 'down', reason: 'kill -9' }), broker);
    }
    const all = troubles(dead);
    expect(all.reduce((sum, each) => sum + each.refusing, 0)).toBeGreaterThan(0);
    const orphan = dead.topics.get('orders')?.partitions.find((each) => each.leader < 0);
    if (orphan !== undefined) expect(troublesOf(dead, orphan)).toHaveLength(3);
  });

  it('names what a broker suffers from', () => {
    const disk = after(view, { type: 'disk', broker: 6, bytesPerSecond: null, extraUs: 900_000, waiting: 3 });
    expect(causeText(causeOf(disk, 6), 6, m)).toMatch(/^the disk of broker 6 needs 900 ms more/);
    expect(causeOf(after(view, { type: 'node', broker: 6, state: 'paused', reason: 'paused' }), 6).kind).toBe('paused');
    const cut = after(view, { type: 'link', from: 'broker:1', to: 'broker:6', state: 'cut', extraUs: 0 });
    expect([causeOf(cut, 6).kind, causeOf(cut, 2).kind]).toEqual(['link', 'behind']);
  });
});

describe('the search', () => {
  const names = (text: string): string[] => search(view, text, m).map((hit) => hit.name);

  it('has partitions, brokers and programs, the shortest name that begins so first', () => {
    expect(names('orders-1')).toEqual(['orders-1', 'orders-10', 'orders-11']);
    expect(names('broker 4')).toEqual(['Broker 4']);
    expect(names('CHECK')).toEqual(['checkout-1', 'checkout-2', 'checkout-3']);
  });

  it('finds nothing for nothing, and never more than fits', () => {
    expect(names(' ')).toEqual([]);
    expect(names('zebra')).toEqual([]);
    expect(names('o')).toHaveLength(8);
  });
});

describe('programs', () => {
  it('that write to the same topics are one card', () => {
    expect(writerCards(view).map(({ program, processes, topics }) => [program, processes.length, topics])).toEqual([
      ['checkout', 3, ['orders']],
      ['web', 1, ['clicks']],
      ['pay', 1, ['payments']],
    ]);
  });

  it('that read have their partitions as ranges, and their lag', () => {
    const [billing] = groupCards(view);
    expect(billing?.readers.map(({ reads, lag }) => [reads, lag])).toEqual([
      [[{ topic: 'orders', ranges: [[0, 3]] }], 10],
      [[{ topic: 'orders', ranges: [[4, 7]] }], 10],
      [[{ topic: 'orders', ranges: [[8, 11]] }], 10],
    ]);
    expect(rangesOf([4, 0, 1, 6].map((partition) => ({ topic: 't', partition })))).toEqual([
      {
        topic: 't',
        ranges: [
          [0, 1],
          [4, 4],
          [6, 6],
        ],
      },
    ]);
  });
});
