import type { SimEvent } from '../../contract/event';
import { US_PER_SECOND, type Us } from '../../contract/ids';
import { isInternalTopic } from '../../view/internal-topic';
import { lagOf } from '../../view/selectors';
import type { GroupView, View } from '../../view/view';

/** Seconds of virtual time that the plots look back. */
export const WINDOW_SECONDS = 60;

/** One line of a plot: a value for each second of the window, oldest first. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

type Backwards = (each: (event: SimEvent) => boolean) => void;

/** Whole seconds that the window ends with: the one of now is not over yet, and would always look low. */
const lastSecond = (nowUs: Us): number => Math.floor(nowUs / US_PER_SECOND);

/** Records that leaders wrote in each second of the last minute, by topic. */
export function writtenBySecond(backwards: Backwards, nowUs: Us): Series[] {
  const end = lastSecond(nowUs);
  const start = Math.max(0, end - WINDOW_SECONDS);
  const topics = new Map<string, number[]>();
  backwards((event) => {
    const second = Math.floor(event.atUs / US_PER_SECOND);
    if (second < start) return false;
    if (event.type !== 'batch-appended' || event.role !== 'leader' || isInternalTopic(event.topic)) return true;
    const values = topics.get(event.topic) ?? new Array<number>(end - start).fill(0);
    topics.set(event.topic, values);
    if (second < end) values[second - start] = (values[second - start] ?? 0) + event.count;
    return true;
  });
  return [...topics].map(([name, values]) => ({ name, values })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Records that a group has yet to read, over all partitions for which it has committed. */
export function totalLag(view: View, group: GroupView): number {
  let total = 0;
  for (const topic of view.topics.values()) {
    for (const { partition } of topic.partitions) total += lagOf(view, group, topic.name, partition) ?? 0;
  }
  return total;
}

/** Lag of a group as it was at one moment. */
export interface LagSample {
  readonly second: number;
  readonly lags: ReadonlyMap<string, number>;
}

/** Samples taken while one looks, as lines; a second without a sample is as the one before. */
export function lagSeries(samples: readonly LagSample[], nowUs: Us): Series[] {
  const end = lastSecond(nowUs);
  const first = samples[0]?.second ?? end;
  const start = Math.max(first, end - WINDOW_SECONDS);
  const groups = [...new Set(samples.flatMap(({ lags }) => [...lags.keys()]))].sort();
  return groups.map((name) => {
    const values: number[] = [];
    let at = 0;
    let last = 0;
    for (let second = start; second <= end; second++) {
      for (let sample = samples[at]; sample !== undefined && sample.second <= second; sample = samples[++at]) {
        last = sample.lags.get(name) ?? last;
      }
      values.push(last);
    }
    return { name, values };
  });
}
