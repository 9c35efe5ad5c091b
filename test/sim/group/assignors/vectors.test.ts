import { describe, expect, it } from 'vitest';
import { ASSIGNORS, type Assignee, type AssignorName } from '../../../../src/sim/group/assignors';
import { assignee, countsOf, handsOf, partitionsOf, written } from './hands';

/** What the classes of org.apache.kafka:kafka-clients:4.2.1 deal. `C0[t0,t1]` reads two topics, `C0` all there are. */
const VECTORS = `
V1  t0:3 t1:3; C0 C1
    range                  C0=t0-0 t0-1 t1-0 t1-1 | C1=t0-2 t1-2
    roundrobin sticky coop C0=t0-0 t0-2 t1-1 | C1=t0-1 t1-0 t1-2
V2  t:7; C0 C1 C2
    range                  C0=t-0 t-1 t-2 | C1=t-3 t-4 | C2=t-5 t-6
    roundrobin sticky coop C0=t-0 t-3 t-6 | C1=t-1 t-4 | C2=t-2 t-5
V3  t:1; C0 C1
    range roundrobin sticky coop C0=t-0 | C1=-
V4  t1:3 t2:2; c1[t1] c2[t1,t2] c3[t1]
    range roundrobin       c1=t1-0 | c2=t1-1 t2-0 t2-1 | c3=t1-2
    sticky coop            c1=t1-0 t1-2 | c2=t2-0 t2-1 | c3=t1-1
V5  t0:1 t1:2 t2:3; C0[t0] C1[t0,t1] C2[t0,t1,t2]
    range roundrobin       C0=t0-0 | C1=t1-0 | C2=t1-1 t2-0 t2-1 t2-2
    sticky coop            C0=t0-0 | C1=t1-0 t1-1 | C2=t2-0 t2-1 t2-2
V6  t0:2 t1:2 t2:2 t3:2; C0 C1 C2
    range                  C0=t0-0 t1-0 t2-0 t3-0 | C1=t0-1 t1-1 t2-1 t3-1 | C2=-
    roundrobin sticky coop C0=t0-0 t1-1 t3-0 | C1=t0-1 t2-0 t3-1 | C2=t1-0 t2-1
V7  orders:6; a b c d
    range                  a=orders-0 orders-1 | b=orders-2 orders-3 | c=orders-4 | d=orders-5
    roundrobin sticky coop a=orders-0 orders-4 | b=orders-1 orders-5 | c=orders-2 | d=orders-3
V8  t:3; m1 m2 m10
    range roundrobin sticky coop m1=t-0 | m10=t-1 | m2=t-2
V9  t0:4 t1:3; c1 c2 c3
    range                  c1=t0-0 t0-1 t1-0 | c2=t0-2 t1-1 | c3=t0-3 t1-2
    roundrobin sticky coop c1=t0-0 t0-3 t1-2 | c2=t0-1 t1-0 | c3=t0-2 t1-1
V10 t:0; c1[t] c2[t]
    range roundrobin sticky coop c1=- | c2=-
`;

interface Vector {
  readonly name: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly members: readonly Assignee[];
  readonly expected: readonly { readonly assignor: AssignorName; readonly hands: string }[];
}

const NAMES: Readonly<Record<string, AssignorName>> = {
  range: 'range',
  roundrobin: 'roundrobin',
  sticky: 'sticky',
  coop: 'cooperative-sticky',
};

function readVectors(): Vector[] {
  const blocks = VECTORS.trim().split(/\n(?=V)/);
  return blocks.map((block) => {
    const [head = '', ...lines] = block.split('\n');
    const [, name = '', topics = '', members = ''] = /^(V\d+) +(.*); (.*)$/.exec(head) ?? [];
    const counts = countsOf(topics);
    const all = [...counts.keys()].join(' ');
    return {
      name,
      counts,
      members: members.split(' ').map((member) => {
        const [, id = '', own] = /^(\w+)(?:\[(.*)\])?$/.exec(member) ?? [];
        return assignee(id, own?.replaceAll(',', ' ') ?? all);
      }),
      expected: lines.flatMap((line) => {
        const [, names = '', hands = ''] = /^ +((?:[a-z]+ +)+)(\w+=.*)$/.exec(line) ?? [];
        return names
          .trim()
          .split(' ')
          .map((short) => ({ assignor: NAMES[short]!, hands }));
      }),
    };
  });
}

