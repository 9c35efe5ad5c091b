import { expect, it } from 'vitest';
import { playSeed, type Outcome } from './run';

/** In `npm test`; `npm run fuzz -- --seeds 10000` goes on from here. */
const SEEDS = 200;
const CHUNK = 20;

const outcomes: Outcome[] = [];

it.each(Array.from({ length: SEEDS / CHUNK }, (_, i) => i * CHUNK + 1))(
  'twenty histories of faults from seed %i: nothing acknowledged is lost, nothing idempotent doubled or reordered',
  (first) => {
    for (let seed = first; seed < first + CHUNK; seed++) {
      const outcome = playSeed(seed);
      outcomes.push(outcome);
      expect(outcome.anomalies, `seed ${seed}`).toEqual([]);
    }
  },
);

it('the histories had in them what they are to show', () => {
  const withSome = (what: keyof Outcome): number => outcomes.filter((outcome) => Number(outcome[what]) > 0).length;
  const counts = {
    acknowledged: withSome('acknowledged'),
    elections: withSome('elections'),
    shrinks: withSome('shrinks'),
    truncations: withSome('truncations'),
    controllerMoves: withSome('controllerMoves'),
  };
  process.stdout.write(`of ${outcomes.length} histories: ${JSON.stringify(counts)}\n`);
  for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(0);
});

it('a seed plays the same history again', () => {
  expect(playSeed(10)).toEqual(playSeed(10));
});
