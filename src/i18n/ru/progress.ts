import type { progress as en } from '../en/progress';
import { plural } from '../plural';

const lessons = (n: number): string => `${n} ${plural('ru', n, { one: 'урока', few: 'уроков', other: 'уроков' })}`;

export const progress: typeof en = {
  imported: {
    fact: (n) => `Прогресс ${lessons(n)} загружен`,
    reason: 'Он добавлен к тому, что у вас было: ничего не пропало.',
    unknown: (names) => `Таких уроков здесь нет, их прогресс пропущен: ${names}.`,
    unreadable: (names) => `Этот прогресс не читается и пропущен: ${names}.`,
  },
  refused: {
    nothing: 'В файле нет ничего, что можно прочитать',
    none: 'Этот файл — не прогресс Shelfmark',
    newer: 'Этот файл записан более новой версией Shelfmark',
    tooLarge: 'Этот файл слишком велик для прогресса',
    gone: 'Браузер не смог прочитать файл',
    reason: 'Ничего не изменилось.',
    reload: 'Перезагрузите страницу: может быть, новая версия есть и здесь. Ничего не изменилось.',
  },
  reset: {
    fact: (n) => `Забыть прогресс ${lessons(n)}?`,
    reason: 'Программы и кластеры останутся. Это можно отменить.',
    yes: 'Забыть',
    no: 'Оставить',
    doneFact: 'Прогресс забыт',
    doneReason: 'Все уроки снова как новые.',
    undo: 'Вернуть',
  },
  understood: 'Понятно',
  fileName: 'shelfmark-progress.json',
};
