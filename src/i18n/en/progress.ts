import { plural } from '../plural';

const lessons = (n: number): string => `${n} ${plural('en', n, { one: 'lesson', other: 'lessons' })}`;

/** What is said when progress is taken elsewhere, brought here, or reset. */
export const progress = {
  imported: {
    fact: (n: number) => `The progress of ${lessons(n)} is here`,
    reason: 'It was added to what you had: nothing of that is lost.',
    unknown: (names: string) => `There is no such lesson here, so its progress was left out: ${names}.`,
    unreadable: (names: string) => `This progress could not be read and was left out: ${names}.`,
  },
  refused: {
    nothing: 'The file holds nothing that could be read',
    none: 'This file is not progress of Shelfmark',
    newer: 'A newer Shelfmark wrote this file',
    tooLarge: 'This file is too large to be progress',
    gone: 'The browser could not read the file',
    reason: 'Nothing has changed.',
    reload: 'Reload the page: there may be a new version here too. Nothing has changed.',
  },
  reset: {
    fact: (n: number) => `Forget the progress of ${lessons(n)}?`,
    reason: 'Your programs and your clusters stay. It can be undone.',
    yes: 'Forget it',
    no: 'Keep it',
    doneFact: 'The progress is forgotten',
    doneReason: 'All lessons are as new.',
    undo: 'Bring it back',
  },
  understood: 'Understood',
  fileName: 'shelfmark-progress.json',
};
