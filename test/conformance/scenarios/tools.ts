import type { AdminCommand } from '../../../src/contract/command';
import type { ConformanceScenario } from '../scenario';
import { toolLines } from '../tool-output';
import { coordinatorOf, createTopic, knows, produce, subscription } from '../setup';

const TOPIC = 'worked-on';
const GROUP = 'worked-for';

export const tools: ConformanceScenario = {
  name: 'tools',
  about: 'Kafka’s command-line tools: what they print, by the command line that ours shows.',
  fresh: true,
  async play(stage) {
    const call = async (command: AdminCommand): Promise<void> => {
      stage.say(`> ${JSON.stringify(command)}`);
      for (const line of toolLines(await stage.cluster.tool(command))) stage.say(`    ${line}`);
    };
    const create = (name: string, partitions: number, replicationFactor: number, more: object = {}) =>
      call({ type: 'create-topic', topic: { name, partitions, replicationFactor, ...more } });
    await createTopic(stage, TOPIC, [
      [1, 2],
      [2, 3],
    ]);
    await coordinatorOf(stage, GROUP);

    stage.step('create a topic');
    await create('tools-new', 3, 2, { configs: { 'retention.ms': '60000', 'cleanup.policy': 'compact,delete' } });
    await create('tools-placed', -1, -1, {
      assignment: [
        [1, 2],
        [3, 1],
      ],
    });
    await create('tools-uneven', -1, -1, { assignment: [[1, 2], [3]] });
    stage.step('a topic that exists, too many replicas, no partitions, an odd name, a bad setting');
    await create(TOPIC, 3, 2);
    await create('tools-wide', 1, 7);
    await create('tools-none', 0, 1);
    await create('tools-many', 1, 99_999);
    await create('tools-twice', -1, -1, { assignment: [[1, 1]] });
    await create('a b', 1, 1);
    await create('tools-bad', 1, 1, { configs: { 'retention.ms': 'soon' } });

    stage.step('more partitions');
    await call({ type: 'add-partitions', topic: TOPIC, partitions: 3 });
    await knows(stage, 1, TOPIC, 3);
    stage.step('as many, fewer, and of a topic that does not exist');
    await call({ type: 'add-partitions', topic: TOPIC, partitions: 3 });
    await call({ type: 'add-partitions', topic: TOPIC, partitions: 1 });
    await call({ type: 'add-partitions', topic: 'tools-unknown', partitions: 1 });

    const configure = (configs: Record<string, string | null>, topic = TOPIC) =>
      call({ type: 'alter-topic-configs', topic, configs });
    stage.step('settings');
    await configure({ 'retention.ms': '100000', 'cleanup.policy': 'compact,delete' });
    await configure({ 'retention.ms': null, 'segment.ms': '5000' });
    stage.step('a setting that is not set, one that is none, a bad value, no such topic');
    await configure({ 'retention.ms': null });
    await configure({ 'no.such.config': '1' });
    await configure({ 'retention.ms': 'soon' });
    await configure({ 'retention.ms': '1' }, 'tools-unknown');
    await configure({ 'cleanup.policy': null });

    await produce(stage, 1, TOPIC, 0, stage.batch([{ key: 'a' }, { key: 'b' }, { key: 'c' }, { key: 'd' }]));
    stage.step('delete records');
    await call({ type: 'delete-records', topic: TOPIC, partition: 0, beforeOffset: 1 });
    await call({ type: 'delete-records', topic: TOPIC, partition: 0, beforeOffset: 9 });

    stage.step('elect leaders');
    await call({ type: 'elect-leader', topic: TOPIC, partition: 0, election: 'preferred' });
    await call({ type: 'elect-leader', topic: TOPIC, partition: 0, election: 'unclean' });
    await call({ type: 'elect-leader', topic: TOPIC, partition: 9, election: 'preferred' });

    stage.step('move a partition');
    await call({ type: 'reassign-partition', topic: TOPIC, partition: 0, replicas: [3, 1] });
    stage.step('to a broker that does not exist, twice to the same, and of a partition that does not exist');
    await call({ type: 'reassign-partition', topic: TOPIC, partition: 0, replicas: [1, 9] });
    await call({ type: 'reassign-partition', topic: TOPIC, partition: 9, replicas: [1, 2] });

    const reset = (partition: number | null, to: 'earliest' | 'latest' | number, topic = TOPIC) =>
      call({ type: 'reset-offsets', group: GROUP, topic, partition, to });
    stage.step('reset the offsets of a group that never was');
    await reset(null, 'latest');
    await reset(null, 'earliest');
    await reset(0, 2);
    stage.step('to offsets that the log does not have');
    await reset(0, 0);
    await reset(0, 99);
    stage.step('of a topic that does not exist');
    await reset(null, 'earliest', 'tools-unknown');

    stage.step('while the group has a member');
    const wire = await stage.wire(await coordinatorOf(stage, GROUP));
    const { memberId } = await wire.request('JoinGroup', 3, {
      groupId: GROUP,
      sessionTimeoutMs: 60_000,
      rebalanceTimeoutMs: 60_000,
      memberId: '',
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: subscription(TOPIC) }],
    });
    await wire.request('SyncGroup', 3, { groupId: GROUP, generationId: 1, memberId, assignments: [] });
    await reset(0, 'latest');
    await call({ type: 'delete-group', group: GROUP });
    stage.step('when it has left');
    await wire.request('LeaveGroup', 2, { groupId: GROUP, memberId });
    await reset(0, 'latest');
    await call({ type: 'delete-group', group: GROUP });
    await call({ type: 'delete-group', group: GROUP });

    stage.step('delete a topic');
    await call({ type: 'delete-topic', topic: TOPIC });
    await call({ type: 'delete-topic', topic: 'tools-unknown' });
  },
};
