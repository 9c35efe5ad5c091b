import { listFolder } from '../folder';
import type { ConformanceScenario } from '../scenario';
import { createTopic, produce } from '../setup';

export const compaction: ConformanceScenario = {
  name: 'compaction',
  about: 'A compacted topic keeps the last record of each key, and its offsets.',
  configs: { 'log.cleaner.backoff.ms': '200' },
  async play(stage) {
    await createTopic(stage, 'latest', [[1]], {
      'cleanup.policy': 'compact',
      'segment.bytes': '1048576',
      'min.cleanable.dirty.ratio': '0.01',
    });
    const fill = 'x'.repeat(200_000);
    await produce(
      stage,
      1,
      'latest',
      0,
      stage.batch([
        { key: 'a', value: 'a1' },
        { key: 'b', value: 'b1', atMs: 1 },
        { key: 'c', value: 'c1', atMs: 2 },
      ]),
      stage.batch([{ key: 'b', value: 'b2', atMs: 10 }]),
      stage.batch([
        { key: 'd', value: 'd1', atMs: 20 },
        { key: 'd', value: 'd2', atMs: 21 },
      ]),
      stage.batch([{ key: 'c', value: null, atMs: 30 }]),
      // Five fill the segment: the last two batches are in the active one, which is not cleaned.
      ...[40, 50, 60, 70, 80, 85].map((atMs) => stage.batch([{ key: 'fill', value: fill, atMs }])),
      stage.batch([{ key: 'a', value: 'in the active segment', atMs: 90 }]),
    );
    const wire = await stage.wire(1);
    const request = {
      replicaId: -1,
      maxWaitMs: 0,
      minBytes: 1,
      topics: [{ topic: 'latest', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 2_000_000 }] }],
    };
    await stage.until('it is cleaned', async () => {
      const { responses } = await wire.request('Fetch', 11, request);
      return (responses[0]?.partitions[0]?.records?.length ?? 0) < 500_000;
    });
    const talk = await stage.connect(1);
    stage.step('what is left, from the start');
    await talk.ask('Fetch', 11, request);
    stage.step('an offset that is gone: the next one that is there');
    const gone = {
      ...request,
      topics: [{ topic: 'latest', partitions: [{ partition: 0, fetchOffset: 4, partitionMaxBytes: 1 }] }],
    };
    await talk.ask('Fetch', 11, gone);
    stage.step('first and last are as they were');
    for (const timestamp of [-2, -1]) {
      await talk.ask('ListOffsets', 5, {
        replicaId: -1,
        topics: [{ name: 'latest', partitions: [{ partitionIndex: 0, timestamp }] }],
      });
    }
    stage.step('files');
    await listFolder(stage, 1, 'latest', 0);
  },
};
