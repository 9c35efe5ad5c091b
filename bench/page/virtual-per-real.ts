import { loaders } from 'virtual:lessons';
import { US_PER_SECOND } from '../../src/contract/ids';
import { ENGINE_VERSION, RUN_LOG_FORMAT } from '../../src/contract/run-log';
import { emptyView } from '../../src/view/empty-view';
import { Timeline } from '../../src/view/timeline';
import { createSimClient } from '../../src/worker/sim-client';

const LESSON = 'partitions-and-readers';
const READERS = 4;
/** By then the group is Stable and every reader is at work. */
const WARM_UP_US = 40 * US_PER_SECOND;
const MEASURED_US = 120 * US_PER_SECOND;
/** What a frame grants at a hundredfold speed. */
const GRANT_US = Math.round((100 * US_PER_SECOND) / 60);

/** Virtual seconds a real second of the lesson's scenario: a producer, four readers, events folded into the view. */
export async function virtualPerReal(): Promise<number> {
  const load = loaders[LESSON]?.en;
  if (load === undefined) throw new Error(`There is no lesson ${LESSON}.`);
  const { default: lesson } = await load();
  const { scenario, seed, programs, files } = lesson;
  const simulation = await createSimClient();
  const timeline = new Timeline(emptyView(scenario, programs));
  const log = {
    format: RUN_LOG_FORMAT,
    engine: ENGINE_VERSION,
    scenario,
    seed,
    programs,
    files,
    commands: [],
  } as const;
  const opened = await simulation.open(log, 0);
  timeline.append(opened.events);
  simulation.command({ type: 'run', program: 'producer', instance: 1 });
  for (let instance = 1; instance <= READERS; instance++)
    simulation.command({ type: 'run', program: 'consumer', instance });
  let nowUs = 0;
  const runUntil = async (untilUs: number): Promise<void> => {
    while (nowUs < untilUs) {
      nowUs = Math.min(nowUs + GRANT_US, untilUs);
      timeline.append((await simulation.grant(nowUs)).events);
    }
  };
  await runUntil(WARM_UP_US);
  const readers = timeline.view.groups.get('readers');
  if (readers?.state !== 'Stable' || readers.members.length !== READERS)
    throw new Error('The readers are not at work.');
  const started = performance.now();
  await runUntil(WARM_UP_US + MEASURED_US);
  const realSeconds = (performance.now() - started) / 1_000;
  simulation.dispose();
  return MEASURED_US / US_PER_SECOND / realSeconds;
}
