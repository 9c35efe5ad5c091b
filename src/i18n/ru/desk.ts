import type { desk as en } from '../en/desk';
import { acts } from './acts';
import { disk } from './disk';

export const desk: typeof en = {
  tabs: {
    topics: 'Топики',
    groups: 'Группы',
    disk: 'Диск',
  },
  acts,
  disk,
};
