import { besiege, FRAMES_PER_SIEGE } from '../../test/fuzz/frames/run.ts';

/** So many sieges after one another it is told how far it has come: a long run may be ended early. */
const TELL_EVERY = 20;

/** Sends so many frames, one cluster after another, prints what fails; returns how many sieges failed. */
export function runFrames(from: number, frames: number): number {
  const fates = { answered: 0, refused: 0, closed: 0, silent: 0, waits: 0 };
  let failed = 0;
  let heapBytesMax = 0;
  let seed = from;
  for (let left = frames; left > 0; left -= FRAMES_PER_SIEGE, seed++) {
    try {
      const siege = besiege(seed, Math.min(left, FRAMES_PER_SIEGE));
      for (const fate of Object.keys(fates) as (keyof typeof fates)[]) fates[fate] += siege.fates[fate];
    } catch (error) {
      failed++;
      process.stdout.write(
        `seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    }
    heapBytesMax = Math.max(heapBytesMax, process.memoryUsage().heapUsed);
    const sent = frames - Math.max(0, left - FRAMES_PER_SIEGE);
    const sieges = seed - from + 1;
    if (sieges % TELL_EVERY !== 0 && sent < frames) continue;
    process.stdout.write(`${sent} frames in ${sieges} sieges, ${failed} failed; ${JSON.stringify(fates)}\n`);
  }
  const megabytes = Math.ceil(heapBytesMax / 1_000_000);
  process.stdout.write(`Most memory in use after a siege: ${megabytes} MB\n`);
  return failed;
}
