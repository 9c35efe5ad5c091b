import type { Lesson } from '../lesson/lesson';
import type { RunSpec } from './run-book';

/** What the run of a lesson begins with. */
export const specOf = ({ id, scenario, seed, programs, files, warmUpUs, given }: Lesson): RunSpec => ({
  id,
  scenario,
  seed,
  programs,
  files,
  warmUpUs,
  given,
});
