import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en/index';
import { ru } from '../../src/i18n/ru/index';
import type { Label } from '../../src/stage/label';
import { widthOf } from '../../src/stage/label';
import { labelsOf } from '../../src/stage/labels';
import { layoutOf } from '../../src/stage/layout';
import { ALL_MARKS, marksOf, NO_MARKS, type Marks } from '../../src/view/marks';
import type { View } from '../../src/view/view';
import { GROUP, TOPIC } from '../support/journal';
import { after } from '../view/views';
import { EIGHT_ROWS, LESSON, viewOf } from './stages';

const labels = (view: View, size = LESSON, marks: Marks = ALL_MARKS, words = en.stage): Label[] =>
  labelsOf(view, view.atUs, layoutOf(view, size, marks), marks, words);

const textOf = (label: Label): string => label.parts.map((part) => part.text).join('|');
const textsOf = (all: readonly Label[], key: string): string[] =>
  all.filter((label) => label.key.startsWith(key)).map(textOf);

const view = viewOf();
const emptyGroup = (of: View): View => ({ ...of, groups: new Map() });

describe('what is written', () => {
  it('names everything by Kafka’s own words', () => {
    const all = labels(view);
    expect(textsOf(all, 'broker 1')).toEqual(['Broker 1|active controller']);
    expect(textsOf(all, 'broker 3')).toEqual(['Broker 3|coordinator of group billing']);
    expect(textsOf(all, 'Topic-A-0@1 role')).toEqual(['leader|ISR 1,2']);
    expect(textsOf(all, 'Topic-A-2@1 role')).toEqual(['follower|in sync']);
    expect(textsOf(all, 'billing state')).toEqual(['|Stable · gen 4']);
  });

  it('says who reads what and who is idle', () => {
    const all = labels(view);
    expect(all.filter((label) => label.key.endsWith(' reads')).map(textOf)).toEqual([
      'reads|Topic-A-0',
      'reads|Topic-A-1',
      'reads|Topic-A-2',
      'idle: no partition left',
    ]);
  });

  it('writes a group’s state below its name: both are as long as the column is wide', () => {
    const group = view.groups.get(GROUP) ?? expect.fail();
    const joining = after(view, { ...group, type: 'group', state: 'CompletingRebalance' });
    for (const width of [724, 1060]) {
      const all = labels(joining, { width, height: 560 });
      const [name] = all.filter(({ key }) => key === 'billing group');
      const [state] = all.filter(({ key }) => key === 'billing state');
      expect((state?.y ?? 0) - (name?.y ?? 0)).toBeGreaterThanOrEqual(14);
    }
  });

  it('keeps the words of narrow cards apart', () => {
    const size = { width: 724, height: 460 };
    const layout = layoutOf(view, size, ALL_MARKS);
    const all = labels(view, size, ALL_MARKS, ru.stage);
    for (const card of layout.readers) {
      const [name] = all.filter(({ key }) => key === `${card.key} name`);
      const [end] = all.filter(({ key }) => key === `${card.key} end`);
      if (name === undefined || end === undefined || end.y - name.y > 10) continue;
      const room = Math.min(name.room ?? Infinity, widthOf(name.parts, 12)) + widthOf(end.parts, 11);
      expect(room).toBeLessThan(card.width - 10);
    }
    expect(all.filter(({ key }) => key.endsWith(' end') && key.startsWith('billing/'))).not.toEqual([]);
  });

  it('keeps the number of a partition whose name is too long', () => {
    const topic = 'a-topic-with-a-very-long-name';
    const long = after(view, {
      type: 'topic-created',
      topic,
      topicId: topic,
      internal: false,
      configs: {},
      partitions: [{ partition: 0, replicas: [1], isr: [1], leader: 1, leaderEpoch: 0 }],
    });
    expect(textsOf(labels(long, { width: 724, height: 460 }), `${topic}-0@1 name`)[0]).toMatch(/^….*-name-0$/);
  });

  it('is books and boards alone without marks', () => {
    const all = labels(view, { width: 856, height: 412 }, NO_MARKS);
    expect(textsOf(all, 'Topic-A-0@')).toEqual(['Topic-A-0', 'Topic-A-0']);
    expect(all.some((label) => /ISR|HW|LEO|lag|leader/.test(textOf(label)))).toBe(false);
  });

  it('has a mark only when that mark is asked for', () => {
    const ribbons = labels(view, LESSON, marksOf(['bookmarks']));
    expect(ribbons.some((label) => label.key.includes(' at billing'))).toBe(true);
    expect(ribbons.some((label) => label.key.endsWith(' lag') || label.key.endsWith(' hw'))).toBe(false);
  });

  it('says in the fault colour what is broken', () => {
    const shrunk = after(view, {
      type: 'partition-changed',
      topic: TOPIC,
      partition: 0,
      replicas: [1, 2],
      isr: [1],
      leader: 1,
      leaderEpoch: 0,
      reason: 'isr-shrunk',
    });
    const all = labels(shrunk);
    const role = all.find((label) => label.key === 'Topic-A-0@1 role');
    expect(role?.parts.map((part) => part.style)).toEqual(['tag-leader', 'mono-fault', 'copy-here', 'copy-missing']);
    expect(all.find((label) => label.key === 'Topic-A-0@2 role')?.parts.at(-1)).toEqual({
      style: 'fault',
      text: 'out of ISR',
    });
  });

  it('says that a reader was killed while it is still a member', () => {
    const killed = after(view, {
      type: 'process',
      process: 'billing-2',
      program: 'billing',
      instance: 2,
      state: 'killed',
      reason: 'visitor',
    });
    expect(textsOf(labels(killed), 'billing/billing-2-5f0a91c2 reads')).toEqual(['killed']);
  });

  it('says that readers wait while their group has not agreed, whatever the cards look like', () => {
    const group = view.groups.get(GROUP) ?? expect.fail();
    const members = group.members.map((member) => ({ ...member, assignment: [] }));
    const joining = after(emptyGroup(view), { ...group, type: 'group', state: 'PreparingRebalance', members });
    for (const [size, marks, wanted] of [
      [LESSON, ALL_MARKS, 'waits for its partitions'],
      [LESSON, NO_MARKS, 'waits for its partitions'],
      [{ width: 760, height: 424 }, ALL_MARKS, 'waits'],
    ] as const) {
      const all = labels(joining, size, marks).map(textOf);
      expect(all.filter((text) => text === wanted)).toHaveLength(4);
      expect(all.some((text) => text.includes('idle'))).toBe(false);
    }
  });

  it('counts the records that a shelf no longer shows', () => {
    const long = viewOf({ producers: 6, untilUs: 40_000_000 });
    const hidden = labels(long).filter((label) => label.key.endsWith(' hidden'));
    expect(hidden.length).toBeGreaterThan(0);
    for (const label of hidden) expect(Number(textOf(label).replace(',', ''))).toBeGreaterThan(0);
  });
});

