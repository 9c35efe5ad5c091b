import { describe, expect, it } from 'vitest';
import { desk as ruDesk } from '../../src/i18n/ru/desk';
import { ru } from '../../src/i18n/ru/index';
import { Learner, type GroupTable } from './support/learner';
import { useSite } from './support/site';

const LESSON = 'partitions-and-readers';
const site = useSite();
const arrives = (): Learner => new Learner(site);

/** How many partitions each member of the group owns, smallest first. */
function shares({ rows }: GroupTable): number[] {
  const owned = new Map<string, number>();
  for (const { consumerId, partition } of rows) {
    if (consumerId === '-') continue;
    owned.set(consumerId, (owned.get(consumerId) ?? 0) + (partition === '-' ? 0 : 1));
  }
  return [...owned.values()].sort((a, b) => a - b);
}

const stableWith =
  (...wanted: number[]) =>
  (group: GroupTable): boolean =>
    group.state === 'Stable' && shares(group).join() === wanted.join();

describe('the first lesson, on the built site', () => {
  it('runs a program, and runs it again as edited', async () => {
    const learner = arrives();
    await learner
      .opens(LESSON)
      .atSpeed(10)
      .runs('producer')
      .readsInConsole(/Topic-A-\d from offset 0/);
    await expect
      .poll(() => learner.logEnds('Topic-A'), { timeout: 20_000 })
      .toEqual(expect.arrayContaining([expect.any(Number)]));
    await expect
      .poll(async () => Math.min(...(await learner.logEnds('Topic-A'))), { timeout: 20_000 })
      .toBeGreaterThan(0);

    await learner.stops('producer-1').readsInConsole('process exited');
    await learner.writes(
      'producer.ts',
      `import { Kafka } from 'kafkajs';
const kafka = new Kafka({ clientId: 'desk', brokers: ['broker-1:9092'] });
const producer = kafka.producer();
await producer.connect();
const before = Date.now();
await producer.send({ topic: 'Topic-A', messages: [{ key: 'anna', value: 'one' }, { key: 'anna', value: 'two' }] });
console.log('two records for anna, on one shelf');
await producer.disconnect();
`,
    );
    await learner.runs('producer').readsInConsole('two records for anna, on one shelf');
  });

  it('shares four partitions among four readers, leaves the fifth idle, and deals out anew when one dies', async () => {
    const learner = arrives();
    await learner
      .opens(LESSON)
      .atSpeed(50)
      .runs('producer')
      .runs('consumer')
      .seesGroup(stableWith(4), 'one reader has all four partitions')
      .runs('consumer', 4)
      .seesGroup(stableWith(1, 1, 1, 1), 'four readers have one partition each')
      .runs('consumer', 5)
      .seesGroup(stableWith(0, 1, 1, 1, 1), 'the fifth reader has none');
    const before = await learner.group();
    expect(before.notes).toContainEqual(expect.stringMatching(/is idle: no partition left/));
    await learner.finishes('run-producer').finishes('every-shelf');

    const victim = ownerOf(before, 0);
    await learner
      .chooses('consumer.ts')
      .kills(victim)
      .seesGroup(stableWith(1, 1, 1, 1), 'four are left, all at work');
    const after = await learner.group();
    const survivors = after.rows.map(({ host }) => host.slice(1));
    expect(survivors).not.toContain(victim);
    expect(survivors).toContain(ownerOf(after, 0));
  });

  it('reads about four times as fast with four readers, measured in the run', async () => {
    const learner = arrives();
    await learner
      .opens(LESSON)
      .atSpeed(50)
      .runs('producer')
      .finishes('every-shelf')
      .goesOn()
      .runs('consumer')
      .finishes('one-measured')
      .goesOn()
      .runs('consumer', 4)
      .finishes('four-measured');
    const [one, four] = await learner.page
      .locator('[data-bar]')
      .evaluateAll((bars) => bars.map((bar) => Number(/([\d.]+) s/.exec(bar.textContent ?? '')?.[1])));
    expect((one ?? 0) / (four ?? 1)).toBeGreaterThan(3);
    expect((one ?? 0) / (four ?? 1)).toBeLessThan(5);
  });

  it('stands still when paused, steps to the next event, and goes on', async () => {
    const learner = arrives();
    await learner
      .opens(LESSON)
      .runs('producer')
      .readsInConsole(/Topic-A-\d from offset 0/)
      .pauses();
    const paused = await timeStandsStill(learner);
    await learner.steps();
    await expect.poll(() => learner.now()).not.toBe(paused);
    const stepped = await timeStandsStill(learner);
    expect(stepped > paused).toBe(true);
    await learner.page.locator('body').press('Space');
    await expect.poll(() => learner.now()).not.toBe(stepped);
  });

  it('speaks Russian from one click on, and the run goes on', async () => {
    const learner = arrives();
    await learner
      .opens(LESSON)
      .atSpeed(10)
      .runs('producer')
      .readsInConsole(/Topic-A-\d from offset 0/);
    await learner.page.getByRole('button', { name: ru.shell.languageName }).click();
    await learner.page.getByRole('tab', { name: ruDesk.tabs.topics, exact: true }).waitFor();
    expect(await learner.page.locator('html').getAttribute('lang')).toBe('ru');
    expect(await learner.page.getByRole('heading', { level: 1 }).textContent()).toMatch(/[а-я]{3}/);
    await learner.page
      .getByText(/Topic-A-\d from offset \d/)
      .first()
      .waitFor();
  });
});

/** The time at which it stands. A frame that was granted before the click may still be on its way. */
async function timeStandsStill(learner: Learner): Promise<string> {
  let before = '';
  await expect
    .poll(
      async () => {
        const last = before;
        before = await learner.now();
        return before === last;
      },
      { interval: 500, timeout: 10_000 },
    )
    .toBe(true);
  return before;
}

function ownerOf({ rows }: GroupTable, partition: number): string {
  const owner = rows.find((row) => row.partition === String(partition))?.host;
  if (owner === undefined) throw new Error(`Nobody owns partition ${partition}.`);
  return owner.slice(1);
}
