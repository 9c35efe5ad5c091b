import type { FlowOf, LiveFigure } from '../lesson';
import type { LessonFile } from './lesson-schema';
import { anyOf } from './mistake';

type FigureLine = LessonFile['steps'][number]['figures'][number];

const KINDS = ['bars', 'lag', 'throughput', 'offsets', 'folders', 'chart', 'log'] as const;

/** What a line of `figures` asks for: bars, something live, or it is not clear. */
export function figureKind(
  line: FigureLine,
):
  | { readonly type: 'bars'; readonly bars: readonly string[] }
  | { readonly type: 'live'; readonly live: LiveFigure }
  | { readonly type: 'unclear'; readonly message: string } {
  const given = KINDS.filter((kind) => line[kind] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'a figure of nothing' : given.join(' and ');
    return { type: 'unclear', message: `found ${found}, expected one of ${anyOf(KINDS)}.` };
  }
  if (line.bars !== undefined) return { type: 'bars', bars: line.bars };
  return { type: 'live', live: liveOf(line) };
}

function liveOf({ lag, throughput, offsets, folders, chart, log }: FigureLine): LiveFigure {
  if (lag !== undefined) return { kind: 'lag', ...lag };
  if (throughput !== undefined) {
    const of = throughput.map(({ topic, program }): FlowOf =>
      topic === undefined ? { program: program ?? '' } : { topic },
    );
    return { kind: 'throughput', of };
  }
  if (offsets !== undefined) return { kind: 'offsets', ...offsets };
  if (chart !== undefined) return { kind: 'chart', ...chart };
  if (log !== undefined) return { kind: 'log', ...log };
  return { kind: 'folders', topics: folders?.topics ?? null };
}
