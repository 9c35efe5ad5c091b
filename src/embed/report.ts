import type { Lesson } from '../lesson/lesson';
import { firstStep, isComplete, isDone, type PlayerState } from '../lesson/player';
import type { PageMessage, ProgressReport } from './outgoing';

export function reportOn(lesson: Lesson, state: PlayerState): ProgressReport {
  const tasks = lesson.steps.slice(firstStep(state)).flatMap((step) => step.tasks);
  return {
    lesson: lesson.id,
    step: state.step + 1,
    steps: lesson.steps.length,
    tasks: { done: tasks.filter((task) => isDone(state, task.id)).length, all: tasks.length },
    completed: isComplete(lesson, state),
  };
}

/** What has happened between two moments of one lesson, for the page around. */
export function newsBetween(lesson: Lesson, before: PlayerState, after: PlayerState): readonly PageMessage[] {
  if (before === after) return [];
  const passed = lesson.steps.flatMap((step, i) =>
    step.tasks
      .filter((task) => !isDone(before, task.id) && isDone(after, task.id))
      .map((task): PageMessage => ({
        type: 'passed',
        lesson: lesson.id,
        step: i + 1,
        task: task.id,
        stepDone: step.tasks.every((each) => isDone(after, each.id)),
      })),
  );
  const report = reportOn(lesson, after);
  const changed = JSON.stringify(report) !== JSON.stringify(reportOn(lesson, before));
  const completed = report.completed && !isComplete(lesson, before);
  return [
    ...passed,
    ...(changed ? [{ type: 'progress' as const, ...report }] : []),
    ...(completed ? [{ type: 'completed' as const, lesson: lesson.id }] : []),
  ];
}
