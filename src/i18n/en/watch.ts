import { plural } from '../plural';

const records = (n: number): string => `${n} ${plural('en', n, { one: 'record', other: 'records' })}`;
const ids = (list: readonly number[]): string => (list.length === 0 ? 'nobody' : list.join(', '));

/** Inspectors that watch the run: events, states, faults, plots. */
export const watch = {
  events: {
    label: 'Events',
    filter: 'Show',
    kinds: {
      all: 'everything',
      brokers: 'brokers and faults',
      partitions: 'partitions and replicas',
      groups: 'groups and offsets',
      records: 'records written',
      programs: 'programs',
      tools: 'tools',
    },
    search: 'Find in events',
    empty: 'Nothing of this kind has happened yet.',
    newest: (n: number) => `The newest ${n} are shown, the latest on top.`,
    broker: (id: number) => `Broker ${id}`,
    nodeIs: (id: number, reason: string) => `Broker ${id}: ${reason}.`,
    brokerState: (id: number, state: string) => `Broker ${id} is ${state}.`,
    registration: (id: number, state: string) => `The controller has broker ${id} as ${state}.`,
    controller: (id: number, epoch: number) => `Broker ${id} is the active controller, epoch ${epoch}.`,
    topicCreated: (topic: string, n: number) => `Topic ${topic} is there, with ${n} partitions.`,
    topicDeleted: (topic: string) => `Topic ${topic} is deleted.`,
    partitionsAdded: (topic: string, n: number) => `${topic} has ${n} partitions more.`,
    partition: {
      'leader-elected': (name: string, leader: number, isr: readonly number[]) =>
        `${name}: broker ${leader} is elected leader, ISR ${ids(isr)}.`,
      'unclean-election': (name: string, leader: number, isr: readonly number[]) =>
        `${name}: broker ${leader} is leader by an unclean election, ISR ${ids(isr)}.`,
      'no-leader': (name: string, _leader: number, isr: readonly number[]) => `${name} has no leader, ISR ${ids(isr)}.`,
      'isr-shrunk': (name: string, _leader: number, isr: readonly number[]) => `${name}: ISR shrinks to ${ids(isr)}.`,
      'isr-expanded': (name: string, _leader: number, isr: readonly number[]) => `${name}: ISR grows to ${ids(isr)}.`,
      'elr-changed': (name: string, _leader: number, isr: readonly number[]) =>
        `${name}: other replicas are eligible to lead, ISR ${ids(isr)}.`,
      reassigned: (name: string, leader: number, isr: readonly number[]) =>
        `${name} is reassigned: leader ${leader}, ISR ${ids(isr)}.`,
    },
    replica: (name: string, broker: number, state: string) => `${name} on broker ${broker} is ${state}.`,
    truncated: (name: string, broker: number, offset: number) =>
      `${name} on broker ${broker} is truncated to offset ${offset}.`,
    logStart: (name: string, broker: number, offset: number) =>
      `${name} on broker ${broker} begins at offset ${offset}.`,
    rolled: (name: string, broker: number, offset: number, reason: string) =>
      `${name} on broker ${broker}: a segment begins at offset ${offset} (${reason}).`,
    segmentDeleted: (name: string, broker: number, from: number, to: number, reason: string) =>
      `${name} on broker ${broker}: the segment of offsets ${from} to ${to} is deleted (${reason}).`,
    compacted: (name: string, broker: number, upTo: number, n: number) =>
      `${name} on broker ${broker} is compacted up to offset ${upTo}: ${records(n)} gone.`,
    appended: (name: string, broker: number, n: number, offset: number) =>
      `${name}: leader ${broker} writes ${records(n)} at offset ${offset}.`,
    link: (from: string, to: string, state: string) => `Link ${from} → ${to}: ${state}.`,
    linkStates: { up: 'healed', cut: 'cut', slow: 'slow' },
    group: (group: string, state: string, generation: number, reason: string) =>
      `Group ${group} is ${state}, generation ${generation} (${reason}).`,
    committed: (group: string, name: string, offset: number) => `${group} commits ${offset} for ${name}.`,
    offsetDeleted: (group: string, name: string, reason: string) =>
      `What ${group} had committed for ${name} is gone (${reason}).`,
    process: (name: string, state: string) => `${name} is ${state}.`,
    refused: (command: string, subject: string) => `${command} was refused: ${subject}.`,
    schedule: (name: string, state: 'begun' | 'over') =>
      state === 'begun' ? `The schedule ${name} begins.` : `The schedule ${name} is over.`,
    disk: (broker: number, waiting: number) => `Disk of broker ${broker}: ${waiting} writes wait.`,
  },
  charts: {
    label: 'States',
    which: 'Statechart',
    of: 'Of',
    charts: {
      'consumer-group': 'consumer group',
      broker: 'broker',
      replica: 'replica',
      registration: 'registration at the controller',
    },
    now: (state: string) => `now: ${state}`,
    then: (state: string) => `then: ${state}`,
    nobody: 'There is none yet.',
    source: (name: string) => `The states are those of Kafka’s ${name}. The chart is drawn from the machine that runs.`,
    transitions: 'From here',
    when: 'when',
    to: 'to',
    noWay: 'No way leads out of this state.',
    loading: 'The chart is on its way.',
    missing: 'The chart could not be had.',
    broker: (id: number) => `broker ${id}`,
  },
  plots: {
    label: 'Plots',
    written: 'Records written a second',
    lag: 'Lag',
    seconds: (n: number) => `the last ${n} s`,
    now: (n: string) => `now ${n}`,
    then: (n: string) => `then ${n}`,
    most: (n: string) => `most ${n}`,
    empty: 'Nothing has been written yet.',
    noLag: 'No group has committed anything yet.',
  },
};
