import { describe, expect, it } from 'vitest';
import { ASSIGNORS, type AssignorName } from '../../../../src/sim/group/assignors';
import { assigneesOf, assignmentsFor, subscriptionFor } from '../../../../src/sim/group/assignors/wire';
import { decodeAssignment } from '../../../../src/sim/protocol/consumer-protocol';
import type { JoinGroupResponse } from '../../../../src/sim/protocol/messages/join-group';
import { hexOf } from '../../protocol/hex';
import { GROUP, World, type Sent } from '../harness';
import { countsOf, partitionsOf } from './hands';

const MEMBER = { topics: ['t1', 't0'], owned: partitionsOf('t1-2 t0-1 t1-0'), generation: 4 };

describe('what members write', () => {
  it.each<[AssignorName, string]>([
    ['range', '0003000000020002743000027431ffffffff0000000000000004ffff'],
    ['roundrobin', '0003000000020002743000027431ffffffff0000000000000004ffff'],
    [
      'sticky',
      '0003000000020002743000027431000000240000000200027430000000010000000100027431000000020000000200000000' +
        '000000040000000000000004ffff',
    ],
    [
      'cooperative-sticky',
      '00030000000200027430000274310000000400000004000000020002743000000001000000010002743100000002' +
        '000000000000000200000004ffff',
    ],
    ['RoundRobinAssigner', '000000000002000274310002743000000000'],
  ])('%s is what the real client writes', (assignor, hex) => {
    expect(hexOf(subscriptionFor(assignor, MEMBER))).toBe(hex);
  });

  it('sticky has nothing to remember at first', () => {
    expect(hexOf(subscriptionFor('sticky', { topics: ['t0', 't1'], owned: [], generation: -1 }))).toBe(
      '0003000000020002743000027431ffffffff00000000ffffffffffff',
    );
  });

  it('comes back to the leader, who stands first', () => {
    const members = ['a', 'b'].map((memberId) => ({ memberId, groupInstanceId: null }));
    const told = (assignor: AssignorName) =>
      assigneesOf(assignor, {
        leader: 'b',
        members: members.map((member) => ({ ...member, metadata: subscriptionFor(assignor, MEMBER) })),
      } as unknown as JoinGroupResponse)[0];
    expect(told('sticky')).toMatchObject({ memberId: 'b', generation: 4, owned: partitionsOf('t0-1 t1-2 t1-0') });
    expect(told('cooperative-sticky')).toMatchObject({ generation: 4, owned: partitionsOf('t0-1 t1-0 t1-2') });
    expect(told('range')).toMatchObject({ topics: ['t0', 't1'], owned: [] });
    expect(told('RoundRobinAssigner')).toMatchObject({ topics: ['t1', 't0'], owned: [], generation: -1 });
  });

  it('that cannot be read as a memory is none', () => {
    const metadata = subscriptionFor('sticky', MEMBER);
    metadata.fill(0xff, 18, 30);
    const response = { leader: 'a', members: [{ memberId: 'a', groupInstanceId: null, metadata }] };
    expect(assigneesOf('sticky', response as unknown as JoinGroupResponse)).toMatchObject([
      { owned: [], generation: -1 },
    ]);
  });

  it('an assignment is what the real client writes', () => {
    const assigned = new Map([['m', [...MEMBER.owned]]]);
    const bytes = (assignor: AssignorName) => hexOf(assignmentsFor(assignor, assigned)[0]!.assignment);
    expect(bytes('range')).toBe('00030000000200027431000000020000000200000000000274300000000100000001ffffffff');
    expect(bytes('RoundRobinAssigner')).toBe(
      '0000000000020002743100000002000000020000000000027430000000010000000100000000',
    );
  });
});

/** Members that rebalance as Java's do, over a coordinator. */
class Member {
  id = '';
  owned = partitionsOf('-');
  generation = -1;
  #join: Sent<'JoinGroup'> | null = null;
  #sync: Sent<'SyncGroup'> | null = null;

  constructor(
    readonly world: World,
    readonly name: string,
    readonly assignor: AssignorName,
  ) {}

