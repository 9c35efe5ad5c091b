import type { SimEvent } from '../../src/contract/event';
import type { Language } from '../../src/i18n/messages';
import type { Attempt } from '../../src/lesson/build/attempts';
import type { CompiledLesson } from '../../src/lesson/build/compile';
import { feed, type PlayerState, START } from '../../src/lesson/player';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { runHeadless, runLog } from '../support/headless';

export interface Played {
  readonly player: PlayerState;
  readonly events: readonly SimEvent[];
  readonly console: readonly string[];
}

/** Plays a lesson without a browser: the real cluster, KafkaJS in threads, and the lesson's player told of it all. */
export async function play(compiled: CompiledLesson, attempt: Attempt, seed?: number): Promise<Played> {
  const { scenario, programs, given } = compiled.lessons.en;
  const { files, untilUs } = attempt;
  const commands = [...given, ...attempt.commands].map((each, seq) => ({ ...each, seq }));
  commands.sort((a, b) => a.atUs - b.atUs);
  const log = runLog({ scenario, programs, files, seed: seed ?? compiled.lessons.en.seed, commands });
  const { events, console } = await runHeadless(log, { untilUs });
  return { player: told(compiled, events), events, console };
}

/** Where a learner stands after these events. */
export function told(compiled: CompiledLesson, events: readonly SimEvent[], language: Language = 'en'): PlayerState {
  const lesson = compiled.lessons[language];
  let view = emptyView(lesson.scenario, lesson.programs);
  let player = START;
  for (const event of events) {
    view = fold(view, event);
    player = feed(lesson, player, view, event);
  }
  return player;
}

/** Ids of the tasks that are done. */
export const doneIn = (player: PlayerState): string[] =>
  Object.entries(player.tasks).flatMap(([id, report]) => (report.state === 'done' ? [id] : []));
