import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';
import { damaged } from '../odd-batches';

export const acks: ConformanceScenario = {
  name: 'acks',
  about: 'acks 0, 1 and all: when the producer hears of it, and what it hears when there are too few replicas.',
  async play(stage) {
    await createTopic(stage, 'acks', [
      [1, 2, 3],
      [2, 1, 3],
    ]);
    await createTopic(stage, 'acks-min', [[1, 2]], { 'min.insync.replicas': '3' });
    const one = stage.batch([{ key: 'k', value: 'one' }]);
    const body = (name: string, index: number, acks: number, records = one) => ({
      acks,
      timeoutMs: 5_000,
      topicData: [{ name, partitionData: [{ index, records }] }],
    });

    const talk = await stage.connect(1);
    stage.step('acks 1');
    await talk.ask('Produce', 9, body('acks', 0, 1));
    stage.step('acks all');
    await talk.ask('Produce', 9, body('acks', 0, -1));
    stage.step('acks 0 is not answered');
    talk.tell('Produce', 9, body('acks', 0, 0));
    await talk.comes('Produce', 9);
    stage.step('and the next request is');
    await talk.ask('ListOffsets', 4, {
      replicaId: -1,
      topics: [{ name: 'acks', partitions: [{ partitionIndex: 0, timestamp: -1 }] }],
    });

    stage.step('more in-sync replicas demanded than there are replicas: all of them will do');
    await talk.ask('Produce', 9, body('acks-min', 0, -1));
    await talk.ask('Produce', 9, body('acks-min', 0, 1));

    stage.step('acks 0, a broker that does not lead');
    const stranger = await stage.connect(1);
    stranger.tell('Produce', 9, body('acks', 1, 0));
    await stranger.comes('Produce', 9);
    stage.step('acks 0, a topic that does not exist');
    const lost = await stage.connect(1);
    lost.tell('Produce', 9, body('acks-unknown', 0, 0));
    await lost.comes('Produce', 9);
    stage.step('acks 0, a wrong checksum');
    const broken = await stage.connect(1);
    broken.tell('Produce', 9, body('acks', 0, 0, damaged(one)));
    await broken.comes('Produce', 9);
  },
};
