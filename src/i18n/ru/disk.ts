import type { disk as en } from '../en/disk';

export const disk: typeof en = {
  label: 'Диск',
  broker: 'Брокер',
  empty: 'Показывать нечего.',
};
