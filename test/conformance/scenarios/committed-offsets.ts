import { partitionFor } from '../../../src/sim/group/partition-for';
import type { ConformanceScenario } from '../scenario';
import { coordinatorOf, createTopic, subscription } from '../setup';

const GROUP = 'offsets-group';
/** A group that never was, with the same partition of __consumer_offsets, so the same coordinator. */
const NEIGHBOUR = neighbourOf(GROUP);

export const committedOffsets: ConformanceScenario = {
  name: 'committed-offsets',
  about: 'OffsetCommit and OffsetFetch: who may commit what, and what is read back in each version.',
  async play(stage) {
    await createTopic(stage, 'committed', [[1], [2]]);
    const coordinator = await coordinatorOf(stage, GROUP);
    const talk = await stage.connect(coordinator, 'the coordinator');
    const commit = (
      version: number,
      partitionIndex: number,
      committedOffset: number,
      more: object = {},
      name = 'committed',
    ) =>
      talk.ask('OffsetCommit', version, {
        groupId: GROUP,
        topics: [{ name, partitions: [{ partitionIndex, committedOffset, committedMetadata: '', ...more }] }],
      });

    stage.step('nothing is committed');
    await talk.ask('OffsetFetch', 1, { groupId: GROUP, topics: [{ name: 'committed', partitionIndexes: [0, 1] }] });
    await talk.ask('OffsetFetch', 5, { groupId: GROUP, topics: [{ name: 'committed', partitionIndexes: [0] }] });
    await talk.ask('OffsetFetch', 2, { groupId: GROUP, topics: null });
    await talk.ask('OffsetFetch', 8, { groups: [{ groupId: GROUP, topics: null }] });

    for (const version of [2, 5, 6, 8, 9]) {
      stage.step(`a simple consumer commits, version ${version}`);
      await commit(version, 0, 10 + version, version >= 6 ? { committedLeaderEpoch: 0 } : {});
    }
    stage.step('with metadata');
    await commit(5, 1, 4, { committedMetadata: 'a note' });
    for (const version of [1, 2, 4, 5, 7]) {
      stage.step(`is read back, version ${version}`);
      await talk.ask('OffsetFetch', version, {
        groupId: GROUP,
        topics: [{ name: 'committed', partitionIndexes: [0, 1, 7] }],
      });
    }
    for (const version of [8, 9]) {
      stage.step(`is read back, version ${version}`);
      await talk.ask('OffsetFetch', version, {
        groups: [{ groupId: GROUP, topics: [{ name: 'committed', partitionIndexes: [0, 1] }] }, { groupId: NEIGHBOUR }],
      });
    }
    stage.step('a topic that does not exist');
    await commit(5, 0, 1, {}, 'committed-unknown');
    await talk.ask('OffsetFetch', 5, {
      groupId: GROUP,
      topics: [{ name: 'committed-unknown', partitionIndexes: [0] }],
    });
    stage.step('a partition that does not exist');
    await commit(5, 9, 1);
    stage.step('metadata that is too long');
    await commit(5, 0, 1, { committedMetadata: 'x'.repeat(4097) });
    stage.step('a negative offset');
    await commit(5, 0, -5);
    await talk.ask('OffsetFetch', 5, { groupId: GROUP, topics: [{ name: 'committed', partitionIndexes: [0] }] });
    stage.step('an empty group id');
    await talk.ask('OffsetCommit', 5, {
      groupId: '',
      topics: [{ name: 'committed', partitions: [{ partitionIndex: 0, committedOffset: 1, committedMetadata: '' }] }],
    });
    await talk.ask('OffsetFetch', 5, { groupId: '', topics: [{ name: 'committed', partitionIndexes: [0] }] });
    stage.step('no topics');
    await talk.ask('OffsetCommit', 5, { groupId: GROUP, topics: [] });
    await talk.ask('OffsetFetch', 5, { groupId: GROUP, topics: [] });
    stage.step('null metadata');
    await commit(5, 1, 5, { committedMetadata: null });
    await talk.ask('OffsetFetch', 5, { groupId: GROUP, topics: [{ name: 'committed', partitionIndexes: [1] }] });

    stage.step('a member of the group commits');
    const join = {
      groupId: GROUP,
      sessionTimeoutMs: 20_000,
      rebalanceTimeoutMs: 10_000,
      memberId: '',
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: subscription('topic') }],
    };
    const wire = await stage.wire(coordinator);
    const { memberId } = await wire.request('JoinGroup', 3, join);
    const member = { generationIdOrMemberEpoch: 1, memberId };
    const topics = [
      { name: 'committed', partitions: [{ partitionIndex: 0, committedOffset: 30, committedMetadata: '' }] },
    ];
    stage.step('before it is assigned anything');
    await talk.ask('OffsetCommit', 5, { groupId: GROUP, ...member, topics });
    await wire.request('SyncGroup', 3, {
      groupId: GROUP,
      generationId: 1,
      memberId,
      assignments: [{ memberId, assignment: Buffer.from('all') }],
    });
    stage.step('once it is');
    await talk.ask('OffsetCommit', 5, { groupId: GROUP, ...member, topics });
    stage.step('with another generation');
    await talk.ask('OffsetCommit', 5, { groupId: GROUP, ...member, generationIdOrMemberEpoch: 2, topics });
    stage.step('as somebody else');
    await talk.ask('OffsetCommit', 5, { groupId: GROUP, ...member, memberId: 'nobody', topics });
    stage.step('as a simple consumer, while the group has members');
    await talk.ask('OffsetCommit', 5, { groupId: GROUP, topics });
    stage.step('as a member of this generation without a member id');
    await talk.ask('OffsetCommit', 5, { groupId: GROUP, generationIdOrMemberEpoch: 1, topics });
    stage.step('what was committed');
    await talk.ask('OffsetFetch', 5, { groupId: GROUP, topics: null });
  },
};

function neighbourOf(group: string): string {
  for (let i = 0; ; i++) if (partitionFor(`${group}-${i}`, 50) === partitionFor(group, 50)) return `${group}-${i}`;
}