describe('no label is written over another', () => {
  const boxOf = (label: Label) => {
    const width = Math.min(widthOf(label.parts, label.size) * 0.95, label.room ?? Infinity);
    const x = label.anchor === 'start' ? label.x : label.anchor === 'middle' ? label.x - width / 2 : label.x - width;
    return { x, right: x + width, top: label.y - label.size * 0.75, bottom: label.y + 1 };
  };
  const runs = {
    'six rows': {},
    'eight rows': EIGHT_ROWS,
    'long logs': { producers: 6, untilUs: 40_000_000 },
    caught: { workUs: 1, readers: 3 },
  };
  const sizes = {
    lesson: LESSON,
    rail: { width: 980, height: 461 },
    narrow: { width: 643, height: 461 },
    embed: { width: 760, height: 424 },
    phone: { width: 390, height: 338 },
    tall: { width: 390, height: 620 },
  };
  const cases = Object.entries(runs).flatMap(([run, options]) =>
    Object.entries(sizes).map(([name, size]) => [run, name, options, size] as const),
  );

  it.each(cases)('%s, %s', (_, __, options, size) => {
    const seen = viewOf(options);
    for (const words of [en.stage, ru.stage]) {
      const all = labels(seen, size, ALL_MARKS, words);
      for (const [index, a] of all.entries()) {
        for (const b of all.slice(index + 1)) {
          const [p, q] = [boxOf(a), boxOf(b)];
          const over = p.x < q.right && q.x < p.right && p.top < q.bottom && q.top < p.bottom;
          expect(over, `"${textOf(a)}" (${a.key}) and "${textOf(b)}" (${b.key})`).toBe(false);
        }
      }
    }
  });
});
