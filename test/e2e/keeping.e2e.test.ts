import { describe, expect, it } from 'vitest';
import { Learner } from './support/learner';
import { useSite } from './support/site';

const LESSON = 'partitions-and-readers';
const site = useSite();

describe('a reload', () => {
  it('keeps what was typed, and the run', async () => {
    const learner = new Learner(site);
    await learner
      .opens(LESSON)
      .atSpeed(10)
      .runs('producer')
      .readsInConsole(/Topic-A-\d from offset 0/);
    await learner.writes('library.ts', '// typed by a visitor\n');
    await learner.reloads();
    expect(await learner.code('library.ts')).toContain('typed by a visitor');
    await learner.chooses('producer.ts').readsInConsole(/Topic-A-\d from offset 0/);
  });

  it('right after the last key keeps that key', async () => {
    const learner = new Learner(site);
    await learner.opens(LESSON).writes('library.ts', '// the last thing typed');
    await learner.page.keyboard.type('!');
    await learner.reloads();
    expect(await learner.code('library.ts')).toContain('the last thing typed!');
  });
});
