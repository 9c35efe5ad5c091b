/** Bars with a fact, a reason and the ways on; and what is refused. */
export const notices = {
  label: 'Notices',
  storageRefused: {
    fact: 'This browser lets the page keep nothing',
    reason: 'All works. Your programs and progress last until you close the tab.',
    understood: 'Understood',
  },
  replaying: {
    fact: 'Your run is being played again up to where you left it',
    reason: (now: string, until: string) => `${now} of ${until}. Nothing that you typed is lost.`,
    fresh: 'Start a fresh run',
  },
  otherEngine: {
    fact: 'This run was begun with another version of Shelfmark',
    reason: 'It was played again with today’s: times and offsets may differ from what you saw.',
    fresh: 'Start over',
    understood: 'Understood',
  },
  lessonChanged: {
    fact: 'The lesson has changed since you were here',
    reason: 'Its run starts afresh. Your programs are as you left them.',
    understood: 'Understood',
  },
  journalFull: {
    fact: 'The run is full',
    reason: 'A million events have been written down, which is all that a tab should hold. Time has stopped.',
    fresh: 'Start over',
  },
  broken: {
    fact: 'The simulation has stopped working',
    reason: 'This is our mistake, not yours. Your programs are kept.',
    details: (text: string) => `What it said: ${text}`,
    again: 'Start the cluster again',
  },
  partMissing: {
    fact: 'A part of the page could not be loaded',
    reason: 'The network may be gone, or a new version has just been put up. What you typed is kept.',
    reload: 'Reload the page',
  },
  lessonBroken: {
    fact: 'This lesson cannot be opened',
    home: 'All lessons',
  },
  refused: {
    'unknown-program': (subject: string) => `There is no program ${subject}.`,
    'already-running': (subject: string) => `${subject} is running already.`,
    'not-running': (subject: string) => `${subject} is not running.`,
    'not-paused': (subject: string) => `${subject} is not paused.`,
    'unknown-file': (subject: string) => `There is no file ${subject}.`,
    'name-taken': (subject: string) => `The name ${subject} is taken.`,
    'unknown-broker': (subject: string) => `There is no broker ${subject}.`,
    'unknown-link': (subject: string) => `There is no link ${subject}.`,
    'unknown-schedule': (subject: string) => `There is no schedule ${subject} that could begin.`,
    'bad-value': (subject: string) => `${subject}: the value is not possible.`,
  },
  startOver: 'Start over',
  startOverTitle: 'a fresh cluster, your programs stay as they are',
};
