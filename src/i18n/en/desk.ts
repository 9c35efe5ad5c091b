import { acts } from './acts';
import { disk } from './disk';
import { embed } from './embed';
import { watch } from './watch';
import { progress } from './progress';
import { sandbox } from './sandbox';
import { share } from './share';
import { scale } from './scale';
import { tools } from './tools';

/** Texts of the desk, which come with it: see desk-words.svelte.ts. */
export const desk = {
  tabs: {
    topics: 'Topics',
    groups: 'Groups',
    disk: 'Disk',
    charts: 'States',
    plots: 'Plots',
    events: 'Events',
    faults: 'Faults',
  },
  acts,
  disk,
  watch,
  progress,
  sandbox,
  share,
  embed,
  scale,
  tools,
};
