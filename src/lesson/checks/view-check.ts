import type { SimEvent, SimEventType } from '../../contract/event';
import type { Us } from '../../contract/ids';
import type { View } from '../../view/view';
import { type Check, done, live, OPEN } from './check';
import type { Fact } from './fact';

/** What a look at the view finds: null while there is nothing to say. */
export interface Look {
  readonly holds: boolean;
  readonly fact: Fact;
}

interface State {
  readonly look: Look | null;
  readonly atUs: Us;
}

/**
 * A check of how the cluster stands: looks at the view after each event of these types, and holds when the look does.
 * @param concerns whether an event of these types is about what the check looks at.
 */
export function viewCheck<Args>(
  types: readonly SimEventType[],
  look: (view: View, args: Args, event: SimEvent) => Look | null,
  concerns: (event: SimEvent, args: Args) => boolean = () => true,
): Check<Args, State> {
  return {
    start: () => ({ look: null, atUs: 0 }),
    step(state, args, view, event) {
      if (!types.includes(event.type) || !concerns(event, args)) return state;
      const found = look(view, args, event);
      if (JSON.stringify(found) === JSON.stringify(state.look)) return state;
      return { look: found, atUs: event.atUs };
    },
    report({ look: found, atUs }) {
      if (found === null) return OPEN;
      return found.holds ? done(atUs, found.fact) : live(found.fact);
    },
  };
}

/** Events that say who leads a partition and who is in sync. */
export const PARTITION_EVENTS = [
  'topic-created',
  'topic-deleted',
  'partitions-added',
  'partition-changed',
] as const satisfies readonly SimEventType[];

/** The event is about this topic. */
export const ofTopic = (event: SimEvent, args: { readonly topic: string }): boolean =>
  'topic' in event && event.topic === args.topic;
