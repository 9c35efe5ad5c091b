import type { notices as en } from '../en/notices';

export const notices: typeof en = {
  label: 'Сообщения',
  storageRefused: {
    fact: 'Этот браузер не даёт странице ничего хранить',
    reason: 'Всё работает. Программы и прогресс сохранятся, пока вы не закроете вкладку.',
    understood: 'Понятно',
  },
  replaying: {
    fact: 'Ваш прогон проигрывается заново до места, где вы остановились',
    reason: (now, until) => `${now} из ${until}. Ничего из набранного не потеряно.`,
    fresh: 'Начать новый прогон',
  },
  otherEngine: {
    fact: 'Этот прогон начат в другой версии Shelfmark',
    reason: 'Он проигран заново в нынешней: время и оффсеты могут отличаться от того, что вы видели.',
    fresh: 'Начать заново',
    understood: 'Понятно',
  },
  lessonChanged: {
    fact: 'Урок изменился с прошлого раза',
    reason: 'Прогон начинается сначала. Ваши программы остались как были.',
    understood: 'Понятно',
  },
  journalFull: {
    fact: 'Прогон заполнен',
    reason: 'Записан миллион событий: больше вкладке держать не стоит. Время остановлено.',
    fresh: 'Начать заново',
  },
  broken: {
    fact: 'Симуляция перестала работать',
    reason: 'Это наша ошибка, не ваша. Ваши программы сохранены.',
    details: (text) => `Вот что она сообщила: ${text}`,
    again: 'Запустить кластер снова',
  },
  partMissing: {
    fact: 'Часть страницы не загрузилась',
    reason: 'Возможно, пропала сеть или только что вышла новая версия. То, что вы набрали, сохранено.',
    reload: 'Перезагрузить страницу',
  },
  lessonBroken: {
    fact: 'Этот урок не открывается',
    home: 'Все уроки',
  },
  refused: {
    'unknown-program': (subject) => `Программы ${subject} нет.`,
    'already-running': (subject) => `${subject} уже работает.`,
    'not-running': (subject) => `${subject} не запущен.`,
    'not-paused': (subject) => `${subject} не заморожен.`,
    'unknown-file': (subject) => `Файла ${subject} нет.`,
    'name-taken': (subject) => `Имя ${subject} занято.`,
    'unknown-broker': (subject) => `Брокера ${subject} нет.`,
    'unknown-link': (subject) => `Связи ${subject} нет.`,
    'unknown-schedule': (subject) => `Расписания ${subject}, которое можно начать, нет.`,
    'bad-value': (subject) => `${subject}: такое значение невозможно.`,
  },
  startOver: 'Начать заново',
  startOverTitle: 'новый кластер, ваши программы остаются как есть',
};
