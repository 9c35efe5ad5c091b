import type { solution as english } from '../en/solution';

const limit = (bytes: number | null): string => (bytes === null ? 'как задано в уроке' : `${bytes} байт/с`);
const seconds = (us: number): string => `${String(us / 1_000_000).replace('.', ',')} с`;
const configs = (of: Readonly<Record<string, string | null>>): string =>
  Object.entries(of)
    .map(([name, value]) => (value === null ? `${name} по умолчанию` : `${name}=${value}`))
    .join(', ');

export const solution: typeof english = {
  show: 'Показать решение',
  label: 'Решение',
  nothing: 'Менять в этом шаге нечего: пусть кластер работает, а вы посмотрите.',
  change: (file) => `Измените ${file}`,
  isIn: (file) => `${file} уже такой, как нужно. Запустите его.`,
  putIn: 'Вставить',
  diffOf: (file) => `Что меняется в ${file}`,
  added: 'новое: ',
  removed: 'убрано: ',
  press: (label) => `Нажмите «${label}»`,
  missing: 'Решение не загрузилось. Есть ли сеть?',
  commands: {
    run: (c) =>
      c.instance === 1 ? `Запустите ${c.program}` : `Запустите ещё один ${c.program}: экземпляр ${c.instance}`,
    stop: (c) => `Остановите ${c.process}`,
    kill: (c) => `Убейте ${c.process}`,
    edit: (c) => `Измените ${c.file}`,
    'add-program': (c) => `Добавьте программу ${c.name}`,
    'start-schedule': (c) => `Начните ${c.schedule}`,
    'pause-process': (c) => `Приостановите ${c.process}`,
    'resume-process': (c) => `Разбудите ${c.process}`,
    'kill-broker': (c) => `Убейте брокер ${c.broker}`,
    'power-off-broker': (c) => `Выключите питание брокера ${c.broker}`,
    'stop-broker': (c) => `Остановите брокер ${c.broker} как положено`,
    'start-broker': (c) =>
      c.disk === 'lost' ? `Запустите брокер ${c.broker} с пустым диском` : `Запустите брокер ${c.broker}`,
    'pause-broker': (c) => `Приостановите брокер ${c.broker}`,
    'resume-broker': (c) => `Разбудите брокер ${c.broker}`,
    'isolate-broker': (c) => `Отрежьте брокер ${c.broker} от сети`,
    'heal-broker': (c) => `Почините все связи брокера ${c.broker}`,
    'cut-link': (c) => `Перережьте связь ${c.from} → ${c.to}`,
    'slow-link': (c) => `Замедлите связь ${c.from} → ${c.to} на ${seconds(c.extraUs)}`,
    'heal-link': (c) => `Почините связь ${c.from} → ${c.to}`,
    'slow-disk': (c) =>
      c.extraUs === 0
        ? `Верните диску брокера ${c.broker} обычную скорость`
        : `Замедлите диск брокера ${c.broker}: на ${seconds(c.extraUs)} каждую запись на него`,
    'set-disk-rate': (c) => `Диск брокера ${c.broker}: ${limit(c.bytesPerSecond)}`,
    'set-network-rate': (c) => `Сетевая карта брокера ${c.broker}: ${limit(c.bytesPerSecond)}`,
    'create-topic': (c) =>
      `Создайте топик ${c.topic.name}: партиций ${c.topic.partitions}, фактор репликации ${c.topic.replicationFactor}`,
    'delete-topic': (c) => `Удалите топик ${c.topic}`,
    'add-partitions': (c) => `Добавьте партиции в ${c.topic}: всего станет ${c.partitions}`,
    'alter-topic-configs': (c) => `Настройте ${c.topic}: ${configs(c.configs)}`,
    'delete-records': (c) => `Удалите записи ${c.topic}-${c.partition} до оффсета ${c.beforeOffset}`,
    'elect-leader': (c) => `Выберите лидера ${c.topic}-${c.partition}: ${c.election}`,
    'reassign-partition': (c) => `Перенесите ${c.topic}-${c.partition} на брокеры ${c.replicas.join(', ')}`,
    'reset-offsets': (c) =>
      typeof c.to === 'object'
        ? `Сбросьте оффсеты ${c.group} в ${c.topic}`
        : `Сбросьте оффсеты ${c.group} в ${c.topic} на ${c.to}`,
    'delete-group': (c) => `Удалите группу ${c.group}`,
  },
};
