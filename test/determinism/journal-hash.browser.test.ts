import { loaders } from 'virtual:lessons';
import { commands } from 'vitest/browser';
import { expect, it } from 'vitest';
import type { Command } from '../../src/contract/command';
import { US_PER_SECOND } from '../../src/contract/ids';
import { ENGINE_VERSION, RUN_LOG_FORMAT, type RunLog } from '../../src/contract/run-log';
import { createSimClient } from '../../src/worker/sim-client';

const UNTIL_US = 60 * US_PER_SECOND;
/** Not a divisor of anything: where grants end must not matter. */
const GRANT_US = 733_333;

const at = (seconds: number, command: Command) => ({ atUs: seconds * US_PER_SECOND, command });

/** The first lesson as a learner takes it: a writer, readers that come one by one, an edit, one killed, one stopped. */
async function lessonRun(): Promise<RunLog> {
  const lesson = (await loaders['partitions-and-readers']?.en())?.default;
  if (lesson === undefined) throw new Error('The lesson is gone.');
  const { scenario, seed, programs, files } = lesson;
  const story = [
    at(1, { type: 'run', program: 'producer', instance: 1 }),
    at(2, { type: 'run', program: 'consumer', instance: 1 }),
    at(14, { type: 'run', program: 'consumer', instance: 2 }),
    at(14.5, { type: 'run', program: 'consumer', instance: 3 }),
    at(30, { type: 'kill', process: 'consumer-2', cause: 'visitor' }),
    at(32, { type: 'edit', file: 'producer.ts', text: "throw new Error('edited');\n" }),
    at(40, { type: 'stop', process: 'producer-1' }),
    at(55, { type: 'run', program: 'producer', instance: 2 }),
  ];
  const logged = story.map((step, seq) => ({ ...step, seq }));
  return { format: RUN_LOG_FORMAT, engine: ENGINE_VERSION, scenario, seed, programs, files, commands: logged };
}

/** In one go, or in the small pieces in which a page grants time. */
async function browserHash(log: RunLog, grantUs: number): Promise<{ hash: string; events: number }> {
  const simulation = await createSimClient();
  await simulation.open(log, grantUs);
  for (let nowUs = grantUs; nowUs < UNTIL_US;) {
    nowUs = Math.min(nowUs + grantUs, UNTIL_US);
    await simulation.grant(nowUs);
  }
  const answer = await simulation.query({ type: 'journal-hash' });
  simulation.dispose();
  if (answer.type !== 'journal-hash') throw new Error(`The simulation answered ${answer.type}.`);
  return answer;
}

it('the same run gives the same journal, twice in the browser and twice in Node', { timeout: 120_000 }, async () => {
  const log = await lessonRun();
  const whole = await browserHash(log, UNTIL_US);
  const inPieces = await browserHash(log, GRANT_US);
  const inNode = [await commands.headlessHash(log, UNTIL_US), await commands.headlessHash(log, UNTIL_US)];
  expect(whole.events).toBeGreaterThan(1_000);
  expect([inPieces.hash, ...inNode]).toEqual([whole.hash, whole.hash, whole.hash]);

  const other = await browserHash({ ...log, seed: log.seed + 1 }, UNTIL_US);
  expect(other.hash).not.toBe(whole.hash);
});
