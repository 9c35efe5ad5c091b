import type {
  console as enConsole,
  groups as enGroups,
  programs as enPrograms,
  strip as enStrip,
  topics as enTopics,
} from '../en/panels';
import { plural } from '../plural';

export const programs: typeof enPrograms = {
  label: 'Программы',
  files: 'Файлы',
  roles: { producer: 'продюсер', consumer: 'консьюмер', other: 'программа' },
  running: (n) => `запущено ${n}`,
  instances: (program) => `Экземпляры ${program}`,
  instance: (n) => `экземпляр ${n}`,
  more: (program) => `Запустить ещё один ${program}`,
  fewer: (program) => `Остановить один ${program}`,
  states: {
    running: 'работает',
    paused: 'заморожен',
    stopping: 'завершается',
    exited: 'вышел',
    crashed: 'упал',
    killed: 'убит',
  },
  run: 'Запустить',
  runAgain: 'Запустить снова',
  stop: 'Остановить',
  kill: 'Убить',
  restart: 'Перезапустить',
  runThe: (process) => `Запустить ${process}`,
  stopThe: (process) => `Остановить ${process} (SIGTERM)`,
  killThe: (process) => `Убить ${process} (kill -9)`,
  restartThe: (process) => `Перезапустить ${process}`,
  stopAll: 'Остановить все',
  stale: (n) =>
    plural('ru', n, { one: 'Изменено. Запущена прежняя версия.', other: 'Изменено. Запущены прежние версии.' }),
  restartStale: (n) => plural('ru', n, { one: 'Перезапустить', other: `Перезапустить все ${n}` }),
  edited: 'Вы изменили этот файл.',
  restore: 'Вернуть исходный',
  restored: (file) => `${file} снова такой, каким был сначала.`,
  undo: 'Отменить',
  code: (file) => `Код ${file}`,
  loadingEditor: 'Редактор загружается. Читать можно уже сейчас.',
  editorFailed: 'Полный редактор не загрузился. Этот, простой, тоже работает.',
  crashedAt: (process, at) => `${process} упал в ${at}`,
};

export const console: typeof enConsole = {
  label: 'Консоль',
  filter: 'Экземпляр',
  all: 'все',
  empty: 'Здесь появится то, что напечатает программа.',
  dropped: (n) =>
    `${plural('ru', n, { one: 'убрана', other: 'убрано' })} ${n} ${plural('ru', n, { one: 'более ранняя строка', few: 'более ранние строки', other: 'более ранних строк' })}`,
  exited: (code) => `процесс вышел с кодом ${code}`,
  crashed: 'процесс вышел с кодом 1, без LeaveGroup',
  killed: 'убит (kill -9), без LeaveGroup',
  killedOther: (reason) => `убит: ${reason}`,
  unresponsive:
    'Остановлен Shelfmark: не отвечал 2 с. Для кластера это kill -9. Время тем временем стояло, теперь оно идёт дальше.',
  graceOver: 'Не вышел за 10 с после SIGTERM и был убит, как это сделал бы менеджер процессов.',
  goTo: (place) => `Перейти к ${place}`,
};

export const topics: typeof enTopics = {
  label: 'Топики',
  columns: {
    topic: 'Topic',
    partition: 'Partition',
    leader: 'Leader',
    replicas: 'Replicas',
    isr: 'Isr',
    logStart: 'Начало лога',
    logEnd: 'Конец лога',
  },
  summary: (partitions, factor) => `PartitionCount: ${partitions}  ReplicationFactor: ${factor}`,
  note: 'Колонки как у',
  noteRest: 'Начало и конец лога — у лидера: первый оффсет и тот, который получит следующая запись.',
  showInternal: 'Внутренние топики',
  none: 'нет',
  empty: 'Топиков ещё нет.',
};

export const groups: typeof enGroups = {
  label: 'Группы',
  state: 'Состояние',
  coordinator: 'Координатор',
  generation: 'Поколение',
  members: 'Участники',
  protocol: 'Стратегия назначения',
  broker: (id) => `брокер ${id}`,
  idle: (member) => `${member} простаивает: партиции не хватило`,
  rebalancing: 'Партиции раздаются заново.',
  note: 'Колонки как у',
  noteRest: 'LOG-END-OFFSET — это HW: докуда видит читатель.',
  empty: 'Групп ещё нет: группа появится, когда присоединится консьюмер.',
};

export const strip: typeof enStrip = {
  lag: (n) => `лаг ${n}`,
  shelf: (name, end, lag) => (lag === null ? `${name}: конец лога ${end}.` : `${name}: конец лога ${end}, лаг ${lag}.`),
};
