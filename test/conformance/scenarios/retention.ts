import { listFolder } from '../folder';
import type { ConformanceScenario } from '../scenario';
import { createTopic, produce } from '../setup';
import type { Stage } from '../stage';

const HOUR_MS = 3_600_000;

export const retention: ConformanceScenario = {
  name: 'retention',
  about: 'Old segments go, by size and by time: log start offset, .deleted files, and what reads before the start.',
  configs: { 'log.retention.check.interval.ms': '500', 'log.initial.task.delay.ms': '500' },
  async play(stage) {
    const talk = await stage.connect(1);
    const offsets = (topic: string, timestamp: number) =>
      talk.ask('ListOffsets', 5, {
        replicaId: -1,
        topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp }] }],
      });
    const fetch = (topic: string, fetchOffset: number) =>
      talk.ask('Fetch', 11, {
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 1,
        topics: [{ topic, partitions: [{ partition: 0, fetchOffset, partitionMaxBytes: 1 }] }],
      });

    await createTopic(stage, 'by-size', [[1]], { 'segment.bytes': '1048576', 'retention.bytes': '1048576' });
    for (let i = 0; i < 12; i++) {
      await produce(stage, 1, 'by-size', 0, stage.batch([{ key: `k${i}`, value: 'x'.repeat(200_000), atMs: i * 10 }]));
    }
    await starts(stage, 'by-size', 5);
    stage.step('by size: what is beyond the limit goes, segment by segment');
    await listFolder(stage, 1, 'by-size', 0);
    stage.step('by size: first, last, before the start, at the start');
    await offsets('by-size', -2);
    await offsets('by-size', -1);
    await fetch('by-size', 4);
    await fetch('by-size', 5);
    stage.step('by size: since a time before the start');
    await offsets('by-size', stage.startMs);

    await createTopic(stage, 'by-time', [[1]], { 'retention.ms': String(HOUR_MS) });
    await produce(stage, 1, 'by-time', 0, stage.batch([{ key: 'old', atMs: -20 * HOUR_MS }]));
    await starts(stage, 'by-time', 1);
    stage.step('by time: even the last segment goes, and an empty one takes its place');
    await listFolder(stage, 1, 'by-time', 0);
    await offsets('by-time', -2);
    await offsets('by-time', -1);
    await offsets('by-time', -3);
    await fetch('by-time', 0);
    await fetch('by-time', 1);

    await createTopic(stage, 'kept', [[1]], { 'retention.ms': '-1' });
    await produce(stage, 1, 'kept', 0, stage.batch([{ key: 'old', atMs: -20 * HOUR_MS }]));
    await stage.pause(1_500);
    stage.step('without a limit nothing goes');
    await offsets('kept', -2);
  },
};

async function starts(stage: Stage, topic: string, offset: number): Promise<void> {
  const wire = await stage.wire(1);
  await stage.until(`${topic} starts at ${offset}`, async () => {
    const { topics } = await wire.request('ListOffsets', 4, {
      replicaId: -1,
      topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp: -2 }] }],
    });
    return topics[0]?.partitions[0]?.offset === offset;
  });
  wire.close();
}
