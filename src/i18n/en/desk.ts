import { acts } from './acts';
import { disk } from './disk';

/** Texts of the desk, which come with it: see desk-words.svelte.ts. */
export const desk = {
  tabs: {
    topics: 'Topics',
    groups: 'Groups',
    disk: 'Disk',
  },
  acts,
  disk,
};
