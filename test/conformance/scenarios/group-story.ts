import type { ConformanceScenario } from '../scenario';
import { coordinatorOf, createTopic, subscription } from '../setup';
import type { Talk } from '../stage';

const GROUP = 'story-group';

export const groupStory: ConformanceScenario = {
  name: 'group-story',
  about: 'A group from its first member to its end: join, sync, heartbeat, a second member, leave.',
  async play(stage) {
    await createTopic(stage, 'story', [[1], [2]]);
    const coordinator = await coordinatorOf(stage, GROUP);
    const connect = (name: string): Promise<Talk> => stage.connect(coordinator, `the coordinator, as ${name}`, name);
    const ann = await connect('ann');
    const bob = await connect('bob');
    const join = (memberId: string, ...protocols: string[]) => ({
      groupId: GROUP,
      sessionTimeoutMs: 20_000,
      rebalanceTimeoutMs: 10_000,
      memberId,
      protocolType: 'consumer',
      protocols: protocols.map((name) => ({ name, metadata: subscription(`topic for ${name}`) })),
    });
    const beat = (talk: Talk, memberId: string, generationId: number) =>
      talk.ask('Heartbeat', 3, { groupId: GROUP, generationId, memberId });
    const sync = (
      talk: Talk,
      memberId: string,
      generationId: number,
      assignments: readonly (readonly [string, string])[] = [],
    ) =>
      talk.ask('SyncGroup', 3, {
        groupId: GROUP,
        generationId,
        memberId,
        assignments: assignments.map(([id, text]) => ({ memberId: id, assignment: Buffer.from(text) })),
      });

    stage.step('joining without a member id gives one, and nothing else');
    const given = await ann.ask('JoinGroup', 5, join('', 'range', 'roundrobin'));
    const annId = given?.memberId ?? '';
    stage.step('a heartbeat of a member that has not joined yet');
    await beat(ann, annId, -1);
    stage.step('joining with it');
    await ann.ask('JoinGroup', 5, join(annId, 'range', 'roundrobin'));
    stage.step('a heartbeat before the leader has assigned');
    await beat(ann, annId, 1);
    stage.step('sync of another generation');
    await sync(ann, annId, 7);
    stage.step('sync');
    await sync(ann, annId, 1, [[annId, 'all of it']]);
    stage.step('sync again');
    await sync(ann, annId, 1);
    stage.step('heartbeats');
    await beat(ann, annId, 1);
    await beat(ann, annId, 2);
    await beat(ann, 'nobody', 1);

    stage.step('a second member joins, and waits for the first');
    const bobId = (await bob.ask('JoinGroup', 4, join('', 'roundrobin', 'range')))?.memberId ?? '';
    const bobJoins = bob.tell('JoinGroup', 4, join(bobId, 'roundrobin', 'range'));
    await stage.until('the rebalance begins', async () => {
      const wire = await stage.wire(coordinator);
      const { groups } = await wire.request('DescribeGroups', 4, { groups: [GROUP] });
      return groups[0]?.groupState === 'PreparingRebalance';
    });
    stage.step('the first hears of it by its heartbeat');
    await beat(ann, annId, 1);
    stage.step('sync while members join');
    await sync(ann, annId, 1);
    stage.step('a commit while members join');
    await ann.ask('OffsetCommit', 7, {
      groupId: GROUP,
      generationIdOrMemberEpoch: 1,
      memberId: annId,
      topics: [{ name: 'story', partitions: [{ partitionIndex: 0, committedOffset: 3, committedMetadata: '' }] }],
    });
    stage.step('the first joins again: both are answered');
    await ann.ask('JoinGroup', 5, join(annId, 'range', 'roundrobin'));
    await bob.hear('JoinGroup', 4, bobJoins);
    stage.step('the second syncs first, and waits for the leader');
    const bobSyncs = bob.tell('SyncGroup', 3, { groupId: GROUP, generationId: 2, memberId: bobId, assignments: [] });
    stage.step('a commit before the leader has assigned');
    await ann.ask('OffsetCommit', 7, {
      groupId: GROUP,
      generationIdOrMemberEpoch: 2,
      memberId: annId,
      topics: [{ name: 'story', partitions: [{ partitionIndex: 0, committedOffset: 3, committedMetadata: '' }] }],
    });
    stage.step('the leader assigns');
    await sync(ann, annId, 2, [
      [annId, 'the first half'],
      [bobId, 'the second half'],
    ]);
    await bob.hear('SyncGroup', 3, bobSyncs);
    stage.step('the group is described');
    await ann.ask('DescribeGroups', 4, { groups: [GROUP] });
    stage.step('a member that joins again with the same protocols, and does not lead');
    await bob.ask('JoinGroup', 4, join(bobId, 'roundrobin', 'range'));
    stage.step('a member with no common protocol');
    const eve = await connect('eve');
    await eve.ask('JoinGroup', 3, join('', 'sticky'));
    stage.step('a member with another protocol type');
    await eve.ask('JoinGroup', 3, { ...join('', 'range'), protocolType: 'connect' });

    stage.step('the second leaves');
    await bob.ask('LeaveGroup', 3, { groupId: GROUP, members: [{ memberId: bobId }, { memberId: 'nobody' }] });
    stage.step('its heartbeat after that');
    await beat(bob, bobId, 2);
    stage.step("the first's heartbeat after that");
    await beat(ann, annId, 2);
    stage.step('the first joins again, alone');
    await ann.ask('JoinGroup', 5, join(annId, 'range', 'roundrobin'));
    await sync(ann, annId, 3, [[annId, 'all of it again']]);
    stage.step('the leader joins again: a rebalance');
    await ann.ask('JoinGroup', 5, join(annId, 'range', 'roundrobin'));
    await sync(ann, annId, 4, [[annId, 'all of it, once more']]);
    stage.step('the last one leaves');
    await ann.ask('LeaveGroup', 2, { groupId: GROUP, memberId: annId });
    stage.step('the group is empty');
    await ann.ask('DescribeGroups', 4, { groups: [GROUP] });
    await beat(ann, annId, 4);
  },
};
