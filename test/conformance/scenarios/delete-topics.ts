import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';

const UNKNOWN_ID = 'AAAAAAAAAAAAAAAAAAAAKg';

export const deleteTopics: ConformanceScenario = {
  name: 'delete-topics',
  about: 'DeleteTopics: by name, by id, and what does not exist.',
  async play(stage) {
    const talk = await stage.connect(2);
    for (const version of [1, 4, 5, 6]) {
      const name = `delete-v${version}`;
      await createTopic(stage, name, [[1, 2, 3]]);
      stage.step(`by name, version ${version}`);
      const body = version < 6 ? { topicNames: [name] } : { topics: [{ name }] };
      await talk.ask('DeleteTopics', version, { ...body, timeoutMs: 10_000 });
    }

    stage.step('gone everywhere');
    const wire = await stage.wire(3);
    await stage.until('it is gone', async () => {
      const { topics } = await wire.request('Metadata', 9, {
        topics: [{ name: 'delete-v6' }],
        allowAutoTopicCreation: false,
      });
      return topics[0]?.errorCode !== 0;
    });
    await talk.ask('Metadata', 9, { topics: [{ name: 'delete-v1' }], allowAutoTopicCreation: false });

    stage.step('a name that does not exist');
    await talk.ask('DeleteTopics', 1, { topicNames: ['delete-unknown'], timeoutMs: 10_000 });
    await talk.ask('DeleteTopics', 5, { topicNames: ['delete-unknown'], timeoutMs: 10_000 });
    await talk.ask('DeleteTopics', 6, { topics: [{ name: 'delete-unknown' }], timeoutMs: 10_000 });

    await createTopic(stage, 'delete-by-id', [[1]]);
    const known = await wire.request('Metadata', 12, {
      topics: [{ name: 'delete-by-id' }],
      allowAutoTopicCreation: false,
    });
    const topicId = known.topics[0]?.topicId ?? '';
    stage.step('by name and id together');
    await talk.ask('DeleteTopics', 6, { topics: [{ name: 'delete-by-id', topicId }], timeoutMs: 10_000 });
    stage.step('by id');
    await talk.ask('DeleteTopics', 6, { topics: [{ name: null, topicId }], timeoutMs: 10_000 });
    stage.step('by an id that does not exist');
    await talk.ask('DeleteTopics', 6, { topics: [{ name: null, topicId: UNKNOWN_ID }], timeoutMs: 10_000 });
    stage.step('by neither name nor id');
    await talk.ask('DeleteTopics', 6, { topics: [{ name: null }], timeoutMs: 10_000 });

    await createTopic(stage, 'delete-twice', [[1]]);
    stage.step('the same name twice');
    await talk.ask('DeleteTopics', 5, { topicNames: ['delete-twice', 'delete-twice'], timeoutMs: 10_000 });
    stage.step('nothing');
    await talk.ask('DeleteTopics', 5, { topicNames: [], timeoutMs: 10_000 });
  },
};
