import { listFolder } from '../folder';
import type { ConformanceScenario } from '../scenario';
import { createTopic, endOf, produce } from '../setup';

export const disk: ConformanceScenario = {
  name: 'disk',
  about: "The files of a partition's folder: segments, indexes, checkpoints.",
  async play(stage) {
    await createTopic(
      stage,
      'shelf',
      [
        [1, 2],
        [2, 1],
      ],
      { 'segment.bytes': '1048576' },
    );
    stage.step('of an empty partition');
    await listFolder(stage, 1, 'shelf', 0);

    // Five of them fill a segment.
    for (let i = 0; i < 7; i++) {
      await produce(stage, 1, 'shelf', 0, stage.batch([{ key: `k${i}`, value: 'x'.repeat(200_000), atMs: i * 10 }]));
    }
    stage.step('after a roll, on the leader');
    await listFolder(stage, 1, 'shelf', 0);
    stage.step('after a roll, on the follower');
    const follower = await stage.wire(1);
    await stage.until('all is copied', async () => (await endOf(follower, 'shelf', 0)) === 7);
    await listFolder(stage, 2, 'shelf', 0);

    stage.step('small batches, and an idempotent producer');
    const producer = { producerId: 4711, producerEpoch: 0, baseSequence: 0 };
    await produce(
      stage,
      2,
      'shelf',
      1,
      stage.batch([
        { key: 'a', value: '1' },
        { key: 'b', value: null, atMs: 5 },
      ]),
      stage.batch([{ value: 'no key' }], producer),
      stage.batch([{ key: 'c', value: 'packed' }], { compression: 'gzip' }),
    );
    await listFolder(stage, 2, 'shelf', 1);
  },
};