const CASES = readVectors().flatMap(({ name, counts, members, expected }) =>
  expected.map(({ assignor, hands }) => ({ name, assignor, counts, members, hands })),
);

describe('the first assignment of a group', () => {
  it('is known for all of Java', () => {
    const seen = new Map<string, number>();
    for (const { name } of CASES) seen.set(name, (seen.get(name) ?? 0) + 1);
    expect([...seen.values()]).toEqual(Array(10).fill(4));
  });

  it.each(CASES)('$name $assignor', ({ assignor, counts, members, hands }) => {
    const deal = ASSIGNORS[assignor];
    expect(written(deal(members, counts))).toBe(hands);
    // Nobody minds in which order members are named.
    expect(written(deal([...members].reverse(), counts))).toBe(hands);
  });

  it('V11 puts static members first, by their instance ids: not so sticky ones', () => {
    const members = [
      assignee('aa', 't', { groupInstanceId: 'i2' }),
      assignee('mm', 't'),
      assignee('zz', 't', { groupInstanceId: 'i1' }),
    ];
    const deal = (name: AssignorName) => written(ASSIGNORS[name](members, countsOf('t:5')), 't');
    expect(deal('range')).toBe('aa=2 3 | mm=4 | zz=0 1');
    expect(deal('roundrobin')).toBe('aa=1 4 | mm=2 | zz=0 3');
    expect(deal('sticky')).toBe('aa=0 3 | mm=1 4 | zz=2');
    expect(deal('cooperative-sticky')).toBe('aa=0 3 | mm=1 4 | zz=2');
  });

  it('of static members by range outlives a dynamic one', () => {
    const deal = (dynamic: string) =>
      written(
        ASSIGNORS.range(
          [
            ...[1, 2, 3].map((n) => assignee(`consumer${n}`, 't1 t2', { groupInstanceId: `instance${n}` })),
            assignee(dynamic, 't1 t2'),
          ],
          countsOf('t1:5 t2:4'),
        ),
      );
    const statics = 'consumer1=t1-0 t1-1 t2-0 | consumer2=t1-2 t2-1 | consumer3=t1-3 t2-2';
    expect(deal('consumer4')).toBe(`${statics} | consumer4=t1-4 t2-3`);
    expect(deal('consumer0')).toBe(`consumer0=t1-4 t2-3 | ${statics}`);
  });
});

/** One assignment after the other: members bring what they had, and the generation in which they had it. */
class Group {
  #hands = new Map<string, string>();
  #generation = 0;

  constructor(
    readonly assignor: AssignorName,
    readonly topic = '',
  ) {}

