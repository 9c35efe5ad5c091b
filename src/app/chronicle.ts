import type { ConsoleEvent, ProcessEvent, SimEvent } from '../contract/event';
import type { ProcessId, Us } from '../contract/ids';
import type { ConsoleLine } from '../panels/console-line';
import { isDrawn } from '../view/drawn';
import { NOTHING_SEEN, type Attention } from './pace';

/**
 * What the page remembers of the journal besides the view: what programs printed, how many records were written
 * when, and until when there is something to be seen.
 */
export interface Chronicle {
  readonly lines: readonly ConsoleLine[];
  /** Lines that were dropped from the front to stay under LINES_MAX. */
  readonly dropped: number;
  /** Records appended by leaders in each RATE_BUCKET_US of the run. */
  readonly rate: readonly number[];
  readonly attention: Attention;
}

export const LINES_MAX = 2_000;
export const RATE_BUCKET_US = 250_000;

export const EMPTY_CHRONICLE: Chronicle = {
  lines: [],
  dropped: 0,
  rate: [],
  attention: NOTHING_SEEN,
};

/** How long a change of state stays worth a look after its moment. */
const LOOK_US = 300_000;
/** The first records of a run deserve a slower look. */
const FIRST_BATCHES = 3;

const REBALANCE_APIS: ReadonlySet<string> = new Set(['JoinGroup', 'SyncGroup', 'LeaveGroup']);

/** The chronicle after these events. One copy a call, however many events: a replay comes in one piece. */
export function chronicle(before: Chronicle, events: readonly SimEvent[]): Chronicle {
  if (events.length === 0) return before;
  const lines: ConsoleLine[] = [];
  let rate: number[] | null = null;
  let appended = before.rate.length > 0 ? FIRST_BATCHES : 0;
  let { seenUntilUs, slowUntilUs, running } = before.attention;
  const see = (untilUs: Us, slow: boolean): void => {
    seenUntilUs = Math.max(seenUntilUs, untilUs);
    if (slow) slowUntilUs = Math.max(slowUntilUs, untilUs);
  };

  for (const event of events) {
    switch (event.type) {
      case 'console':
        lines.push(printed(event));
        break;
      case 'process':
        if (event.state === 'running') running += 1;
        if (event.state === 'exited' || event.state === 'crashed' || event.state === 'killed') {
          lines.push(ended(event, event.state));
          running = Math.max(0, running - 1);
        }
        see(event.atUs + LOOK_US, false);
        break;
      case 'message':
        if (event.batches.length > 0 && isDrawn(event)) see(event.arrivesAtUs ?? event.atUs, appended < FIRST_BATCHES);
        else if (REBALANCE_APIS.has(event.api)) see(event.arrivesAtUs ?? event.atUs, true);
        break;
      case 'batch-appended':
        if (event.role === 'leader' && isDrawn(event)) {
          appended += 1;
          rate ??= [...before.rate];
          const bucket = Math.floor(event.atUs / RATE_BUCKET_US);
          while (rate.length <= bucket) rate.push(0);
          rate[bucket] = (rate[bucket] ?? 0) + event.count;
        }
        break;
      case 'group':
        see(event.atUs + LOOK_US, true);
        break;
      case 'partition-changed':
        see(event.atUs + LOOK_US, true);
        break;
      default:
        break;
    }
  }

  const all = lines.length === 0 ? before.lines : [...before.lines, ...lines];
  const over = Math.max(0, all.length - LINES_MAX);
  return {
    lines: over === 0 ? all : all.slice(over),
    dropped: before.dropped + over,
    rate: rate ?? before.rate,
    attention: { seenUntilUs, slowUntilUs, running },
  };
}

function printed(event: SimEvent & ConsoleEvent): ConsoleLine {
  return {
    seq: event.seq,
    atUs: event.atUs,
    ...whose(event.process),
    what: { type: 'print', stream: event.stream, text: event.text, at: event.at },
  };
}

function ended(event: SimEvent & ProcessEvent, state: 'exited' | 'crashed' | 'killed'): ConsoleLine {
  return {
    seq: event.seq,
    atUs: event.atUs,
    ...whose(event.process),
    what: { type: 'ended', state, reason: event.reason },
  };
}

/** `consumer-2` is instance 2 of `consumer`. */
function whose(process: ProcessId): { process: ProcessId; program: string; instance: number } {
  const dash = process.lastIndexOf('-');
  return { process, program: process.slice(0, dash), instance: Number(process.slice(dash + 1)) };
}
