import { partitionName, US_PER_SECOND, type Us } from '../../contract/ids';
import type { EffectEvent } from '../../contract/event';
import type { View } from '../../view/view';
import { type Check, done, live, OPEN } from './check';
import { countMembers, isStableWith, ownerOf } from './members';

export interface RecordsReadInArgs {
  readonly group: string;
  readonly topic: string;
  readonly records: number;
  readonly readers: number;
  readonly atMostSeconds?: number;
  /** Name of the effect that tells of a read. */
  readonly effect: string;
}

interface State {
  readonly members: number;
  /** Generation of the stretch that is being measured; null while the group is not as asked. */
  readonly generation: number | null;
  /** Times of the last reads of the stretch, at most `records + 1`. */
  readonly readAtUs: readonly Us[];
  /** What counted already in this stretch: a record that is read twice is one record. */
  readonly seen: ReadonlySet<string>;
  readonly measuredUs: Us | null;
}

const stretch = (members: number, generation: number | null, measuredUs: Us | null): State => ({
  members,
  generation,
  readAtUs: [],
  seen: new Set(),
  measuredUs,
});

const isWithin = (tookUs: Us | null, { atMostSeconds }: RecordsReadInArgs): boolean =>
  tookUs !== null && (atMostSeconds === undefined || tookUs <= atMostSeconds * US_PER_SECOND);

/** The record's written place, or null if the effect names no record that this process could have read. */
function placeOf(effect: EffectEvent, args: RecordsReadInArgs, view: View): string | null {
  const { topic, partition, offset } = parse(effect.data);
  if (
    topic !== args.topic ||
    typeof partition !== 'number' ||
    (typeof offset !== 'number' && typeof offset !== 'string')
  )
    return null;
  const group = view.groups.get(args.group);
  if (group === undefined || ownerOf(group, args.topic, partition) !== effect.process) return null;
  const place = view.topics.get(args.topic)?.partitions.find((each) => each.partition === partition);
  const shelf = place?.shelves.get(place.leader);
  const at = Number(offset);
  if (shelf === undefined || !(at >= shelf.logStartOffset && at < shelf.logEndOffset)) return null;
  return `${partitionName(args.topic, partition)}@${at}`;
}

function parse(data: string): { readonly topic?: unknown; readonly partition?: unknown; readonly offset?: unknown } {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function stepGroup(state: State, args: RecordsReadInArgs, view: View): State {
  const group = view.groups.get(args.group);
  if (group === undefined) return state;
  const members = countMembers(view, group).alive;
  const generation = isStableWith(view, group, args.readers) ? group.generation : null;
  if (generation === state.generation) return members === state.members ? state : { ...state, members };
  return stretch(members, generation, state.measuredUs);
}

function stepRead(state: State, args: RecordsReadInArgs, view: View, effect: EffectEvent, atUs: Us): State {
  if (state.generation === null || isWithin(state.measuredUs, args)) return state;
  const place = placeOf(effect, args, view);
  if (place === null || state.seen.has(place)) return state;
  const readAtUs = [...state.readAtUs, atUs].slice(-(args.records + 1));
  const first = readAtUs.length > args.records ? readAtUs[0] : undefined;
  return {
    ...state,
    readAtUs,
    seen: new Set(state.seen).add(place),
    measuredUs: first === undefined ? state.measuredUs : atUs - first,
  };
}

/**
 * Measures how long a Stable group of exactly `readers` members needs for `records` records: from the moment at which
 * it has read one to the moment at which it has read so many more. A program reads a record when it reports the effect
 * with `{ topic, partition, offset }`; it counts once, if it is on the leader's shelf and its partition belongs to the
 * process that reports it. With `atMostSeconds` a slower stretch does not count, and the measuring goes on.
 */
export const recordsReadIn: Check<RecordsReadInArgs, State> = {
  start: () => stretch(0, null, null),

  step(state, args, view, event) {
    switch (event.type) {
      case 'group':
        return event.group === args.group ? stepGroup(state, args, view) : state;
      case 'process':
        return stepGroup(state, args, view);
      case 'effect':
        return event.name === args.effect ? stepRead(state, args, view, event, event.atUs) : state;
      default:
        return state;
    }
  },

  report(state, args) {
    const { records, readers, atMostSeconds } = args;
    const tookUs = state.measuredUs;
    if (tookUs !== null) {
      if (isWithin(tookUs, args)) {
        return done(state.readAtUs.at(-1) ?? 0, { kind: 'read', records, readers, tookUs }, tookUs);
      }
      return live({ kind: 'read-too-slowly', records, tookUs, limitUs: (atMostSeconds ?? 0) * US_PER_SECOND });
    }
    if (state.members === 0) return OPEN;
    if (state.generation === null) return live({ kind: 'waits-for-readers', members: state.members, wanted: readers });
    return live({ kind: 'reading', records: Math.max(0, state.readAtUs.length - 1), wanted: records, readers });
  },
};
