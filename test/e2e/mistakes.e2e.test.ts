import { describe, it } from 'vitest';
import { en } from '../../src/i18n/en/index';
import { Learner } from './support/learner';
import { useSite } from './support/site';

const LESSON = 'partitions-and-readers';
const site = useSite();
const arrives = (): Learner => new Learner(site);

describe('a program with a mistake', () => {
  it('that does not compile says where, and the rest goes on', async () => {
    const learner = arrives();
    await learner.opens(LESSON).atSpeed(10).runs('consumer');
    await learner.writes(
      'producer.ts',
      "import { Kafka } from 'kafkajs';\n\nconst kafka = new Kafka({ clientId: 'desk';\n",
    );
    await learner
      .tries('producer.ts')
      .readsInConsole(/producer\.ts:3/)
      .sees(/producer-1 crashed at/);
    await learner.seesGroup(({ state }) => state === 'Stable', 'the readers are not disturbed');
  });

  it('that throws says where, with a stack in the learner’s own lines', async () => {
    const learner = arrives();
    await learner.opens(LESSON).atSpeed(10);
    await learner.writes(
      'producer.ts',
      'const shelf: string[] = [];\n\nfunction take(): string {\n  return shelf[0].trim();\n}\n\ntake();\n',
    );
    await learner.tries('producer.ts').readsInConsole(/TypeError/);
    await learner.readsInConsole(/producer\.ts:4/).readsInConsole(/producer\.ts:7/);
  });

  it('that never answers is ended, and says so', async () => {
    const learner = arrives();
    await learner.opens(LESSON).atSpeed(10);
    await learner.writes('producer.ts', 'while (true) {}\n');
    await learner.tries('producer.ts').readsInConsole(en.console.unresponsive);
    await learner.runs('consumer').seesGroup(({ state }) => state === 'Stable', 'time goes on');
  });
});
