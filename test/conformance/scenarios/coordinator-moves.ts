import type { ConformanceScenario } from '../scenario';
import { coordinatorOf, createTopic, subscription } from '../setup';
import type { Stage } from '../stage';

const GROUP = 'moving-group';

export const coordinatorMoves: ConformanceScenario = {
  name: 'coordinator-moves',
  about: 'The coordinator of a group dies: another broker reads the group from the log and goes on with it.',
  configs: { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500' },
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'moving', [[1, 2, 3]]);
    const first = await coordinatorOf(stage, GROUP);
    const before = await stage.connect(first, 'the first coordinator');
    const join = (memberId: string) => ({
      groupId: GROUP,
      sessionTimeoutMs: 60_000,
      rebalanceTimeoutMs: 10_000,
      memberId,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: subscription('moving') }],
    });
    const { memberId } = await before.wire.request('JoinGroup', 3, join(''));
    const member = { groupId: GROUP, generationId: 1, memberId };
    const assignments = [{ memberId, assignment: Buffer.from('all of it') }];
    await before.wire.request('SyncGroup', 3, { ...member, assignments });
    await before.wire.request('OffsetCommit', 7, {
      groupId: GROUP,
      generationIdOrMemberEpoch: 1,
      memberId,
      topics: [
        { name: 'moving', partitions: [{ partitionIndex: 0, committedOffset: 5, committedMetadata: 'a note' }] },
      ],
    });
    stage.step('the coordinator dies');
    await stage.cluster.kill(first);
    await before.comes('Heartbeat', 3);

    const second = await nextCoordinator(stage, first);
    const after = await stage.connect(second, 'the second coordinator');
    stage.step('the group is there, with its member and its offsets');
    await after.ask('DescribeGroups', 4, { groups: [GROUP] });
    await after.ask('OffsetFetch', 5, { groupId: GROUP, topics: null });
    stage.step('the member goes on as if nothing had been');
    await after.ask('Heartbeat', 3, member);
    await after.ask('OffsetCommit', 7, {
      groupId: GROUP,
      generationIdOrMemberEpoch: 1,
      memberId,
      topics: [{ name: 'moving', partitions: [{ partitionIndex: 0, committedOffset: 6, committedMetadata: '' }] }],
    });
    stage.step('and may join again');
    await after.ask('JoinGroup', 3, join(memberId));
    stage.step('a third broker does not coordinate it');
    const third = [1, 2, 3].find((broker) => broker !== first && broker !== second) ?? 1;
    const elsewhere = await stage.connect(third, 'a third broker');
    await elsewhere.ask('Heartbeat', 3, { ...member, generationId: 2 });
  },
};

/** Waits until another broker has taken the group over. */
async function nextCoordinator(stage: Stage, dead: number): Promise<number> {
  const wire = await stage.wire(dead === 1 ? 2 : 1);
  let found = -1;
  await stage.until('somebody else coordinates', async () => {
    const { errorCode, nodeId } = await wire.request('FindCoordinator', 2, { key: GROUP, keyType: 0 });
    found = nodeId;
    return errorCode === 0 && nodeId !== dead;
  });
  const there = await stage.wire(found);
  await stage.until('it has read the group', async () => {
    const { groups } = await there.request('DescribeGroups', 4, { groups: [GROUP] });
    return groups[0]?.errorCode === 0;
  });
  return found;
}
