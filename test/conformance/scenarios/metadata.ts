import type { ConformanceScenario } from '../scenario';
import { createTopic, knows } from '../setup';

const UNKNOWN_ID = 'AAAAAAAAAAAAAAAAAAAAKg';

export const metadata: ConformanceScenario = {
  name: 'metadata',
  about: 'Metadata: topics that exist, that do not, that are made on the way, and that may not be.',
  fresh: true,
  async play(stage) {
    const talk = await stage.connect(1);

    stage.step('all topics, when there are none');
    await talk.ask('Metadata', 0, { topics: [] });
    await talk.ask('Metadata', 1, { topics: null });
    await talk.ask('Metadata', 12, { topics: null });

    stage.step('no topics');
    await talk.ask('Metadata', 1, { topics: [] });

    await createTopic(stage, 'meta', [
      [1, 2],
      [2, 3],
      [3, 1],
    ]);
    for (const version of [0, 1, 5, 7, 8, 9]) {
      stage.step(`a topic, version ${version}`);
      await talk.ask('Metadata', version, { topics: [{ name: 'meta' }] });
    }
    let id = '';
    for (const version of [10, 12, 13]) {
      stage.step(`a topic, version ${version}`);
      const answer = await talk.ask('Metadata', version, { topics: [{ name: 'meta' }] });
      id = answer?.topics[0]?.topicId ?? '';
    }

    stage.step('all topics');
    await talk.ask('Metadata', 12, { topics: null });

    stage.step('by id');
    await talk.ask('Metadata', 12, { topics: [{ topicId: id, name: null }] });

    stage.step('by an id that does not exist');
    await talk.ask('Metadata', 12, { topics: [{ topicId: UNKNOWN_ID, name: null }] });

    stage.step('by id and name together');
    await talk.ask('Metadata', 12, { topics: [{ topicId: id, name: 'meta' }] });

    stage.step('with the authorized operations');
    await talk.ask('Metadata', 8, {
      topics: [{ name: 'meta' }],
      includeTopicAuthorizedOperations: true,
      includeClusterAuthorizedOperations: true,
    });

    stage.step('the same topic twice');
    await talk.ask('Metadata', 9, { topics: [{ name: 'meta' }, { name: 'meta' }] });

    stage.step('an unknown topic that must not be made');
    await talk.ask('Metadata', 9, { topics: [{ name: 'meta-unknown' }], allowAutoTopicCreation: false });

    const ILLEGAL = ['', '.', '..', 'a b', 'a/b', 'ä', 'x'.repeat(250)];
    for (const name of ILLEGAL) {
      stage.step(`illegal name ${JSON.stringify(name).slice(0, 12)}`);
      await talk.ask('Metadata', 9, { topics: [{ name }], allowAutoTopicCreation: true });
    }

    stage.step('an unknown topic that may be made');
    await talk.ask('Metadata', 9, { topics: [{ name: 'meta-made' }], allowAutoTopicCreation: true });
    await knows(stage, 1, 'meta-made', 1);
    const wire = await stage.wire(1);
    const made = await wire.request('Metadata', 9, { topics: [{ name: 'meta-made' }], allowAutoTopicCreation: false });
    stage.say(
      `made with ${made.topics[0]?.partitions.map(({ replicaNodes }) => `${replicaNodes.length} replica`).join()}`,
    );

    stage.step('a name that collides with another once dots are underscores');
    await createTopic(stage, 'meta.dot', [[1]]);
    await talk.ask('Metadata', 9, { topics: [{ name: 'meta_dot' }], allowAutoTopicCreation: true });
    await stage.pause(500);
    await talk.ask('Metadata', 9, { topics: [{ name: 'meta_dot' }], allowAutoTopicCreation: false });

    stage.step('before version 4 nobody asks whether it may be made');
    await talk.ask('Metadata', 3, { topics: [{ name: 'meta-old' }] });
    await knows(stage, 1, 'meta-old', 1);
  },
};
