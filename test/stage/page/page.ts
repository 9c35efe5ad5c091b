import '../../../src/app/fonts.css';
import '../../../src/app/tokens.css';
import type { SimEvent } from '../../../src/contract/event';
import type { ProgramSpec, Scenario } from '../../../src/contract/scenario';
import { en } from '../../../src/i18n/en/index';
import { ru } from '../../../src/i18n/ru/index';
import { createStage, type Stage } from '../../../src/stage/stage';
import { emptyView } from '../../../src/view/empty-view';
import { fold } from '../../../src/view/fold';
import { ALL_MARKS, marksOf, NO_MARKS, type Mark, type Marks } from '../../../src/view/marks';
import type { View } from '../../../src/view/view';
import { madeUpRun, PROGRAMS, scenarioOf, type RunOptions } from '../../support/journal';

/** The stage with a made-up run, to be looked at: `?width=1060&height=560&theme=dark&lang=ru&at=12.48&marks=all`. */
const query = new URLSearchParams(location.search);
const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);

const options: RunOptions = {
  ...(JSON.parse(query.get('run') ?? '{}') as RunOptions),
  untilUs: number('at', 12.48) * 1e6,
};
const host = document.querySelector<HTMLElement>('#host');
if (host === null) throw new Error('The page lacks its stage.');
host.style.width = `${number('width', 1060)}px`;
host.style.height = `${number('height', 560)}px`;
host.style.overflow = 'auto';
document.documentElement.classList.toggle('dark', query.get('theme') === 'dark');

export const viewAt = (run: RunOptions): View => madeUpRun(run).reduce(fold, emptyView(scenarioOf(run), PROGRAMS));

function marks(): Marks {
  const wanted = query.get('marks') ?? 'all';
  if (wanted === 'all') return ALL_MARKS;
  return wanted === 'none' ? NO_MARKS : marksOf(wanted.split(',') as Mark[]);
}

interface Story {
  readonly scenario: Scenario;
  readonly programs: readonly ProgramSpec[];
  readonly events: readonly SimEvent[];
  readonly atUs: number;
}

/** A journal that stands in a file of its own: `?story=/killed.json&until=14.2`. */
async function tell(stage: Stage, address: string): Promise<void> {
  const story = (await (await fetch(address)).json()) as Story;
  const untilUs = query.has('until') ? number('until', 0) * 1e6 : story.atUs;
  const events = story.events.filter((event) => event.atUs <= untilUs);
  stage.draw(events.reduce(fold, emptyView(story.scenario, story.programs)), untilUs);
}

async function show(): Promise<Stage> {
  const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
  const words = query.get('lang') === 'ru' ? ru.stage : en.stage;
  const renderer = query.get('renderer') === 'canvas' ? 'canvas' : 'webgl';
  await document.fonts.load('600 13px "Inter Variable"');
  await document.fonts.load('700 9.5px "JetBrains Mono Variable"');
  const stage = await createStage(host as HTMLElement, {
    theme,
    marks: marks(),
    words,
    reducedMotion: query.has('still'),
    renderer,
  });
  const story = query.get('story');
  if (story === null) stage.draw(viewAt(options), options.untilUs ?? 0);
  else await tell(stage, story);
  return stage;
}

void show().then((stage) => Object.assign(window, { stage, viewAt }));
