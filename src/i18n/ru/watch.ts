import type { watch as en } from '../en/watch';
import { plural } from '../plural';

const records = (n: number): string =>
  `${n} ${plural('ru', n, { one: 'запись', few: 'записи', many: 'записей', other: 'записи' })}`;
const ids = (list: readonly number[]): string => (list.length === 0 ? 'никто' : list.join(', '));

export const watch: typeof en = {
  events: {
    label: 'События',
    filter: 'Показывать',
    kinds: {
      all: 'всё',
      brokers: 'брокеры и сбои',
      partitions: 'партиции и реплики',
      groups: 'группы и оффсеты',
      records: 'записи',
      programs: 'программы',
      tools: 'инструменты',
    },
    search: 'Найти в событиях',
    empty: 'Такого пока не случалось.',
    newest: (n) => `Показаны последние ${n}, самое новое сверху.`,
    broker: (id) => `Брокер ${id}`,
    nodeIs: (id, reason) => `Брокер ${id}: ${reason}.`,
    brokerState: (id, state) => `Брокер ${id}: ${state}.`,
    registration: (id, state) => `Для контроллера брокер ${id} теперь ${state}.`,
    controller: (id, epoch) => `Активный контроллер — брокер ${id}, эпоха ${epoch}.`,
    topicCreated: (topic, n) => `Создан топик ${topic}, партиций: ${n}.`,
    topicDeleted: (topic) => `Топик ${topic} удалён.`,
    partitionsAdded: (topic, n) => `В ${topic} добавлено партиций: ${n}.`,
    partition: {
      'leader-elected': (name, leader, isr) => `${name}: лидером выбран брокер ${leader}, ISR ${ids(isr)}.`,
      'unclean-election': (name, leader, isr) => `${name}: нечистые выборы, лидер — брокер ${leader}, ISR ${ids(isr)}.`,
      'no-leader': (name, _leader, isr) => `${name} без лидера, ISR ${ids(isr)}.`,
      'isr-shrunk': (name, _leader, isr) => `${name}: ISR сжался до ${ids(isr)}.`,
      'isr-expanded': (name, _leader, isr) => `${name}: ISR вырос до ${ids(isr)}.`,
      'elr-changed': (name, _leader, isr) =>
        `${name}: сменились реплики, которым можно стать лидером, ISR ${ids(isr)}.`,
      reassigned: (name, leader, isr) => `${name} переезжает: лидер ${leader}, ISR ${ids(isr)}.`,
    },
    replica: (name, broker, state) => `${name} на брокере ${broker}: ${state}.`,
    truncated: (name, broker, offset) => `${name} на брокере ${broker}: лог усечён до оффсета ${offset}.`,
    logStart: (name, broker, offset) => `${name} на брокере ${broker}: лог начинается с оффсета ${offset}.`,
    rolled: (name, broker, offset, reason) =>
      `${name} на брокере ${broker}: новый сегмент с оффсета ${offset} (${reason}).`,
    segmentDeleted: (name, broker, from, to, reason) =>
      `${name} на брокере ${broker}: удалён сегмент с оффсетами от ${from} до ${to} (${reason}).`,
    compacted: (name, broker, upTo, n) =>
      `${name} на брокере ${broker}: компакция до оффсета ${upTo}, убрано: ${records(n)}.`,
    appended: (name, broker, n, offset) => `${name}: лидер ${broker} пишет ${records(n)} с оффсета ${offset}.`,
    link: (from, to, state) => `Связь ${from} → ${to}: ${state}.`,
    linkStates: { up: 'восстановлена', cut: 'порвана', slow: 'медленная' },
    group: (group, state, generation, reason) => `Группа ${group}: ${state}, поколение ${generation} (${reason}).`,
    committed: (group, name, offset) => `${group} коммитит ${offset} для ${name}.`,
    offsetDeleted: (group, name, reason) => `Коммита ${group} для ${name} больше нет (${reason}).`,
    process: (name, state) => `${name}: ${state}.`,
    refused: (command, subject) => `${command} — отказ: ${subject}.`,
    schedule: (name, state) => (state === 'begun' ? `Расписание ${name} началось.` : `Расписание ${name} закончилось.`),
    disk: (broker, waiting) => `Диск брокера ${broker}, ждут записи на диск: ${waiting}.`,
  },
  charts: {
    label: 'Состояния',
    which: 'Диаграмма',
    of: 'Чья',
    charts: {
      'consumer-group': 'группа консьюмеров',
      broker: 'брокер',
      replica: 'реплика',
      registration: 'регистрация у контроллера',
    },
    now: (state) => `сейчас: ${state}`,
    then: (state) => `тогда: ${state}`,
    nobody: 'Пока таких нет.',
    source: (name) => `Состояния — как в ${name} самой Kafka. Диаграмма построена по той машине, что работает.`,
    transitions: 'Отсюда',
    when: 'когда',
    to: 'куда',
    noWay: 'Из этого состояния пути нет.',
    loading: 'Диаграмма загружается.',
    missing: 'Диаграмму получить не удалось.',
    broker: (id) => `брокер ${id}`,
  },
  plots: {
    label: 'Графики',
    written: 'Записей в секунду',
    lag: 'Лаг',
    seconds: (n) => `последние ${n} с`,
    now: (n) => `сейчас ${n}`,
    then: (n) => `тогда ${n}`,
    most: (n) => `больше всего ${n}`,
    empty: 'Пока ничего не записано.',
    noLag: 'Пока ни одна группа ничего не закоммитила.',
  },
};
