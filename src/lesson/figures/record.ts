import type { ClassicGroupState, SimEvent } from '../../contract/event';
import { US_PER_SECOND, type Us } from '../../contract/ids';
import { lagOf, leaderShelf } from '../../view/selectors';
import type { View } from '../../view/view';
import type { Figure, FlowOf } from '../lesson';

/** Values at the first event of a second of the run, oldest first. Flows are totals: a rate is their difference. */
export interface Sample {
  readonly second: number;
  readonly values: readonly number[];
}

/** What a figure over time shows at most. */
const SAMPLES_MAX = 61;

/** A state that a group was in, from when on, and why. */
export interface Stay {
  readonly state: ClassicGroupState;
  readonly sinceUs: Us;
  readonly reason: string;
}

/** States of a group that its figure remembers. */
const STAYS_MAX = 6;

/**
 * What a figure has recorded after one more event: samples of `lag` and `throughput`, the stays of a `chart`. Other
 * figures record nothing. The same object when nothing was added.
 */
export function record(before: unknown, figure: Figure, view: View, event: SimEvent): unknown {
  switch (figure.kind) {
    case 'lag':
      return sampled(samplesOf(before), event.atUs, () => [totalLag(view, figure.group, figure.topic)]) ?? before;
    case 'throughput':
      return sampled(samplesOf(before), event.atUs, () => figure.of.map((flow) => total(view, flow))) ?? before;
    case 'chart':
      return stayed(staysOf(before), figure.group, event) ?? before;
    default:
      return before;
  }
}

export const samplesOf = (recorded: unknown): readonly Sample[] => (recorded as readonly Sample[] | undefined) ?? [];
export const staysOf = (recorded: unknown): readonly Stay[] => (recorded as readonly Stay[] | undefined) ?? [];

function sampled(samples: readonly Sample[], atUs: Us, values: () => readonly number[]): readonly Sample[] | null {
  const second = Math.floor(atUs / US_PER_SECOND);
  if (samples.at(-1)?.second === second) return null;
  return [...samples, { second, values: values() }].slice(-SAMPLES_MAX);
}

function stayed(stays: readonly Stay[], group: string, event: SimEvent): readonly Stay[] | null {
  if (event.type !== 'group' || event.group !== group || stays.at(-1)?.state === event.state) return null;
  return [...stays, { state: event.state, sinceUs: event.atUs, reason: event.reason }].slice(-STAYS_MAX);
}

/** Over the partitions of which the group has committed an offset. */
export function totalLag(view: View, group: string, topic: string): number {
  const found = view.groups.get(group);
  if (found === undefined) return 0;
  const partitions = view.topics.get(topic)?.partitions ?? [];
  return partitions.reduce((sum, { partition }) => sum + (lagOf(view, found, topic, partition) ?? 0), 0);
}

/** Records so far: written to the topic's leaders; of a program sent, or worked on as it reports, or else received. */
function total(view: View, flow: FlowOf): number {
  if ('topic' in flow) {
    const partitions = view.topics.get(flow.topic)?.partitions ?? [];
    return partitions.reduce((sum, partition) => sum + (leaderShelf(partition)?.logEndOffset ?? 0), 0);
  }
  const role = view.programs.find((program) => program.name === flow.program)?.role;
  let sum = 0;
  for (const process of view.processes.values()) {
    if (process.program !== flow.program) continue;
    if (role === 'producer') sum += process.producedRecords;
    else sum += process.effects > 0 ? process.effects : process.fetchedRecords;
  }
  return sum;
}

/** Records a second, second by second, from two samples or more; a flow that goes back (a log was cut off) is 0. */
export function rates(samples: readonly Sample[], flow: number): { readonly second: number; readonly value: number }[] {
  return samples.slice(1).map((sample, i) => {
    const before = samples[i];
    const seconds = sample.second - (before?.second ?? 0);
    const records = (sample.values[flow] ?? 0) - (before?.values[flow] ?? 0);
    return { second: sample.second, value: Math.max(0, records) / Math.max(1, seconds) };
  });
}
