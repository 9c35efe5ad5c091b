import { untrack } from 'svelte';
import type { LessonRun } from './lesson-run.svelte';
import type { Selection } from './selection.svelte';

/** Whenever the learner comes to a step that opens a tab, it is opened. Called while a component is made. */
export function opensTabs(run: () => LessonRun | null, selection: Selection): void {
  // A step that is reached anew, and not each of the states in which the learner stands there.
  const step = $derived(run()?.lesson.steps[run()?.state.step ?? 0]?.id ?? null);
  $effect(() => {
    const reached = step;
    untrack(() => {
      const opens = run()?.lesson.steps.find((each) => each.id === reached)?.opens ?? null;
      if (opens !== null) selection.arrive(opens);
    });
  });
}
