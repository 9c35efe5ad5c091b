import type { ConformanceScenario } from '../scenario';
import { createTopic, produce } from '../setup';

const SPECIAL: Readonly<Record<string, { readonly timestamp: number; readonly since: number }>> = {
  latest: { timestamp: -1, since: 1 },
  earliest: { timestamp: -2, since: 1 },
  'the largest timestamp': { timestamp: -3, since: 7 },
  'earliest local': { timestamp: -4, since: 8 },
  'latest tiered': { timestamp: -5, since: 9 },
  'earliest pending upload': { timestamp: -6, since: 11 },
};

export const listOffsets: ConformanceScenario = {
  name: 'list-offsets',
  about: 'ListOffsets: first, last, by time, and the special timestamps.',
  async play(stage) {
    await createTopic(stage, 'offsets', [
      [1, 2],
      [2, 1],
      [1, 2],
    ]);
    const talk = await stage.connect(1);
    const ask = (
      version: number,
      partitionIndex: number,
      timestamp: number,
      more: { currentLeaderEpoch?: number; isolationLevel?: number } = {},
    ) =>
      talk.ask('ListOffsets', version, {
        replicaId: -1,
        ...(more.isolationLevel === undefined ? {} : { isolationLevel: more.isolationLevel }),
        topics: [
          {
            name: 'offsets',
            partitions: [
              {
                partitionIndex,
                timestamp,
                ...(more.currentLeaderEpoch === undefined ? {} : { currentLeaderEpoch: more.currentLeaderEpoch }),
              },
            ],
          },
        ],
      });

    for (const [name, { timestamp, since }] of Object.entries(SPECIAL)) {
      stage.step(`of an empty partition: ${name}`);
      await ask(since, 0, timestamp);
    }
    stage.step('of an empty partition: by time');
    await ask(5, 0, stage.startMs);

    await produce(
      stage,
      1,
      'offsets',
      0,
      stage.batch([
        { key: 'a', atMs: 0 },
        { key: 'b', atMs: 500 },
        { key: 'c', atMs: 200 },
      ]),
      stage.batch([
        { key: 'd', atMs: 100 },
        { key: 'e', atMs: 500 },
      ]),
      stage.batch([{ key: 'f', atMs: 400 }]),
    );
    for (const [name, { timestamp, since }] of Object.entries(SPECIAL)) {
      for (const version of new Set([since, 11])) {
        stage.step(`${name}, version ${version}`);
        await ask(version, 0, timestamp);
      }
    }
    for (const at of [-1000, 0, 1, 150, 300, 450, 500, 501]) {
      stage.step(`first record since T${at < 0 ? at : `+${at}`}`);
      await ask(5, 0, stage.startMs + at);
    }
    stage.step('read_committed');
    await ask(5, 0, -1, { isolationLevel: 1 });
    stage.step('timestamp 0');
    await ask(5, 0, 0);
    stage.step('a special timestamp before its version');
    await ask(6, 0, -3);
    await ask(7, 0, -4);
    stage.step('a timestamp that has no meaning');
    await ask(11, 0, -7);
    stage.step('a partition that does not exist');
    await ask(5, 9, -1);
    stage.step('a broker that does not lead');
    await ask(5, 1, -1);
    stage.step('a leader epoch of the future');
    await ask(5, 0, -1, { currentLeaderEpoch: 7 });
    stage.step('a topic that does not exist');
    await talk.ask('ListOffsets', 5, {
      replicaId: -1,
      topics: [{ name: 'offsets-unknown', partitions: [{ partitionIndex: 0, timestamp: -1 }] }],
    });
    stage.step('the same partition twice');
    await talk.ask('ListOffsets', 5, {
      replicaId: -1,
      topics: [
        {
          name: 'offsets',
          partitions: [
            { partitionIndex: 0, timestamp: -1 },
            { partitionIndex: 0, timestamp: -2 },
          ],
        },
      ],
    });
  },
};
