import { plural } from '../plural';

const counted = (n: number, one: string, other: string): string => `${n} ${plural('en', n, { one, other })}`;

/** Giving a state of the cluster to somebody else, and taking one. */
export const share = {
  title: 'Share this state',
  text: 'Whoever opens the link first sees what it holds, and then starts it. It plays the same run up to this moment.',
  link: 'Link',
  copy: 'Copy the link',
  copied: 'Copied.',
  copyByHand: 'The browser does not let the page copy. The link is selected: copy it with the keyboard.',
  characters: (n: number) => counted(n, 'character', 'characters'),
  long: 'Some programs cut off links as long as this one. A file is safer.',
  file: 'Save as a file',
  open: 'Open a file',
  close: 'Close',
  packing: 'The link is being made.',
  notPossible: 'This run is too large to be shared: its programs or its commands are too many or too long.',
  holds: {
    label: 'What it holds',
    brokers: (n: number) => counted(n, 'broker', 'brokers'),
    topics: (n: number) => counted(n, 'topic', 'topics'),
    programs: (n: number) => counted(n, 'program', 'programs'),
    files: (n: number) => counted(n, 'file', 'files'),
    commands: (n: number) => counted(n, 'command', 'commands'),
    until: (time: string) => `until ${time}`,
    fingerprint: 'Fingerprint of the run',
    fingerprintText: 'Runs with the same fingerprint are the same, event by event.',
  },
  opened: {
    heading: 'A run that somebody shared',
    lesson: (name: string) => `It belongs to the lesson “${name}”.`,
    noLesson: 'It belongs to no lesson.',
    strangers:
      'The programs are those of whoever shared it. They run in a closed frame of this tab, and reach neither the network nor what you have kept.',
    yours: 'Your own programs and your progress stay as they are.',
    otherEngine: 'It was made with another version of Shelfmark: times and offsets may come out differently.',
    cluster: 'Cluster',
    code: 'Programs',
    otherFiles: 'Other files',
    runs: (n: number) => counted(n, 'instance starts by itself', 'instances start by themselves'),
    commands: 'Commands',
    noCommands: 'Nobody has done anything to it.',
    run: 'Run it',
    home: 'To the home page',
    differs: {
      fact: 'The run came out differently than where it was shared',
      reason:
        'The same commands were carried out at the same moments. Look closely: times and offsets may not be those that were meant.',
      understood: 'Understood',
    },
    broken: {
      fact: 'This run cannot be played',
      reason: 'The cluster that it asks for cannot be built, or it broke on the way. Your own work is untouched.',
    },
  },
  unreadable: {
    heading: 'This run cannot be read',
    torn: 'It is not whole. A link may have been cut off on its way: ask for it again, or for a file.',
    newer: (version: string) =>
      `It was made by a newer Shelfmark (format ${version}). Reload the page: there may be a new version here too.`,
    tooLarge: 'It is larger than what this page opens.',
    strange: (where: string) =>
      where === '' ? 'It holds something that no run has.' : `It holds something that no run has, at ${where}.`,
    kept: 'Nothing of yours has been changed.',
    noFile: 'The file is gone with the reload of the page. Open it again.',
  },
};
