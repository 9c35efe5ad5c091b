import { virtualTime } from '../format';
import { plural } from '../plural';
import { facts } from './facts';
import { solution } from './solution';
import { terms } from './terms';

const members = (n: number): string => `${n} ${plural('en', n, { one: 'member', other: 'members' })}`;
const readers = (n: number): string => `${n} ${plural('en', n, { one: 'reader', other: 'readers' })}`;
const seconds = (us: number): string => `${(us / 1_000_000).toFixed(1)} s`;

export const lesson = {
  label: 'Lesson',
  crumb: (number: number, of: number) => `Lesson ${number} of ${of}`,
  finishedIn: (number: number, minutes: number) => `Lesson ${number} · finished in ${minutes} min`,
  collapse: 'Collapse the lesson',
  back: 'Back',
  hint: 'Hint',
  hintLabel: (n: number) => `Hint ${n}`,
  next: 'Next',
  finish: 'Finish',
  tasksLeft: (n: number) => `Next: ${n} ${plural('en', n, { one: 'task', other: 'tasks' })} left`,
  taskStates: { open: 'open', live: 'in progress', done: 'done' },
  taskDone: (task: string) => `Task done: ${task}`,
  predictFirst: 'Choose before you run it. You can change your mind until the run has the answer.',
  guess: 'your guess',
  scheduleStates: { begun: 'under way', over: 'is over' },
  answerIsThis: 'That is my answer',
  yourNumber: 'Your number',
  severalRight: 'More than one may be right.',
  rightIs: (value: number) => `It was ${value}`,
  wasRight: 'as the run showed',
  rightGuess: 'You predicted it.',
  notMeasured: 'not yet measured',
  allLessons: 'All lessons',
  nextLesson: (name: string) => `Next: ${name}`,
  again: 'Start this lesson again',
  simplified: 'Simplified here:',
  tasksDone: 'What you did',
  unknown: '…',
  noGuess: 'nothing',
  seconds,
  rate: (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} records/s`,
  ratio: (value: number) => value.toFixed(1),
  figures: {
    now: 'now',
    minuteAgo: 'a minute ago',
    nothingYet: 'nothing yet',
    records: (n: number) => `${n} ${plural('en', n, { one: 'record', other: 'records' })}`,
    noOffsets: (group: string) => `${group} reads nothing yet, and has committed nothing.`,
    noFolders: 'no folder of these topics',
    leader: 'leader',
    follower: 'follower',
    outOfSync: 'out of sync',
    noGroup: (group: string) => `There is no group ${group} yet.`,
    groupIs: (group: string, state: string) => `${group} is ${state}`,
    lastStates: 'The last states, oldest first',
    noLeader: (partition: string) => `${partition} has no leader.`,
    logStart: 'log start',
    committedBy: (group: string) => `committed by ${group}`,
    highWatermark: 'high watermark',
    logEnd: 'log end',
    lastRecords: (partition: string, records: readonly string[]) =>
      `The last records of ${partition}, offset and key: ${records.join(', ')}`,
  },
  facts: {
    records: (counts: readonly number[], wanted: number) => `${counts.join(' · ')} records, wanted ${wanted} on each`,
    instances: (running: number, wanted: number) => `${running} of ${wanted} running`,
    stable: (n: number) => `${members(n)}, Stable`,
    notStable: (state: string, n: number, gone: number, wanted: number) =>
      `${members(n)}, ${state}${gone > 0 ? `, ${gone} dead but not timed out yet` : ''}; wanted ${wanted}, Stable`,
    idle: (idle: readonly string[], n: number) => `${idle.join(', ')} idle: no partition left for ${members(n)}`,
    notIdle: (n: number) => `${members(n)} now, each with a partition or in a rebalance`,
    reading: (records: number, wanted: number, n: number) => `${records} of ${wanted} records, ${readers(n)}`,
    waitsForReaders: (n: number, wanted: number) => `counts once ${readers(wanted)} are Stable; now ${n}`,
    read: (records: number, n: number, tookUs: number) => `${records} records, ${readers(n)}: ${seconds(tookUs)}`,
    readTooSlowly: (records: number, tookUs: number, limitUs: number) =>
      `${records} records took ${seconds(tookUs)}, wanted ${seconds(limitUs)} at most`,
    killedOwner: (process: string, partitions: readonly string[]) =>
      `${process} killed, it owned ${partitions.join(', ')}`,
    killedIdle: (process: string) => `${process} owned no partition at that moment`,
    ownerless: (partition: string, process: string, sinceUs: number) =>
      `${partition} still belongs to ${process}, dead since ${virtualTime(sinceUs)}`,
    moved: (partition: string, from: string, to: string, by: 'killed' | 'stopped', afterUs: number) =>
      `${partition}: ${from} → ${to}, ${seconds(afterUs)} after ${by === 'killed' ? 'the kill' : 'SIGTERM'}`,
  },
  moreFacts: facts,
  terms,
  solution,
};
