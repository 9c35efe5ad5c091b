import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { decodeOffsetCommitValue, decodeOffsetsKey } from '../../../src/sim/protocol/offsets-records';
import { Consumer, GROUP, World, settle, stableGroup } from './harness';

const NOWHERE = { committedOffset: -1, committedLeaderEpoch: -1, metadata: '', errorCode: 0 };

describe('OffsetCommit', () => {
  it('holds, and is answered, when it is in the log', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1').join();
    world.wait(3000);
    one.joined();
    one.sync();
    world.commit(world.appends.at(-1) ?? raise());
    world.wait(1500);
    const sent = one.commit(1, 42, 'here');
    const append = world.appends.at(-1) ?? raise();
    expect(append.records.map(({ key }) => decodeOffsetsKey(key))).toEqual([
      { kind: 'offset-commit', group: GROUP, topic: 'orders', partition: 1 },
    ]);
    expect(decodeOffsetCommitValue(append.records[0]?.value ?? raise())).toMatchObject({
      version: 4,
      offset: 42,
      leaderEpoch: -1,
      metadata: 'here',
      commitTimestamp: 1_700_000_004_500,
    });
    const fetch = (): unknown =>
      world.answered(world.send('OffsetFetch', { groupId: GROUP, topics: [{ name: 'orders', partitionIndexes: [1] }] }))
        .topics[0]?.partitions[0];
    expect(world.answer(sent)).toBeUndefined();
    expect(fetch()).toEqual({ partitionIndex: 1, ...NOWHERE });

    world.wait(300);
    world.commit(append);
    expect(world.answered(sent).topics).toMatchObject([
      { name: 'orders', partitions: [{ partitionIndex: 1, errorCode: 0 }] },
    ]);
    expect(fetch()).toMatchObject({ committedOffset: 42, metadata: 'here' });
    expect(world.events.at(-1)).toEqual({
      type: 'offset-committed',
      group: GROUP,
      topic: 'orders',
      partition: 1,
      offset: 42,
      memberId: one.memberId,
    });
  });

  it.each([
    [ERROR.NOT_ENOUGH_REPLICAS, ERROR.COORDINATOR_NOT_AVAILABLE],
    [ERROR.NOT_LEADER_OR_FOLLOWER, ERROR.NOT_COORDINATOR],
    [ERROR.MESSAGE_TOO_LARGE, ERROR.INVALID_COMMIT_OFFSET_SIZE],
    [ERROR.UNKNOWN_SERVER_ERROR, ERROR.UNKNOWN_SERVER_ERROR],
  ])('that the log refuses (%i) is refused (%i), and does not hold', (refused, answered) => {
    const world = new World({ slowDisk: true });
    const sent = simpleCommit(world, 7);
    world.commit(world.appends.at(-1) ?? raise(), refused);
    expect(errors(world, sent)).toEqual([answered]);
    expect(world.coordinator.groups.size).toBe(0);
    expect(tale(world)).toEqual(['group created', 'group not stored']);
  });

  it('must come from a member of this generation', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    const commit = (changes: object, version = 7): number[] =>
      errors(
        world,
        world.send(
          'OffsetCommit',
          {
            groupId: GROUP,
            generationIdOrMemberEpoch: 1,
            memberId: one.memberId,
            topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 1 }] }],
            ...changes,
          },
          { version },
        ),
      );
    expect(commit({})).toEqual([0]);
    expect(commit({ memberId: 'nobody' })).toEqual([ERROR.UNKNOWN_MEMBER_ID]);
    expect(commit({ generationIdOrMemberEpoch: 0 })).toEqual([ERROR.ILLEGAL_GENERATION]);
    expect(commit({ generationIdOrMemberEpoch: -1 })).toEqual([ERROR.ILLEGAL_GENERATION]);
    expect(commit({ groupInstanceId: 'shelf-1' })).toEqual([ERROR.UNKNOWN_MEMBER_ID]);
    // Nobody may write over the bookmarks of a group that has members.
    expect(commit({ generationIdOrMemberEpoch: -1, memberId: '' })).toEqual([ERROR.UNKNOWN_MEMBER_ID]);
    expect(commit({ groupId: 'none' }, 8)).toEqual([ERROR.ILLEGAL_GENERATION]);
    expect(commit({ groupId: 'none' }, 9)).toEqual([ERROR.GROUP_ID_NOT_FOUND]);
  });

  it('is possible while the group gathers, and not while its assignment is made', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    const two = new Consumer(world, 'consumer-2').join();
    expect(errors(world, one.commit(0, 1))).toEqual([0]);
    one.join();
    one.joined();
    two.joined();
    expect(errors(world, one.commit(0, 2))).toEqual([ERROR.REBALANCE_IN_PROGRESS]);
    settle([one, two]);
    expect(errors(world, one.commit(0, 2))).toEqual([0]);
  });

  it('holds once it is stored, also when that took too long for the one who asked', () => {
    const world = new World({ slowDisk: true });
    const sent = simpleCommit(world, 7);
    const append = world.appends.at(-1) ?? raise();
    world.commit(append, ERROR.REQUEST_TIMED_OUT);
    expect(errors(world, sent)).toEqual([ERROR.COORDINATOR_NOT_AVAILABLE]);
    expect(tale(world)).toEqual(['group created']);
    world.commit(append);
    expect(world.events.at(-1)).toMatchObject({ type: 'offset-committed', offset: 7 });
    world.commit(append);
    expect(world.events.filter(({ type }) => type === 'offset-committed')).toHaveLength(1);
  });

  it('does not hold when the log does not have it', () => {
    const world = new World({ slowDisk: true });
    const sent = simpleCommit(world, 7);
    const append = world.appends.at(-1) ?? raise();
    world.commit(append, ERROR.NOT_ENOUGH_REPLICAS);
    expect(errors(world, sent)).toEqual([ERROR.COORDINATOR_NOT_AVAILABLE]);
    world.commit(append);
    expect(tale(world)).toEqual(['group created', 'group not stored']);
    expect(world.coordinator.groups.size).toBe(0);
  });

  it('by someone who joins no group makes a group without members, and works as long as it has none', () => {
    const world = new World();
    expect(errors(world, simpleCommit(world, 7))).toEqual([0]);
    expect(world.groupEvents()).toMatchObject([{ state: 'Empty', generation: 0, reason: 'group created' }]);
    expect(errors(world, simpleCommit(world, 8))).toEqual([0]);
    const [one] = stableGroup(world, 1) as [Consumer];
    expect(errors(world, simpleCommit(world, 9))).toEqual([ERROR.UNKNOWN_MEMBER_ID]);
    one.leave();
    expect(errors(world, simpleCommit(world, 9))).toEqual([0]);
  });

  it('has an error for each partition that does not exist, and takes the others', () => {
    const world = new World();
    const sent = world.send('OffsetCommit', {
      groupId: GROUP,
      topics: [
        { name: 'orders', partitions: [3, 4].map((partitionIndex) => ({ partitionIndex, committedOffset: 1 })) },
        { name: 'nothing', partitions: [{ partitionIndex: 0, committedOffset: 1 }] },
      ],
    });
    expect(errors(world, sent)).toEqual([0, ERROR.UNKNOWN_TOPIC_OR_PARTITION, ERROR.UNKNOWN_TOPIC_OR_PARTITION]);
    expect(world.appends.at(-1)?.records).toHaveLength(1);
  });

  it('asks for no membership when no partition exists, nor when there is none', () => {
    const world = new World();
    const request = { groupId: 'none', generationIdOrMemberEpoch: 5, memberId: 'me' };
    const topics = [{ name: 'nothing', partitions: [{ partitionIndex: 0 }] }];
    expect(errors(world, world.send('OffsetCommit', { ...request, topics }))).toEqual([
      ERROR.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
    expect(world.answered(world.send('OffsetCommit', { ...request, topics: [] })).topics).toEqual([]);
    expect(world.appends).toEqual([]);
  });

  it('has a limit for metadata', () => {
    const world = new World({ config: { offsetMetadataMaxBytes: 5 } });
    expect(errors(world, simpleCommit(world, 1, 'short'))).toEqual([0]);
    expect(errors(world, simpleCommit(world, 2, 'longer'))).toEqual([ERROR.OFFSET_METADATA_TOO_LARGE]);
    expect(world.appends).toHaveLength(1);
  });

  it('from v10 on names topics by id', () => {
    const topicId = 'AAAAAAAAAAAAAAAAAAAAAQ';
    const world = new World({
      options: {
        topicIds: {
          nameOf: (id) => (id === topicId ? 'orders' : null),
          idOf: (name) => (name === 'orders' ? topicId : null),
        },
      },
    });
    const partitions = [{ partitionIndex: 2, committedOffset: 3 }];
    const commit = world.send(
      'OffsetCommit',
      {
        groupId: GROUP,
        topics: [
          { topicId, partitions },
          { topicId: 'AAAAAAAAAAAAAAAAAAAAAg', partitions },
        ],
      },
      { version: 10 },
    );
    expect(errors(world, commit)).toEqual([0, ERROR.UNKNOWN_TOPIC_ID]);
    expect(world.answered(commit).topics.map((topic) => topic.topicId)).toEqual([topicId, 'AAAAAAAAAAAAAAAAAAAAAg']);
    const fetch = (topics: { topicId: string; partitionIndexes: number[] }[] | null): unknown =>
      world.answered(world.send('OffsetFetch', { groups: [{ groupId: GROUP, topics }] }, { version: 10 })).groups[0];
    const found = { topicId, partitions: [{ partitionIndex: 2, committedOffset: 3, errorCode: 0 }] };
    expect(fetch(null)).toMatchObject({ errorCode: 0, topics: [found] });
    expect(
      fetch([
        { topicId, partitionIndexes: [2] },
        { topicId: 'AAAAAAAAAAAAAAAAAAAAAg', partitionIndexes: [0] },
      ]),
    ).toMatchObject({ topics: [found, { partitions: [{ errorCode: ERROR.UNKNOWN_TOPIC_ID, committedOffset: -1 }] }] });
  });
});

