import type { ConformanceScenario } from '../scenario';
import { createTopic, endOf } from '../setup';

export const pipelining: ConformanceScenario = {
  name: 'pipelining',
  about: 'Several requests on one connection: one at a time, answered in order.',
  async play(stage) {
    await createTopic(stage, 'piped', [[1]]);
    const talk = await stage.connect(1);
    const fetch = {
      replicaId: -1,
      maxWaitMs: 1_000,
      minBytes: 1,
      topics: [{ topic: 'piped', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 }] }],
    };
    const records = stage.batch([{ key: 'k', value: 'v' }]);
    const produce = {
      acks: 1,
      timeoutMs: 5_000,
      topicData: [{ name: 'piped', partitionData: [{ index: 0, records }] }],
    };

    stage.step('a Fetch that waits, and a Produce that would wake it, on one connection');
    const fetched = talk.tell('Fetch', 11, fetch);
    const produced = talk.tell('Produce', 9, produce);
    const start = performance.now();
    await talk.hear('Fetch', 11, fetched);
    stage.say(performance.now() - start > 900 ? 'only after the whole wait' : 'woken');
    await talk.hear('Produce', 9, produced);

    stage.step('on two connections the Produce wakes the Fetch');
    const other = await stage.connect(1, 'broker 1, on another connection');
    const end = await endOf(await stage.wire(1), 'piped', 0);
    const waiting = talk.tell('Fetch', 11, {
      ...fetch,
      maxWaitMs: 10_000,
      topics: [{ topic: 'piped', partitions: [{ partition: 0, fetchOffset: end ?? 0, partitionMaxBytes: 1000 }] }],
    });
    await stage.pause(300);
    await other.ask('Produce', 9, produce);
    await talk.hear('Fetch', 11, waiting);

    stage.step('three at once are answered in order');
    const ids = ['Metadata', 'Metadata', 'Metadata'].map(() => talk.wire.send('Metadata', 1, { topics: [] }));
    for (const id of ids) await talk.wire.answer('Metadata', 1, id);
    stage.say('answered in order');
  },
};
