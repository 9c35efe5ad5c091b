import type { ConformanceScenario } from '../scenario';
import { createTopic, knows } from '../setup';

export const createPartitions: ConformanceScenario = {
  name: 'create-partitions',
  about: 'CreatePartitions: a topic grows, and does not shrink.',
  async play(stage) {
    const talk = await stage.connect(3);
    await createTopic(stage, 'grow', [
      [1, 2],
      [2, 3],
    ]);
    const ask = (count: number, assignments: readonly (readonly number[])[] | null = null, validateOnly = false) =>
      talk.ask('CreatePartitions', 3, {
        topics: [
          {
            name: 'grow',
            count,
            assignments: assignments === null ? null : assignments.map((brokerIds) => ({ brokerIds })),
          },
        ],
        timeoutMs: 10_000,
        validateOnly,
      });

    stage.step('as many as there are');
    await ask(2);
    stage.step('fewer');
    await ask(1);
    stage.step('none');
    await ask(0);
    stage.step('fewer than none');
    await ask(-1);
    stage.step('placed for too many');
    await ask(3, [
      [1, 2],
      [2, 3],
    ]);
    stage.step('placed for too few');
    await ask(4, [[1, 2]]);
    stage.step('placed with another number of replicas');
    await ask(3, [[1]]);
    stage.step('placed on a broker that is none');
    await ask(3, [[1, 9]]);
    stage.step('placed twice on one broker');
    await ask(3, [[1, 1]]);
    stage.step('only tried');
    await ask(3, null, true);
    stage.step('grown, as placed');
    await ask(3, [[3, 1]]);
    await knows(stage, 1, 'grow', 3);
    const reader = await stage.connect(1);
    await reader.ask('Metadata', 9, { topics: [{ name: 'grow' }], allowAutoTopicCreation: false });

    stage.step('a topic that does not exist');
    await talk.ask('CreatePartitions', 1, {
      topics: [{ name: 'grow-unknown', count: 2, assignments: null }],
      timeoutMs: 10_000,
      validateOnly: false,
    });
    stage.step('the same topic twice');
    await talk.ask('CreatePartitions', 1, {
      topics: [
        { name: 'grow', count: 5, assignments: null },
        { name: 'grow', count: 6, assignments: null },
      ],
      timeoutMs: 10_000,
      validateOnly: false,
    });
  },
};