  /** `members`: id to topics. */
  round(counts: string, members: Readonly<Record<string, string>>): string {
    const assigned = ASSIGNORS[this.assignor](
      Object.entries(members).map(([memberId, topics]) => {
        const had = this.#hands.get(memberId);
        const owned = partitionsOf(had ?? '-', this.topic);
        return assignee(memberId, topics, { owned, generation: had === undefined ? -1 : this.#generation });
      }),
      countsOf(counts),
    );
    const text = written(assigned, this.topic);
    this.#hands = handsOf(text);
    this.#generation++;
    return text;
  }
}

describe('one assignment after another', () => {
  it('V12 cooperative: partitions are let go in one round and dealt in the next', () => {
    const group = new Group('cooperative-sticky', 't');
    expect(group.round('t:6', { c1: 't', c2: 't' })).toBe('c1=0 2 4 | c2=1 3 5');
    expect(group.round('t:6', { c1: 't', c2: 't', c3: 't' })).toBe('c1=0 2 | c2=1 3 | c3=-');
    expect(group.round('t:6', { c1: 't', c2: 't', c3: 't' })).toBe('c1=0 2 | c2=1 3 | c3=4 5');
    expect(group.round('t:6', { c2: 't', c3: 't' })).toBe('c2=1 3 0 | c3=4 5 2');
  });

  it('V13 cooperative, of two topics', () => {
    const group = new Group('cooperative-sticky');
    const both = 't0 t1';
    const [two, three] = [
      { c1: both, c2: both },
      { c1: both, c2: both, c3: both },
    ];
    expect(group.round('t0:3 t1:3', { c1: both })).toBe('c1=t0-0 t0-1 t0-2 t1-0 t1-1 t1-2');
    expect(group.round('t0:3 t1:3', two)).toBe('c1=t0-0 t1-0 t0-1 | c2=-');
    expect(group.round('t0:3 t1:3', two)).toBe('c1=t0-0 t1-0 t0-1 | c2=t0-2 t1-1 t1-2');
    expect(group.round('t0:3 t1:3', three)).toBe('c1=t0-0 t1-0 | c2=t1-1 t0-2 | c3=-');
    expect(group.round('t0:3 t1:3', three)).toBe('c1=t0-0 t1-0 | c2=t1-1 t0-2 | c3=t0-1 t1-2');
  });

  it('V14 sticky: who stays keeps everything', () => {
    const group = new Group('sticky');
    const all = 't0 t1 t2 t3';
    group.round('t0:2 t1:2 t2:2 t3:2', { C0: all, C1: all, C2: all });
    expect(group.round('t0:2 t1:2 t2:2 t3:2', { C0: all, C2: all })).toBe(
      'C0=t0-0 t3-0 t1-1 t0-1 | C2=t1-0 t2-1 t2-0 t3-1',
    );
  });

  it('V15 sticky, among members that read different topics', () => {
    const group = new Group('sticky');
    const members = { C1: 't0 t1', C2: 't0 t1 t2' };
    group.round('t0:1 t1:2 t2:3', { C0: 't0', ...members });
    expect(group.round('t0:1 t1:2 t2:3', members)).toBe('C1=t1-0 t1-1 t0-0 | C2=t2-0 t2-1 t2-2');
  });

  it('V16 cooperative: new partitions are dealt at once', () => {
    const group = new Group('cooperative-sticky', 't');
    const members = { c1: 't', c2: 't', c3: 't' };
    expect(group.round('t:6', members)).toBe('c1=0 3 | c2=1 4 | c3=2 5');
    expect(group.round('t:9', members)).toBe('c1=0 3 6 | c2=1 4 7 | c3=2 5 8');
  });

  it('V17 cooperative: what two claim', () => {
    const claim = (generation: number) =>
      written(
        ASSIGNORS['cooperative-sticky'](
          [
            assignee('c1', 't', { owned: partitionsOf('0 1', 't'), generation: 5 }),
            assignee('c2', 't', { owned: partitionsOf('0 2', 't'), generation }),
          ],
          countsOf('t:4'),
        ),
        't',
      );
    expect(claim(5)).toBe('c1=1 | c2=2 3');
    expect(claim(6)).toBe('c1=1 3 | c2=0 2');
    expect(claim(4)).toBe('c1=0 1 | c2=2 3');
  });

  it('V18 cooperative: one reader becomes two', () => {
    const group = new Group('cooperative-sticky', 't');
    expect(group.round('t:5', { c1: 't' })).toBe('c1=0 1 2 3 4');
    expect(group.round('t:5', { c1: 't', c2: 't' })).toBe('c1=0 1 2 | c2=-');
    expect(group.round('t:5', { c1: 't', c2: 't' })).toBe('c1=0 1 2 | c2=3 4');
  });
});

describe('KafkaJS', () => {
  it('deals the topics as the leader names them, to members by id, and leaves out who gets nothing', () => {
    const deal = (members: readonly Assignee[], counts: string) =>
      written(ASSIGNORS.RoundRobinAssigner(members, countsOf(counts)));
    expect(deal([assignee('b', 't1 t0'), assignee('a', 't1 t0')], 't0:2 t1:3')).toBe('a=t1-0 t1-2 t0-1 | b=t1-1 t0-0');
    expect(
      deal(
        ['a', 'b', 'c'].map((id) => assignee(id, 't')),
        't:2',
      ),
    ).toBe('a=t-0 | b=t-1');
    expect(deal([assignee('a', 't'), assignee('b', 'u')], 't:2 u:2')).toBe('a=t-0 | b=t-1');
    expect(deal([assignee('a', 'nothing')], 't:2')).toBe('');
  });
});