  join(): void {
    const metadata = subscriptionFor(this.assignor, {
      topics: ['orders'],
      owned: this.owned,
      generation: this.generation,
    });
    const send = () =>
      this.world.send(
        'JoinGroup',
        {
          groupId: GROUP,
          sessionTimeoutMs: 45_000,
          rebalanceTimeoutMs: 300_000,
          memberId: this.id,
          protocolType: 'consumer',
          protocols: [{ name: this.assignor, metadata }],
        },
        { version: 9, clientId: this.name, process: this.name },
      );
    this.#join = send();
    const answer = this.world.answer(this.#join);
    if (answer?.errorCode !== 79) return;
    this.id = answer.memberId;
    this.#join = send();
  }

  sync(): void {
    const answer = this.world.answered(this.#join!);
    expect(answer).toMatchObject({ errorCode: 0, skipAssignment: false });
    this.generation = answer.generationId;
    const isLeader = answer.leader === this.id;
    const dealt = isLeader
      ? assignmentsFor(
          this.assignor,
          ASSIGNORS[this.assignor](assigneesOf(this.assignor, answer), countsOf('orders:6')),
        )
      : [];
    this.#sync = this.world.send(
      'SyncGroup',
      {
        groupId: GROUP,
        generationId: answer.generationId,
        memberId: this.id,
        protocolType: answer.protocolType,
        protocolName: answer.protocolName,
        assignments: dealt,
      },
      { version: 5 },
    );
  }

  /** True when it has let something go, and so has to join again. */
  take(): boolean {
    const { errorCode, assignment } = this.world.answered(this.#sync!);
    expect(errorCode).toBe(0);
    const now = decodeAssignment(assignment).assignedPartitions.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    const isKept = (one: { partition: number }) => now.some(({ partition }) => partition === one.partition);
    const hasLost = !this.owned.every(isKept);
    this.owned = now;
    return hasLost;
  }

  get reads(): string {
    return `${this.name}=${
      this.owned
        .map(({ partition }) => partition)
        .sort()
        .join('') || '-'
    }`;
  }
}

function rebalance(members: readonly Member[]): boolean {
  for (const member of members) member.sync();
  return members.map((member) => member.take()).some((hasLost) => hasLost);
}

describe('a cooperative rebalance over a coordinator', () => {
  it('takes from a reader in one generation and gives in the next; nobody stops reading the rest', () => {
    const world = new World();
    const [c1, c2, c3] = ['c1', 'c2', 'c3'].map((name) => new Member(world, name, 'cooperative-sticky')) as [
      Member,
      Member,
      Member,
    ];
    const reads = () => [c1, c2, c3].map((member) => member.reads).join(' ');
    c1.join();
    c2.join();
    world.wait(6000);
    expect(rebalance([c1, c2])).toBe(false);
    expect(reads()).toBe('c1=024 c2=135 c3=-');

    c3.join();
    c1.join();
    c2.join();
    expect(rebalance([c1, c2, c3])).toBe(true);
    expect(reads()).toBe('c1=02 c2=13 c3=-');
    for (const member of [c1, c2, c3]) member.join();
    expect(rebalance([c1, c2, c3])).toBe(false);
    expect(reads()).toBe('c1=02 c2=13 c3=45');
    expect(world.lastGroupEvent()).toMatchObject({ state: 'Stable', generation: 3, protocol: 'cooperative-sticky' });
    expect(world.lastGroupEvent().members.map(({ assignment }) => assignment[0]?.partitions)).toEqual([
      [0, 2],
      [1, 3],
      [4, 5],
    ]);
  });

  it('sticky lets go of everything, and gives it back to the same', () => {
    const world = new World();
    const [c1, c2] = ['c1', 'c2'].map((name) => new Member(world, name, 'sticky')) as [Member, Member];
    c1.join();
    world.wait(3000);
    rebalance([c1]);
    expect(c1.reads).toBe('c1=012345');
    c2.join();
    c1.join();
    rebalance([c1, c2]);
    expect([c1.reads, c2.reads]).toEqual(['c1=012', 'c2=345']);
  });
});
