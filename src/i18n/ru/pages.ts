import type { pages as en } from '../en/pages';
import { plural } from '../plural';

export const pages: typeof en = {
  title: (lesson) => `${lesson} · Shelfmark`,
  description: (question, minutes) => {
    const unit = plural('ru', minutes, { one: 'минуту', few: 'минуты', many: 'минут', other: 'минут' });
    return `${question} Урок на ${minutes} ${unit} с кластером Apache Kafka, который работает прямо во вкладке браузера.`;
  },
  home: 'Shelfmark: Apache Kafka во вкладке браузера, чтобы программировать и понимать',
  homeDescription:
    'Кластер Apache Kafka живёт во вкладке браузера: пишите настоящие программы на KafkaJS и смотрите, как каждая запись попадает на свою полку.',
  picture: 'Шкафы — брокеры, полки — партиции, книги — записи',
  missing: 'Такой страницы нет',
  missingText: 'Адрес никуда не ведёт. Возможно, в нём опечатка или он от другой версии.',
  toHome: 'На главную',
  needsScript: 'Shelfmark запускает кластер Kafka прямо в этой вкладке, для этого нужен JavaScript.',
};
