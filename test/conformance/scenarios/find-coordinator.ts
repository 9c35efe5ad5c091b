import { partitionFor } from '../../../src/sim/group/partition-for';
import type { ConformanceScenario } from '../scenario';
import { coordinatorOf } from '../setup';

/** Where __consumer_offsets keeps the group: abs(hash) % 50. */
const PARTITION = partitionFor('coordinated', 50);

export const findCoordinator: ConformanceScenario = {
  name: 'find-coordinator',
  about: 'FindCoordinator: while __consumer_offsets does not exist, and once it does.',
  fresh: true,
  async play(stage) {
    const talk = await stage.connect(1);
    stage.step('there is no __consumer_offsets yet');
    await talk.ask('Metadata', 9, { topics: [{ name: '__consumer_offsets' }], allowAutoTopicCreation: false });
    const asked = [
      talk.tell('FindCoordinator', 0, { key: 'coordinated' }),
      talk.tell('FindCoordinator', 2, { key: 'coordinated', keyType: 0 }),
      talk.tell('FindCoordinator', 4, { keyType: 0, coordinatorKeys: ['coordinated', 'another'] }),
    ] as const;
    await talk.hear('FindCoordinator', 0, asked[0]);
    await talk.hear('FindCoordinator', 2, asked[1]);
    await talk.hear('FindCoordinator', 4, asked[2]);

    const coordinator = await coordinatorOf(stage, 'coordinated');
    stage.step('now there is');
    const wire = await stage.wire(1);
    const { topics } = await wire.request('Metadata', 9, {
      topics: [{ name: '__consumer_offsets' }],
      allowAutoTopicCreation: false,
    });
    const topic = topics[0];
    stage.say(
      `internal=${topic?.isInternal} partitions=${topic?.partitions.length} replicas=${topic?.partitions[0]?.replicaNodes.length}`,
    );
    const group = topic?.partitions.find(
      ({ leaderId, partitionIndex }) => partitionIndex === PARTITION && leaderId === coordinator,
    );
    stage.say(`"coordinated" is coordinated by the leader of partition ${PARTITION}: ${group !== undefined}`);

    for (const version of [0, 1, 2, 3]) {
      const answer = await wire.request('FindCoordinator', version, {
        key: 'coordinated',
        ...(version > 0 ? { keyType: 0 } : {}),
      });
      stage.step(`version ${version}`);
      stage.say(
        `errorCode=${answer.errorCode} errorMessage=${JSON.stringify(answer.errorMessage)} the same broker: ${answer.nodeId === coordinator}`,
      );
    }
    stage.step('version 4, several keys');
    const many = await wire.request('FindCoordinator', 4, { keyType: 0, coordinatorKeys: ['coordinated', 'another'] });
    stage.say(
      many.coordinators
        .map((one) => `${one.key} errorCode=${one.errorCode} message=${JSON.stringify(one.errorMessage)}`)
        .join('; '),
    );

    stage.step('an empty group id');
    const empty = await wire.request('FindCoordinator', 2, { key: '', keyType: 0 });
    stage.say(`errorCode=${empty.errorCode} message=${JSON.stringify(empty.errorMessage)}`);

    stage.step('a kind of key that does not exist');
    await (await stage.connect(1)).ask('FindCoordinator', 2, { key: 'coordinated', keyType: 9 });
    stage.step('no keys');
    await talk.ask('FindCoordinator', 4, { keyType: 0, coordinatorKeys: [] });

    stage.step('writing to it is not for clients');
    const led = topic?.partitions[0]?.leaderId ?? 1;
    const leader = await stage.connect(led, 'the leader of partition 0');
    await leader.ask('Produce', 9, {
      acks: 1,
      timeoutMs: 5_000,
      topicData: [{ name: '__consumer_offsets', partitionData: [{ index: 0, records: stage.batch([{ key: 'k' }]) }] }],
    });
    stage.step('deleting it');
    await talk.ask('CreateTopics', 4, {
      topics: [{ name: '__consumer_offsets', numPartitions: 1, replicationFactor: 1 }],
      timeoutMs: 5_000,
    });
  },
};
