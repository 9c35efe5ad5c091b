import type { ConformanceScenario } from '../scenario';
import { createTopic, produce } from '../setup';
import type { Body } from '../wire';

type Partition = NonNullable<NonNullable<NonNullable<Body<'Fetch'>['topics']>[number]['partitions']>[number]>;

export const fetch: ConformanceScenario = {
  name: 'fetch',
  about: 'Fetch: batches, limits, waiting, offsets out of range, and epochs.',
  async play(stage) {
    await createTopic(stage, 'fetch', [
      [1, 2],
      [1, 2],
      [2, 1],
      [1, 2],
    ]);
    const three = stage.batch([
      { key: 'a', value: '0' },
      { key: 'b', value: '1', atMs: 5 },
      { key: 'c', value: '2', atMs: 1 },
    ]);
    const two = stage.batch([
      { key: 'd', value: '3' },
      { key: 'e', value: '4' },
    ]);
    await produce(stage, 1, 'fetch', 0, three, two);
    await produce(stage, 1, 'fetch', 1, three);
    const talk = await stage.connect(1);
    const ask = (
      version: number,
      partitions: readonly Partition[],
      more: Partial<Omit<Body<'Fetch'>, 'topics'>> = {},
      topic: { topic?: string; topicId?: string } = { topic: 'fetch' },
    ) =>
      talk.ask('Fetch', version, {
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 1,
        ...more,
        topics: [{ ...topic, partitions: partitions.map((one) => ({ partitionMaxBytes: 100_000, ...one })) }],
      });

    for (const version of [4, 5, 7, 9, 11, 12]) {
      stage.step(`from the start, version ${version}`);
      await ask(version, [{ partition: 0, fetchOffset: 0 }]);
    }
    const wire = await stage.wire(1);
    const known = await wire.request('Metadata', 12, { topics: [{ name: 'fetch' }], allowAutoTopicCreation: false });
    const topicId = known.topics[0]?.topicId ?? '';
    for (const version of [13, 15, 17, 18]) {
      stage.step(`by topic id, version ${version}`);
      await ask(version, [{ partition: 0, fetchOffset: 3 }], { replicaId: undefined }, { topicId });
    }
    stage.step('a topic id that does not exist');
    await ask(13, [{ partition: 0, fetchOffset: 0 }], {}, { topicId: 'AAAAAAAAAAAAAAAAAAAAKg' });

    stage.step('from the middle of a batch comes the whole batch');
    await ask(11, [{ partition: 0, fetchOffset: 1 }]);
    stage.step('from the end');
    await ask(11, [{ partition: 0, fetchOffset: 5 }]);
    stage.step('beyond the end');
    await ask(11, [{ partition: 0, fetchOffset: 6 }]);
    stage.step('before the start');
    await ask(11, [{ partition: 0, fetchOffset: -1 }]);
    stage.step('a partition that does not exist');
    await ask(11, [{ partition: 9, fetchOffset: 0 }]);
    stage.step('a topic that does not exist');
    await ask(11, [{ partition: 0, fetchOffset: 0 }], {}, { topic: 'fetch-unknown' });
    stage.step('a broker that does not lead but has a replica');
    await ask(11, [{ partition: 2, fetchOffset: 0 }]);
    stage.step('a broker that does not lead, version 12 says who does');
    await ask(12, [{ partition: 2, fetchOffset: 0 }]);
    stage.step('a broker without a replica');
    const third = await stage.connect(3);
    await third.ask('Fetch', 11, {
      replicaId: -1,
      maxWaitMs: 0,
      minBytes: 1,
      topics: [{ topic: 'fetch', partitions: [{ partition: 3, fetchOffset: 0, partitionMaxBytes: 1000 }] }],
    });
    stage.step('an older leader epoch');
    await ask(11, [{ partition: 0, fetchOffset: 0, currentLeaderEpoch: 0 }]);
    stage.step('a leader epoch of the future');
    await ask(11, [{ partition: 0, fetchOffset: 0, currentLeaderEpoch: 7 }]);

    stage.step('a limit below the first batch still gives that batch');
    await ask(11, [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1 }]);
    stage.step('a limit between the first and the second batch cuts the second');
    await ask(11, [{ partition: 0, fetchOffset: 0, partitionMaxBytes: three.length + 20 }]);
    stage.step('a limit of the whole answer, two partitions');
    await ask(
      11,
      [
        { partition: 0, fetchOffset: 0 },
        { partition: 1, fetchOffset: 0 },
      ],
      { maxBytes: 1 },
    );
    stage.step('a limit of the whole answer that the second partition does not fit');
    await ask(
      11,
      [
        { partition: 1, fetchOffset: 0 },
        { partition: 0, fetchOffset: 0 },
      ],
      { maxBytes: three.length + 10 },
    );

    stage.step('read_committed');
    await ask(11, [{ partition: 0, fetchOffset: 3 }], { isolationLevel: 1 });

    stage.step('waits for enough bytes, up to its limit');
    const slow = await elapsed(() => ask(11, [{ partition: 0, fetchOffset: 5 }], { maxWaitMs: 400 }));
    stage.say(`waited ${slow >= 390 ? 'its time' : `only ${Math.round(slow)} ms`}`);
    stage.step('a partition that does not exist keeps nobody from waiting');
    const unknown = await elapsed(() =>
      ask(
        11,
        [
          { partition: 0, fetchOffset: 5 },
          { partition: 9, fetchOffset: 0 },
        ],
        { maxWaitMs: 400 },
      ),
    );
    stage.say(`waited ${unknown >= 390 ? 'its time' : 'not at all'}`);
    stage.step('an offset out of range does not wait');
    const quick = await elapsed(() =>
      ask(
        11,
        [
          { partition: 0, fetchOffset: 5 },
          { partition: 1, fetchOffset: 99 },
        ],
        { maxWaitMs: 10_000 },
      ),
    );
    stage.say(quick < 5_000 ? 'answered at once' : 'waited');
    stage.step('is woken by a record');
    const waiting = ask(11, [{ partition: 0, fetchOffset: 5 }], { maxWaitMs: 10_000 });
    await stage.pause(300);
    await produce(stage, 1, 'fetch', 0, stage.batch([{ key: 'f', value: '5' }]));
    await waiting;
    stage.step('nothing at all');
    await talk.ask('Fetch', 11, { replicaId: -1, maxWaitMs: 10_000, minBytes: 1, topics: [] });

    stage.step('an unknown session');
    await ask(11, [{ partition: 0, fetchOffset: 5 }], { sessionId: 4711, sessionEpoch: 1 });
    stage.step('a consumer that says it is a follower');
    await ask(11, [{ partition: 0, fetchOffset: 0 }], { replicaId: 9 });
  },
};

async function elapsed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
