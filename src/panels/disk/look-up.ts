import type { BatchPlace, LookupStep, QueryAnswer } from '../../contract/query';
import type { IndexKind } from './index-entries';

export type LookupAnswer = Extract<QueryAnswer, { type: 'lookup' }>;
export type Target = { readonly offset: number } | { readonly timestampMs: number };
type Step<T extends LookupStep['type']> = Extract<LookupStep, { type: T }>;

/** What one sees of a look-up: its looks, gathered by the place where they are taken. */
export type Section =
  | { readonly type: 'segment'; readonly step: Step<'segment'> }
  | {
      readonly type: 'search';
      readonly index: IndexKind;
      readonly segment: number;
      readonly entries: Step<'indexed'>['entries'];
      readonly probes: readonly Step<'probe'>[];
      /** Null while the search is under way. */
      readonly answer: Step<'indexed'> | null;
    }
  | {
      readonly type: 'scan';
      readonly segment: number;
      /** Byte at which it begins. */
      readonly from: number;
      readonly batches: readonly BatchPlace[];
      readonly found: BatchPlace | null;
    };

/** The first `upTo` steps of a look-up. A search shows its whole index from its first probe on. */
export function sectionsOf(steps: readonly LookupStep[], upTo: number): Section[] {
  const sections: Section[] = [];
  let segment = 0;
  let from = 0;
  steps.slice(0, upTo).forEach((step, at) => {
    const last = sections.at(-1);
    switch (step.type) {
      case 'segment':
        segment = step.chosen ?? 0;
        from = 0;
        sections.push({ type: 'segment', step });
        break;
      case 'probe':
      case 'indexed': {
        const isSame = last?.type === 'search' && last.index === step.index && last.answer === null;
        const search = isSame ? last : emptySearch(step.index, segment, steps, at);
        if (isSame) sections.pop();
        if (step.type === 'probe') sections.push({ ...search, probes: [...search.probes, step] });
        else {
          if (step.index === 'offset') from = step.leadsTo;
          sections.push({ ...search, answer: step });
        }
        break;
      }
      case 'scan':
        sections.push({ type: 'scan', segment, from, batches: step.batches, found: step.found });
    }
  });
  return sections;
}

function emptySearch(index: IndexKind, segment: number, steps: readonly LookupStep[], at: number) {
  const answer = steps.slice(at).find((step) => step.type === 'indexed' && step.index === index);
  const entries = answer?.type === 'indexed' ? answer.entries : [];
  return { type: 'search' as const, index, segment, entries, probes: [], answer: null };
}

/** The batch that a look-up ends with. */
export function foundBatch(steps: readonly LookupStep[]): { segment: number; batch: BatchPlace } | null {
  let segment = 0;
  let found: { segment: number; batch: BatchPlace } | null = null;
  for (const step of steps) {
    if (step.type === 'segment') segment = step.chosen ?? 0;
    if (step.type === 'scan' && step.found !== null) found = { segment, batch: step.found };
  }
  return found;
}

/** Some entries of an index around a slot, as many as there is room for. */
export function entriesAround(count: number, slot: number, room: number): { from: number; to: number } {
  const size = Math.max(1, Math.min(count, room));
  const from = Math.max(0, Math.min(slot - Math.floor(size / 2), count - size));
  return { from, to: from + size };
}

const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:\.(\d{1,3}))?$/;

/** Virtual time as it is written on the page (`00:12.480`), as epoch ms of the run that began at `epochMs`. */
export function timestampOf(text: string, epochMs: number): number | null {
  const trimmed = text.trim();
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed);
  const found = CLOCK.exec(trimmed);
  if (found === null) return null;
  const [, hours = '0', minutes, seconds, fraction = ''] = found;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return epochMs + whole * 1_000 + Number(fraction.padEnd(3, '0'));
}
