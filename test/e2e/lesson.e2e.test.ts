import { describe, expect, it } from 'vitest';
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
    const { notes, rows } = await learner.group();
    expect(notes).toContainEqual(expect.stringMatching(/is idle: no partition left/));

    const victim = rows.find(({ partition }) => partition === '0')?.consumerId;
    await learner
      .chooses('consumer.ts')
      .kills('consumer-1')
      .seesGroup(stableWith(1, 1, 1, 1), 'four are left, all at work');
    const after = await learner.group();
    expect(after.rows.map(({ consumerId }) => consumerId)).toHaveLength(4);
    expect(victim).toBeDefined();
  });
});
