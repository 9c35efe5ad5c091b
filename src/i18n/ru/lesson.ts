import type { lesson as english } from '../en/lesson';
import { virtualTime } from '../format';
import { plural } from '../plural';
import { facts } from './facts';
import { solution } from './solution';
import { terms } from './terms';

const members = (n: number): string =>
  `${n} ${plural('ru', n, { one: 'участник', few: 'участника', many: 'участников', other: 'участника' })}`;
const readers = (n: number): string =>
  `${n} ${plural('ru', n, { one: 'читатель', few: 'читателя', many: 'читателей', other: 'читателя' })}`;
const records = (n: number): string =>
  `${n} ${plural('ru', n, { one: 'запись', few: 'записи', many: 'записей', other: 'записи' })}`;
const decimal = (value: number): string => value.toFixed(1).replace('.', ',');
const seconds = (us: number): string => `${decimal(us / 1_000_000)} с`;

export const lesson: typeof english = {
  label: 'Урок',
  crumb: (number, of) => `Урок ${number} из ${of}`,
  finishedIn: (number, minutes) => `Урок ${number} · пройден за ${minutes} мин`,
  collapse: 'Свернуть урок',
  back: 'Назад',
  hint: 'Подсказка',
  hintLabel: (n) => `Подсказка ${n}`,
  next: 'Дальше',
  finish: 'Завершить',
  // Short: it shares a line of 380 px with two other buttons.
  tasksLeft: (n) => `Ещё ${n} ${plural('ru', n, { one: 'задача', few: 'задачи', many: 'задач', other: 'задачи' })}`,
  taskStates: { open: 'не начато', live: 'в работе', done: 'сделано' },
  taskDone: (task) => `Задача выполнена: ${task}`,
  predictFirst: 'Выберите до запуска. Менять можно, пока запуск не дал ответа.',
  guess: 'ваш прогноз',
  scheduleStates: { begun: 'идёт', over: 'закончен' },
  answerIsThis: 'Это мой ответ',
  yourNumber: 'Ваше число',
  severalRight: 'Верных вариантов может быть несколько.',
  rightIs: (value) => `Вышло ${value}`,
  wasRight: 'так и вышло',
  rightGuess: 'Прогноз сбылся.',
  notMeasured: 'ещё не измерено',
  allLessons: 'Все уроки',
  nextLesson: (name) => `Дальше: ${name}`,
  again: 'Начать урок заново',
  simplified: 'Что здесь упрощено:',
  tasksDone: 'Что вы сделали',
  unknown: '…',
  noGuess: 'не сделан',
  seconds,
  rate: (value) => `${value < 10 ? decimal(value) : value.toFixed(0)} зап./с`,
  ratio: decimal,
  figures: {
    now: 'сейчас',
    minuteAgo: 'минуту назад',
    nothingYet: 'пока ничего',
    records,
    noOffsets: (group) => `${group} пока ничего не читает и ничего не закоммитила.`,
    noFolders: 'папок этих топиков нет',
    leader: 'лидер',
    follower: 'фолловер',
    outOfSync: 'не в ISR',
    noGroup: (group) => `Группы ${group} ещё нет.`,
    groupIs: (group, state) => `Группа ${group}: ${state}`,
    lastStates: 'Последние состояния, старые сверху',
    noLeader: (partition) => `У ${partition} нет лидера.`,
    logStart: 'начало лога',
    committedBy: (group) => `коммит ${group}`,
    highWatermark: 'high watermark',
    logEnd: 'конец лога',
    lastRecords: (partition, last) => `Последние записи ${partition}, оффсет и ключ: ${last.join(', ')}`,
  },
  facts: {
    records: (counts, wanted) => `записей: ${counts.join(' · ')}, нужно по ${wanted}`,
    instances: (running, wanted) => `работает ${running} из ${wanted}`,
    stable: (n) => `${members(n)}, Stable`,
    notStable: (state, n, gone, wanted) =>
      `${members(n)}, ${state}${gone > 0 ? `, мёртвых без тайм-аута: ${gone}` : ''}; нужно ${wanted}, Stable`,
    idle: (idle, n) => `${idle.join(', ')} без дела: партиций не хватило, ${members(n)}`,
    notIdle: (n) => `сейчас ${members(n)}, у каждого есть партиция или идёт ребаланс`,
    reading: (count, wanted, n) => `${count} из ${records(wanted)}, ${readers(n)}`,
    waitsForReaders: (n, wanted) => `счёт начнётся, когда в группе будет ${readers(wanted)} и Stable; сейчас ${n}`,
    read: (count, n, tookUs) => `${records(count)}, ${readers(n)}: ${seconds(tookUs)}`,
    readTooSlowly: (count, tookUs, limitUs) =>
      `${records(count)} за ${seconds(tookUs)}, нужно не дольше ${seconds(limitUs)}`,
    killedOwner: (process, partitions) => `${process} убит, за ним была ${partitions.join(', ')}`,
    killedIdle: (process) => `${process} в тот момент не владел ни одной партицией`,
    ownerless: (partition, process, sinceUs) =>
      `${partition} всё ещё числится за ${process}, убитым в ${virtualTime(sinceUs)}`,
    moved: (partition, from, to, by, afterUs) =>
      `${partition}: ${from} → ${to}, через ${seconds(afterUs)} после ${by === 'killed' ? 'kill' : 'SIGTERM'}`,
  },
  moreFacts: facts,
  terms,
  solution,
};
