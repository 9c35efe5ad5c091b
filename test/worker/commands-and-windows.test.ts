import { expect, test } from 'vitest';
import { runHeadless } from '../support/headless';
import { producerAndReaders } from '../support/programs';

const SECOND = 1_000_000;

const base = producerAndReaders({ readers: 2, records: 200, everyMs: 7, clientUs: 10_000 });
const log = {
  ...base,
  scenario: {
    ...base.scenario,
    schedules: {
      'bad link': [
        ...[1, 2, 3].flatMap((id) => [
          { afterUs: 3_333, command: { type: 'cut-link', from: 'process:producer-1', to: `broker:${id}` } },
          { afterUs: 1_403_337, command: { type: 'heal-link', from: 'process:producer-1', to: `broker:${id}` } },
        ]),
        { afterUs: 3 * SECOND, command: { type: 'kill-broker', broker: 2 } },
      ],
    },
  } as typeof base.scenario,
};
const commands = [
  { atUs: SECOND, command: { type: 'start-schedule', schedule: 'bad link' } },
  { atUs: 2 * SECOND, command: { type: 'create-topic', topic: { name: 'New', partitions: 3, replicationFactor: 2 } } },
  { atUs: 5 * SECOND, command: { type: 'elect-leader', topic: 'New', partition: 0, election: 'preferred' } },
] as const;

test('faults of a schedule and calls of tools leave the same journal, however the windows of programs are cut', async () => {
  const untilUs = 15 * SECOND;
  const whole = await runHeadless(log, { untilUs, commands });
  const frames = Array.from({ length: Math.floor(untilUs / 3_101) }, (_, i) => (i + 1) * 3_101);
  const inFrames = await runHeadless(log, { untilUs, commands, grantsUs: frames });
  const replayed = await runHeadless({ ...log, commands: whole.commands }, { untilUs, grantsUs: [7 * SECOND] });
  for (const other of [inFrames, replayed]) {
    expect(other.events).toEqual(whole.events);
    expect(other.hash).toBe(whole.hash);
  }
  const states = whole.events.flatMap((event) => (event.type === 'tool' ? [event.state] : []));
  expect(states).toEqual(['called', 'done', 'called', 'done']);
  expect(whole.events.filter(({ type }) => type === 'message-fate').length).toBeGreaterThan(0);
  expect(whole.events.filter(({ type }) => type === 'schedule')).toHaveLength(2);
}, 120_000);
