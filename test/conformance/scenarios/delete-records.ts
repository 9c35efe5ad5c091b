import type { ConformanceScenario } from '../scenario';
import { createTopic, produce } from '../setup';

export const deleteRecords: ConformanceScenario = {
  name: 'delete-records',
  about: 'DeleteRecords: the log start offset moves, and what reads before it.',
  async play(stage) {
    await createTopic(stage, 'shortened', [
      [1, 2],
      [2, 1],
    ]);
    await createTopic(stage, 'shortened-compacted', [[1]], { 'cleanup.policy': 'compact' });
    await produce(
      stage,
      1,
      'shortened',
      0,
      stage.batch([{ key: 'a' }, { key: 'b' }, { key: 'c' }]),
      stage.batch([{ key: 'd' }, { key: 'e' }]),
    );
    const talk = await stage.connect(1);
    const cut = (version: number, partitionIndex: number, offset: number, name = 'shortened') =>
      talk.ask('DeleteRecords', version, {
        topics: [{ name, partitions: [{ partitionIndex, offset }] }],
        timeoutMs: 10_000,
      });

    stage.step('up to the middle of a batch');
    await cut(2, 0, 1);
    stage.step('earliest and latest after that');
    const ask = (timestamp: number) =>
      talk.ask('ListOffsets', 5, {
        replicaId: -1,
        topics: [{ name: 'shortened', partitions: [{ partitionIndex: 0, timestamp }] }],
      });
    await ask(-2);
    await ask(-1);
    stage.step('read from the new start comes the whole batch');
    const fetch = (fetchOffset: number) =>
      talk.ask('Fetch', 11, {
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 1,
        topics: [{ topic: 'shortened', partitions: [{ partition: 0, fetchOffset, partitionMaxBytes: 10_000 }] }],
      });
    await fetch(1);
    stage.step('read from before it');
    await fetch(0);
    stage.step('less than was deleted already');
    await cut(1, 0, 0);
    stage.step('up to the high watermark');
    await cut(0, 0, -1);
    await fetch(5);
    stage.step('beyond the high watermark');
    await cut(2, 0, 6);
    stage.step('a negative offset');
    await cut(2, 0, -2);
    stage.step('a broker that does not lead');
    await cut(2, 1, 0);
    stage.step('a partition that does not exist');
    await cut(2, 9, 0);
    stage.step('a topic that does not exist');
    await cut(2, 0, 0, 'shortened-unknown');
    stage.step('a compacted topic');
    await cut(2, 0, 0, 'shortened-compacted');
    stage.step('new records go on after the old ones');
    await produce(stage, 1, 'shortened', 0, stage.batch([{ key: 'f' }]));
    await fetch(5);
  },
};
