import type { LessonFile } from './lesson-schema';

/** Kafka's own topics are there without being named. */
export const isInternal = (topic: string): boolean => topic.startsWith('__');

/**
 * Topics that a lesson may name: those of the scenario, those that it has created or lets its learner create, those
 * are said to come (`newTopics`).
 */
export const topicsOf = (lesson: LessonFile): string[] => [
  ...lesson.scenario.topics.map((topic) => topic.name),
  ...lesson.newTopics,
  ...lesson.given.flatMap((line) => line['create-topic']?.name ?? []),
  ...lesson.steps.flatMap((step) => step.actions.flatMap((line) => line['create-topic']?.name ?? [])),
];
