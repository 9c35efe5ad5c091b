import { isAlive } from '../view/selectors';
import type { ProcessView } from '../view/view';
import { part, type Part } from './label';
import type { StageWords } from './words';

/** Why it does nothing, if so. */
export function stateParts(process: ProcessView | null, words: StageWords): Part[] {
  if (process === null) return [part('faint', words.notStarted)];
  if (process.state === 'paused') return [part('tag-fault', words.processPaused, 'pause')];
  if (process.state === 'stopping') return [part('soft', words.stopping)];
  if (isAlive(process)) return [];
  return [part(process.state === 'exited' ? 'soft' : 'fault', words.ended[process.state as 'exited'])];
}
