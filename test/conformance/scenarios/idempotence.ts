import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';

export const idempotence: ConformanceScenario = {
  name: 'idempotence',
  about: 'Idempotent producers: sequences, duplicates, gaps and old epochs.',
  async play(stage) {
    await createTopic(stage, 'idem', [[1], [1]]);
    const talk = await stage.connect(1);
    const wire = await stage.wire(1);
    // Right after its start a broker has to fetch a block of ids first.
    await stage.until('the broker has ids', async () => {
      const { errorCode } = await wire.request('InitProducerId', 0, {
        transactionalId: null,
        transactionTimeoutMs: 60_000,
      });
      return errorCode === 0;
    });
    stage.step('an id, version 0');
    const first = await talk.ask('InitProducerId', 0, { transactionalId: null, transactionTimeoutMs: 60_000 });
    stage.step('another id, version 4');
    const second = await talk.ask('InitProducerId', 4, { transactionalId: null, transactionTimeoutMs: 60_000 });
    const producerId = first?.producerId ?? -1;
    const other = second?.producerId ?? -1;

    const send = (
      title: string,
      producer: number,
      producerEpoch: number,
      baseSequence: number,
      values: readonly string[] = ['v'],
      index = 0,
    ) => {
      stage.step(title);
      const records = stage.batch(
        values.map((value) => ({ key: 'k', value })),
        { producerId: producer, producerEpoch, baseSequence },
      );
      return talk.ask('Produce', 9, {
        acks: -1,
        timeoutMs: 5_000,
        topicData: [{ name: 'idem', partitionData: [{ index, records }] }],
      });
    };

    await send('first sequence', producerId, 0, 0, ['a', 'b']);
    await send('next sequence', producerId, 0, 2, ['c']);
    await send('the first batch again', producerId, 0, 0, ['a', 'b']);
    await send('the last batch again', producerId, 0, 2, ['c']);
    await send('a gap', producerId, 0, 4);
    await send('half of a known batch', producerId, 0, 1);
    for (let sequence = 3; sequence <= 7; sequence++) await send(`sequence ${sequence}`, producerId, 0, sequence);
    await send('a batch that is no longer among the last five', producerId, 0, 2, ['c']);
    await send('the oldest of the last five again', producerId, 0, 3);
    await send('a new epoch begins at 0', producerId, 1, 0);
    await send('the old epoch', producerId, 0, 8);
    await send('a newer epoch that does not begin at 0', producerId, 2, 5);
    await send('the epoch goes on', producerId, 1, 1);

    await send('an unknown producer that does not begin at 0', other, 0, 7);
    await send('its next', other, 0, 8);
    await send('another partition has sequences of its own', producerId, 1, 0, ['a'], 1);

    stage.step('all that stands in the log');
    await talk.ask('Fetch', 11, {
      replicaId: -1,
      maxWaitMs: 0,
      minBytes: 1,
      topics: [{ topic: 'idem', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 100_000 }] }],
    });

    stage.step('an id for an epoch that was had before, version 4');
    await talk.ask('InitProducerId', 4, {
      transactionalId: null,
      transactionTimeoutMs: 60_000,
      producerId,
      producerEpoch: 1,
    });
    stage.step('an empty transactional id');
    await talk.ask('InitProducerId', 4, { transactionalId: '', transactionTimeoutMs: 60_000 });
    await send('a negative sequence', producerId, 1, -1);
  },
};