describe('OffsetFetch', () => {
  const committed = (): World => {
    const world = new World();
    simpleCommit(world, 7, 'note');
    return world;
  };

  it('of one group, up to v7: nothing committed is -1, and no error', () => {
    const world = committed();
    for (const version of [1, 2, 3, 4, 5, 6, 7]) {
      const sent = world.send(
        'OffsetFetch',
        { groupId: GROUP, topics: [{ name: 'orders', partitionIndexes: [0, 1] }] },
        { version },
      );
      expect(world.answered(sent)).toMatchObject({
        errorCode: 0,
        topics: [
          {
            name: 'orders',
            partitions: [
              { partitionIndex: 0, committedOffset: 7, metadata: 'note', errorCode: 0 },
              { partitionIndex: 1, ...NOWHERE },
            ],
          },
        ],
      });
    }
  });

  it('of all topics, from v2 on', () => {
    const world = committed();
    const sent = world.send('OffsetFetch', { groupId: GROUP, topics: null }, { version: 2 });
    expect(world.answered(sent).topics).toMatchObject([
      { name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 7 }] },
    ]);
    expect(world.answered(world.send('OffsetFetch', { groupId: 'none', topics: null }))).toMatchObject({
      errorCode: 0,
      topics: [],
    });
  });

  it('of several groups, from v8 on', () => {
    const world = committed();
    const groups = [
      { groupId: GROUP, topics: [{ name: 'orders', partitionIndexes: [0] }] },
      { groupId: GROUP, topics: null },
      { groupId: 'none', topics: [{ name: 'orders', partitionIndexes: [0] }] },
    ];
    for (const version of [8, 9]) {
      expect(world.answered(world.send('OffsetFetch', { groups }, { version })).groups).toMatchObject([
        { groupId: GROUP, errorCode: 0, topics: [{ name: 'orders', partitions: [{ committedOffset: 7 }] }] },
        { groupId: GROUP, errorCode: 0, topics: [{ name: 'orders', partitions: [{ committedOffset: 7 }] }] },
        { groupId: 'none', errorCode: 0, topics: [{ name: 'orders', partitions: [NOWHERE] }] },
      ]);
    }
  });

  it('of a group that another broker coordinates says so where the version has a place for it', () => {
    const world = new World({
      options: { groupError: (groupId) => (groupId === GROUP ? ERROR.NOT_COORDINATOR : 0) },
    });
    const topics = [{ name: 'orders', partitionIndexes: [0] }];
    expect(world.answered(world.send('OffsetFetch', { groupId: GROUP, topics }, { version: 1 }))).toMatchObject({
      topics: [{ partitions: [{ errorCode: ERROR.NOT_COORDINATOR }] }],
    });
    expect(world.answered(world.send('OffsetFetch', { groupId: GROUP, topics }, { version: 2 }))).toMatchObject({
      errorCode: ERROR.NOT_COORDINATOR,
      topics: [],
    });
    const groups = [
      { groupId: GROUP, topics },
      { groupId: 'mine', topics },
    ];
    expect(
      world.answered(world.send('OffsetFetch', { groups }, { version: 8 })).groups.map(({ errorCode }) => errorCode),
    ).toEqual([ERROR.NOT_COORDINATOR, 0]);
  });
});

function simpleCommit(world: World, committedOffset: number, committedMetadata: string | null = null) {
  return world.send('OffsetCommit', {
    groupId: GROUP,
    topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset, committedMetadata }] }],
  });
}

function errors(world: World, sent: { readonly ticket: number; readonly api: 'OffsetCommit' }): number[] {
  return world.answered(sent).topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
}

/** What the journal tells, in a word each. */
const tale = (world: World): string[] =>
  world.events.map((event) => ('reason' in event ? event.reason : String(event.offset)));

function raise(): never {
  throw new Error('nothing was written');
}
