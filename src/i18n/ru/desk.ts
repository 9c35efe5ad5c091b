import type { desk as en } from '../en/desk';
import { disk } from './disk';

export const desk: typeof en = {
  tabs: {
    topics: 'Топики',
    groups: 'Группы',
    disk: 'Диск',
  },
  disk,
};
