import type { EndpointId } from '../../../src/contract/ids';
import { TOPIC, type ByHand } from '../run';
import { tryAll, type Rows } from './rows';
import { changed, schedule } from './tell';

const node = (run: ByHand, broker: number, reason: string): ByHand =>
  run.tell({ type: 'node', broker, state: reason === 'paused' ? 'paused' : 'down', reason });
const link = (run: ByHand, from: EndpointId, to: EndpointId, state: 'up' | 'cut' | 'slow' = 'cut'): ByHand =>
  run.tell({ type: 'link', from, to, state, extraUs: 0 });
const disk = (run: ByHand, broker: number, extraUs: number): ByHand =>
  run.tell({ type: 'disk', broker, bytesPerSecond: null, extraUs, waiting: 0 });
const tool = (run: ByHand, line: string, state: 'called' | 'done' | 'failed', error: string | null = null): ByHand =>
  run.tell({ type: 'tool', call: 1, state, line, error, message: state === 'called' ? null : 'said' });

const rolled = (run: ByHand, baseOffset: number, broker = 1, partition = 0): ByHand =>
  run.tell({ type: 'segment-rolled', broker, topic: TOPIC, partition, baseOffset, reason: 'size' });
const gone = (run: ByHand, baseOffset: number, reason = 'size', topic = TOPIC): ByHand =>
  run.tell({ type: 'segment-deleted', broker: 1, topic, partition: 0, baseOffset, endOffset: baseOffset + 3, reason });
const starts = (run: ByHand, offset: number, broker = 1, partition = 0): ByHand =>
  run.tell({ type: 'log-start', broker, topic: TOPIC, partition, offset });
const led = (run: ByHand): ByHand => run.topic(2).append(0, 0, 3);

const ALTER = 'kafka-topics.sh --bootstrap-server broker-1:9092 --alter --topic Topic-A --partitions 4';

/** Faults and tools, and what stands on the disks. */
export const FAULTS = {
  'fault-given': {
    args: { fault: 'kill-broker', broker: 2 },
    holds: [
      { when: 'it was killed', tell: (run) => node(run, 2, 'kill -9') },
      { when: 'any was', args: { broker: undefined }, tell: (run) => node(run, 1, 'kill -9') },
      { when: 'paused', args: { fault: 'pause-broker' }, tell: (run) => node(run, 2, 'paused') },
      {
        when: 'started with an empty disk',
        args: { fault: 'start-broker' },
        tell: (run) => node(run, 2, 'started with an empty disk'),
      },
      {
        when: 'its link was cut, either way',
        args: { fault: 'cut-link' },
        tell: (run) => link(run, 'broker:1', 'broker:2'),
      },
      {
        when: 'a program’s link to it is slow',
        args: { fault: 'slow-link' },
        tell: (run) => link(run, 'process:a-1', 'broker:2', 'slow'),
      },
      { when: 'its disk is slow', args: { fault: 'slow-disk' }, tell: (run) => disk(run, 2, 5) },
    ],
    not: [
      { when: 'another one was killed', tell: (run) => node(run, 1, 'kill -9') },
      { when: 'it lost its power', tell: (run) => node(run, 2, 'power lost') },
      {
        when: 'the link was healed',
        args: { fault: 'cut-link' },
        tell: (run) => link(run, 'broker:1', 'broker:2', 'up'),
      },
      { when: 'the link is of others', args: { fault: 'cut-link' }, tell: (run) => link(run, 'broker:1', 'broker:3') },
      {
        when: 'its disk only has writes that wait, or is well again',
        args: { fault: 'slow-disk' },
        tell: (run) => disk(run, 2, 0),
      },
      { when: 'the disk of another is slow', args: { fault: 'slow-disk' }, tell: (run) => disk(run, 1, 5) },
    ],
  },
  'schedule-over': {
    args: { schedule: 'storm' },
    holds: [{ when: 'it has begun and is over', tell: (run) => schedule(schedule(run, 'begun'), 'over') }],
    not: [
      { when: 'it has begun', tell: (run) => schedule(run, 'begun') },
      { when: 'another is over', tell: (run) => schedule(run, 'over', 'calm') },
    ],
  },
  'tool-used': {
    args: { tool: 'kafka-topics.sh', has: '--alter' },
    holds: [
      { when: 'it is done', tell: (run) => tool(tool(run, ALTER, 'called'), ALTER, 'done') },
      {
        when: 'it was refused at first',
        tell: (run) => tool(tool(run, ALTER, 'failed', 'INVALID_PARTITIONS'), ALTER, 'done'),
      },
      {
        when: 'a later call is refused',
        tell: (run) => tool(tool(run, ALTER, 'done'), ALTER, 'failed', 'INVALID_PARTITIONS'),
      },
      { when: 'whatever it did', args: { has: '' }, tell: (run) => tool(run, ALTER, 'done') },
    ],
    not: [
      { when: 'it has only been called', tell: (run) => tool(run, ALTER, 'called') },
      { when: 'the cluster refused', tell: (run) => tool(run, ALTER, 'failed', 'INVALID_PARTITIONS') },
      { when: 'the tool itself refused, with no error of Kafka', tell: (run) => tool(run, ALTER, 'failed') },
      { when: 'it did something else', args: { has: '--delete' }, tell: (run) => tool(run, ALTER, 'done') },
      { when: 'it was another tool', args: { tool: 'kafka-configs.sh' }, tell: (run) => tool(run, ALTER, 'done') },
    ],
  },
  'segments-at-least': {
    args: { topic: TOPIC, partition: 0, segments: 2 },
    holds: [{ when: 'one was rolled', tell: (run) => rolled(led(run), 3) }],
    not: [
      { when: 'there is one', tell: (run) => led(run) },
      { when: 'a follower rolled one', tell: (run) => rolled(led(run), 3, 2) },
      { when: 'another partition did', tell: (run) => rolled(led(run).append(1, 0, 3), 3, 1, 1) },
      { when: 'the log is empty', args: { segments: 1 }, tell: (run) => run.topic(1) },
    ],
  },
  'log-start-at-least': {
    args: { topic: TOPIC, partition: 0, offset: 2 },
    holds: [
      { when: 'it is just there', tell: (run) => starts(led(run), 2) },
      { when: 'one leads whose log starts there', tell: (run) => changed(starts(led(run), 2, 2), { leader: 2 }) },
    ],
    not: [
      { when: 'it is one before', tell: (run) => starts(led(run), 1) },
      { when: 'only a follower’s does', tell: (run) => starts(led(run), 2, 2) },
      { when: 'it is another partition', tell: (run) => starts(led(run), 2, 1, 1) },
    ],
  },
  'segment-deleted': {
    args: { topic: TOPIC, reason: 'time' },
    holds: [
      { when: 'for its age', tell: (run) => gone(gone(led(run), 0, 'size'), 3, 'time') },
      { when: 'for whatever reason', args: { reason: undefined }, tell: (run) => gone(led(run), 0, 'size') },
    ],
    not: [
      { when: 'for the size of the log', tell: (run) => gone(led(run), 0, 'size') },
      { when: 'another topic’s', tell: (run) => gone(led(run), 0, 'time', 'other') },
      { when: 'one was only rolled', tell: (run) => rolled(led(run), 3) },
    ],
  },
} as const satisfies Rows;

tryAll(FAULTS);
