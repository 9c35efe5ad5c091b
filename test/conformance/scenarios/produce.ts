import { stampBatch } from '../../../src/sim/protocol/record-batch';
import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';
import type { Talk } from '../stage';
import { damaged, legacyMessage, rewritten } from '../odd-batches';

const produceTo = (talk: Talk, version: number, name: string, index: number, records: Uint8Array | null, acks = -1) =>
  talk.ask('Produce', version, { acks, timeoutMs: 5_000, topicData: [{ name, partitionData: [{ index, records }] }] });

export const produce: ConformanceScenario = {
  name: 'produce',
  about: 'Produce: what is appended, what is refused, and in which words.',
  async play(stage) {
    await createTopic(stage, 'produce', [
      [1, 2, 3],
      [2, 3, 1],
    ]);
    await createTopic(stage, 'produce-compacted', [[1]], { 'cleanup.policy': 'compact' });
    await createTopic(stage, 'produce-small', [[1]], { 'max.message.bytes': '200' });
    await createTopic(stage, 'produce-log-time', [[1]], { 'message.timestamp.type': 'LogAppendTime' });
    const talk = await stage.connect(1);
    const one = stage.batch([{ key: 'k', value: 'one' }]);

    for (const version of [3, 7, 8, 9, 12]) {
      stage.step(`appended, version ${version}`);
      await produceTo(talk, version, 'produce', 0, one);
    }
    stage.step('two records and a null key');
    await produceTo(talk, 9, 'produce', 0, stage.batch([{ value: 'two' }, { key: 'k', value: null }]));
    stage.step('gzip');
    await produceTo(talk, 9, 'produce', 0, stage.batch([{ key: 'k', value: 'gzip' }], { compression: 'gzip' }));

    stage.step('a partition that does not exist');
    await produceTo(talk, 9, 'produce', 9, one);
    stage.step('a topic that does not exist');
    await produceTo(talk, 9, 'produce-unknown', 0, one);
    stage.step('a broker that does not lead, version 9');
    await produceTo(talk, 9, 'produce', 1, one);
    stage.step('a broker that does not lead, version 10');
    await produceTo(talk, 10, 'produce', 1, one);
    stage.step('a topic id that does not exist');
    await talk.ask('Produce', 13, {
      acks: -1,
      timeoutMs: 5_000,
      topicData: [{ topicId: 'AAAAAAAAAAAAAAAAAAAAKg', partitionData: [{ index: 0, records: one }] }],
    });

    for (const acks of [2, -2]) {
      stage.step(`acks ${acks}`);
      await produceTo(talk, 9, 'produce', 0, one, acks);
    }

    stage.step('a wrong checksum');
    await produceTo(talk, 9, 'produce', 0, damaged(one));
    stage.step('a batch that is cut short');
    await produceTo(talk, 9, 'produce', 0, one.slice(0, -1));
    stage.step('a batch whose header is cut short');
    await produceTo(await stage.connect(1), 9, 'produce', 0, one.slice(0, 30));
    stage.step('no batch: null');
    const unheard = await stage.connect(1);
    unheard.tell('Produce', 9, {
      acks: -1,
      timeoutMs: 5_000,
      topicData: [{ name: 'produce', partitionData: [{ index: 0, records: null }] }],
    });
    await unheard.comes('Produce', 9);
    stage.step('no batch: empty');
    await produceTo(await stage.connect(1), 9, 'produce', 0, new Uint8Array(0));
    stage.step('two batches');
    await produceTo(await stage.connect(1), 9, 'produce', 0, Buffer.concat([one, one]));
    stage.step('a message of the old format');
    await produceTo(await stage.connect(1), 9, 'produce', 0, legacyMessage(stage.startMs));
    stage.step('a base offset that is not 0');
    const shifted = one.slice();
    stampBatch(shifted, 5, -1);
    await produceTo(talk, 9, 'produce', 0, shifted);
    stage.step('a last offset delta that does not fit');
    await produceTo(talk, 9, 'produce', 0, rewritten(one, { lastOffsetDelta: 3 }));
    stage.step('a record count that does not fit');
    await produceTo(talk, 9, 'produce', 0, rewritten(one, { recordsCount: 2 }));
    stage.step('no records');
    await produceTo(talk, 9, 'produce', 0, rewritten(one, { recordsCount: 0 }));
    stage.step('a control batch');
    await produceTo(talk, 9, 'produce', 0, stage.batch([{ key: 'k' }], { control: true }));
    stage.step('a transactional batch without a transactional id');
    await produceTo(
      await stage.connect(1),
      9,
      'produce',
      0,
      stage.batch([{ key: 'k' }], { transactional: true, producerId: 1, producerEpoch: 0, baseSequence: 0 }),
    );

    stage.step('a record from two hours ahead');
    await produceTo(talk, 9, 'produce', 0, stage.batch([{ key: 'k', atMs: 7_200_000 }]));
    stage.step('a record from yesterday');
    await produceTo(talk, 9, 'produce', 0, stage.batch([{ key: 'k', atMs: -20 * 3_600_000 }]));
    stage.step('larger than the topic allows');
    await produceTo(talk, 9, 'produce-small', 0, stage.batch([{ key: 'k', value: 'x'.repeat(200) }]));
    stage.step('no key on a compacted topic, version 7');
    await produceTo(talk, 7, 'produce-compacted', 0, stage.batch([{ key: 'a' }, { value: 'no key' }]));
    stage.step('no key on a compacted topic, version 8');
    await produceTo(talk, 8, 'produce-compacted', 0, stage.batch([{ key: 'a' }, { value: 'no key' }]));
    stage.step('a topic that stamps the time itself');
    const stamped = await (
      await stage.wire(1)
    ).request('Produce', 9, {
      acks: -1,
      timeoutMs: 5_000,
      topicData: [{ name: 'produce-log-time', partitionData: [{ index: 0, records: one }] }],
    });
    const appended = stamped.responses[0]?.partitionResponses[0]?.logAppendTimeMs ?? -1;
    stage.say(`log append time is ${appended === -1 ? 'not said' : appended >= stage.startMs ? 'now' : 'long ago'}`);

    stage.step('one partition fails, the others do not');
    await talk.ask('Produce', 9, {
      acks: 1,
      timeoutMs: 5_000,
      topicData: [
        {
          name: 'produce',
          partitionData: [
            { index: 0, records: one },
            { index: 1, records: one },
          ],
        },
        { name: 'produce-unknown', partitionData: [{ index: 0, records: one }] },
      ],
    });
    stage.step('nothing');
    await talk.ask('Produce', 9, { acks: -1, timeoutMs: 5_000, topicData: [] });
  },
};
