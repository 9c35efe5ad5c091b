import type { ConformanceScenario } from '../scenario';
import { sees } from '../sees';
import { createTopic, produce } from '../setup';

const TOPICS = ['lagging'];

export const followerLags: ConformanceScenario = {
  name: 'follower-lags',
  about: 'A follower stands still, as in a long garbage collection: it leaves the ISR, and comes back.',
  // It is late long before it is taken for dead.
  configs: { 'replica.lag.time.max.ms': '2000', 'broker.session.timeout.ms': '18000' },
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'lagging', [[3, 1, 2]], { 'min.insync.replicas': '3' });
    const one = stage.batch([{ key: 'k', value: 'one' }]);
    await produce(stage, 3, 'lagging', 0, one);
    await stage.cluster.pause(1);
    const talk = await stage.connect(3);
    const send = (acks: number, timeoutMs: number) =>
      talk.ask('Produce', 9, {
        acks,
        timeoutMs,
        topicData: [{ name: 'lagging', partitionData: [{ index: 0, records: one }] }],
      });
    const fetch = () =>
      talk.ask('Fetch', 11, {
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 1,
        topics: [{ topic: 'lagging', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 10_000 }] }],
      });
    stage.step('while it still counts as in sync, acks=all waits for it in vain');
    await send(-1, 300);
    stage.step('out of the ISR');
    await sees(stage, 3, TOPICS, ([first]) => first?.isr === 2);
    await talk.ask('Metadata', 9, { topics: [{ name: 'lagging' }], allowAutoTopicCreation: false });
    stage.step('now there are too few');
    await send(-1, 5_000);
    await send(1, 5_000);
    stage.step('below min.insync.replicas the high watermark stands still');
    await stage.pause(1_000);
    await fetch();
    stage.step('back in the ISR, and all is committed');
    await stage.cluster.resume(1);
    await sees(stage, 3, TOPICS, ([first]) => first?.isr === 3);
    await talk.ask('Metadata', 9, { topics: [{ name: 'lagging' }], allowAutoTopicCreation: false });
    await stage.until('the high watermark has moved', async () => {
      const { responses } = await talk.wire.request('Fetch', 11, {
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 1,
        topics: [{ topic: 'lagging', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 10_000 }] }],
      });
      return responses[0]?.partitions[0]?.highWatermark === 3;
    });
    await fetch();
  },
};
