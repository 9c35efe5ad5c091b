import type { Check } from './check';

/** A check that begins anew when its topic is deleted: another of the same name has other records at the same offsets. */
export const ofOneTopic = <Args extends { readonly topic: string }, State>(
  check: Check<Args, State>,
): Check<Args, State> => ({
  ...check,
  step: (state, args, view, event) =>
    event.type === 'topic-deleted' && event.topic === args.topic && check.report(state, args).state !== 'done'
      ? check.start(args)
      : check.step(state, args, view, event),
});
