import { plural } from '../plural';

export const programs = {
  label: 'Programs',
  files: 'Files',
  roles: { producer: 'producer', consumer: 'consumer', other: 'program' },
  running: (n: number) => `${n} running`,
  instances: (program: string) => `Instances of ${program}`,
  instance: (n: number) => `instance ${n}`,
  more: (program: string) => `Start one more ${program}`,
  fewer: (program: string) => `Stop one ${program}`,
  states: {
    running: 'running',
    paused: 'paused',
    stopping: 'stopping',
    exited: 'exited',
    crashed: 'crashed',
    killed: 'killed',
  },
  run: 'Run',
  runAgain: 'Run again',
  stop: 'Stop',
  kill: 'Kill',
  restart: 'Restart',
  runThe: (process: string) => `Run ${process}`,
  stopThe: (process: string) => `Stop ${process} (SIGTERM)`,
  killThe: (process: string) => `Kill ${process} (kill -9)`,
  restartThe: (process: string) => `Restart ${process}`,
  stopAll: 'Stop all',
  stale: (n: number) =>
    plural('en', n, { one: 'Edited. The old version runs.', other: 'Edited. The old versions run.' }),
  restartStale: (n: number) => plural('en', n, { one: 'Restart it', other: `Restart all ${n}` }),
  edited: 'Edited by you.',
  restore: 'Restore original',
  restored: (file: string) => `${file} is as it was at first.`,
  undo: 'Undo',
  code: (file: string) => `Code of ${file}`,
  loadingEditor: 'The editor is loading. You can read meanwhile.',
  editorFailed: 'The full editor could not be loaded. This plain one works too.',
  crashedAt: (process: string, time: string) => `${process} crashed at ${time}`,
};

export const console = {
  label: 'Console',
  filter: 'Instance',
  all: 'all',
  empty: 'What the program prints appears here.',
  dropped: (n: number) => `${n} earlier ${plural('en', n, { one: 'line', other: 'lines' })} dropped`,
  exited: (code: string) => `process exited ${code}`,
  crashed: 'process exited 1, without LeaveGroup',
  killed: 'killed (kill -9), without LeaveGroup',
  killedOther: (reason: string) => `killed: ${reason}`,
  unresponsive:
    'Ended by Shelfmark: it did not answer for 2 s. To the cluster this is kill -9. Time stood still meanwhile and goes on now.',
  graceOver: 'Did not leave within 10 s of SIGTERM, so it was killed, as a process manager would.',
  goTo: (place: string) => `Go to ${place}`,
};

export const topics = {
  label: 'Topics',
  columns: {
    topic: 'Topic',
    partition: 'Partition',
    leader: 'Leader',
    replicas: 'Replicas',
    isr: 'Isr',
    logStart: 'Log start',
    logEnd: 'Log end',
  },
  summary: (partitions: number, factor: number) => `PartitionCount: ${partitions}  ReplicationFactor: ${factor}`,
  note: 'Columns of',
  noteRest: 'Log start and log end are the leader’s: the first offset, and the one that the next record gets.',
  showInternal: 'Internal topics',
  none: 'none',
  empty: 'There is no topic yet.',
};

export const groups = {
  label: 'Groups',
  state: 'State',
  coordinator: 'Coordinator',
  generation: 'Generation',
  members: 'Members',
  protocol: 'Assignment strategy',
  broker: (id: number) => `broker ${id}`,
  idle: (member: string) => `${member} is idle: no partition left`,
  rebalancing: 'The partitions are being handed out anew.',
  note: 'Columns of',
  noteRest: 'LOG-END-OFFSET is the high watermark: what a reader can see.',
  empty: 'No group yet: one appears when a consumer joins.',
};

/** The cluster in a strip, above the code on a phone. */
export const strip = {
  lag: (n: number) => `lag ${n}`,
  shelf: (name: string, end: number, lag: number | null) =>
    lag === null ? `${name}: log end ${end}.` : `${name}: log end ${end}, lag ${lag}.`,
};
