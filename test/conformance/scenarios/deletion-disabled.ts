import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';

export const deletionDisabled: ConformanceScenario = {
  name: 'deletion-disabled',
  about: 'DeleteTopics where delete.topic.enable is false.',
  configs: { 'delete.topic.enable': 'false' },
  async play(stage) {
    await createTopic(stage, 'kept', [[1]]);
    const talk = await stage.connect(2);
    for (const version of [1, 2, 3, 4, 5]) {
      stage.step(`by name, version ${version}`);
      await talk.ask('DeleteTopics', version, { topicNames: ['kept', 'kept-unknown'], timeoutMs: 10_000 });
    }
    stage.step('by name, version 6');
    await talk.ask('DeleteTopics', 6, { topics: [{ name: 'kept' }], timeoutMs: 10_000 });
    stage.step('the same twice');
    await talk.ask('DeleteTopics', 6, { topics: [{ name: 'kept' }, { name: 'kept' }], timeoutMs: 10_000 });
  },
};
