import type { ConformanceScenario } from '../scenario';

const METADATA = { topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] };

export const quorum: ConformanceScenario = {
  name: 'quorum',
  about: 'DescribeQuorum: who votes, who leads, who has caught up. Offsets and epochs differ from run to run.',
  fresh: true,
  async play(stage) {
    for (const broker of [1, 2, 3]) {
      const wire = await stage.wire(broker);
      for (const version of [0, 1, 2]) {
        stage.step(`asked of broker ${broker} in version ${version}`);
        let answer = await wire.request('DescribeQuorum', version, { topics: [METADATA] });
        await stage.until('all voters have caught up', async () => {
          answer = await wire.request('DescribeQuorum', version, { topics: [METADATA] });
          const voters = answer.topics[0]?.partitions[0]?.currentVoters ?? [];
          return voters.every(({ logEndOffset }) => logEndOffset > 0);
        });
        const partition = answer.topics[0]?.partitions[0];
        if (partition === undefined) throw new Error('the quorum is not described');
        const { currentVoters, observers, leaderId, leaderEpoch, highWatermark } = partition;
        stage.say(
          `errors ${answer.errorCode} ${answer.errorMessage}, ${partition.errorCode} ${partition.errorMessage}`,
        );
        const ids = currentVoters.map(({ replicaId }) => replicaId);
        stage.say(`voters ${ids.sort().join()}, observers ${observers.map(({ replicaId }) => replicaId).join()}`);
        stage.say(`led by a voter ${ids.includes(leaderId)}, in an epoch ${leaderEpoch > 0}`);
        const ends = currentVoters.map(({ logEndOffset }) => logEndOffset).sort((a, b) => a - b);
        stage.say(
          `a majority has everything that is committed ${highWatermark > 0 && (ends[1] ?? 0) >= highWatermark}`,
        );
        const leader = currentVoters.find(({ replicaId }) => replicaId === leaderId);
        stage.say(`the leader fetches now ${Date.now() - (leader?.lastFetchTimestamp ?? 0) < 60_000}`);
        const times = currentVoters.map(({ lastFetchTimestamp }) => lastFetchTimestamp > 0);
        stage.say(`times of fetches ${times.join()}`);
        const folders = new Set(currentVoters.map(({ replicaDirectoryId }) => replicaDirectoryId));
        stage.say(`folders of voters ${[...folders].join()}`);
        const listeners = answer.nodes.map(({ nodeId, listeners }) => `${nodeId} ${listeners[0]?.name}`);
        stage.say(`nodes ${listeners.sort().join()}`);
      }
      wire.close();
    }
    const talk = await stage.connect(1);
    const ask = (...topics: (typeof METADATA)[]) => talk.ask('DescribeQuorum', 2, { topics });
    stage.step('of another topic');
    await ask({ topicName: 'quorum', partitions: [{ partitionIndex: 0 }] });
    stage.step('of another partition');
    await ask({ ...METADATA, partitions: [{ partitionIndex: 1 }] });
    stage.step('of two topics');
    await ask(METADATA, { topicName: 'quorum', partitions: [{ partitionIndex: 0 }] });
    stage.step('of nothing');
    await ask();
  },
};
