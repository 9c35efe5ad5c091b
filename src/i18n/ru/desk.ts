import type { desk as en } from '../en/desk';
import { acts } from './acts';
import { disk } from './disk';
import { embed } from './embed';
import { watch } from './watch';
import { progress } from './progress';
import { sandbox } from './sandbox';
import { share } from './share';
import { scale } from './scale';
import { tools } from './tools';

export const desk: typeof en = {
  tabs: {
    topics: 'Топики',
    groups: 'Группы',
    disk: 'Диск',
    charts: 'Состояния',
    plots: 'Графики',
    events: 'События',
    faults: 'Сбои',
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
