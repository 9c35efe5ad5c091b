import type { Plan, ProgramPlan, TopicPlan } from './plan';
import { freeName } from './templates';

type ListName = 'topics' | 'programs';

/** The plan with something else in one row. A topic's new name goes to the programs that use it. */
export function changed(plan: Plan, list: ListName, index: number, more: Partial<TopicPlan & ProgramPlan>): Plan {
  const next = { ...plan, [list]: plan[list].map((each, at) => (at === index ? { ...each, ...more } : each)) };
  const before = plan.topics[index]?.name;
  if (list === 'programs' || more.name === undefined || before === undefined) return next;
  // Unless another topic has that name too: then nobody knows which was meant.
  if (plan.topics.some(({ name }, at) => at !== index && name === before)) return next;
  const topic = more.name;
  return { ...next, programs: next.programs.map((each) => (each.topic === before ? { ...each, topic } : each)) };
}

export const without = (plan: Plan, list: ListName, index: number): Plan => ({
  ...plan,
  [list]: plan[list].filter((_, at) => at !== index),
});

/** With one more topic, whose name nobody has: `topic2`. */
export function withNewTopic(plan: Plan): Plan {
  let n = plan.topics.length + 1;
  while (plan.topics.some(({ name }) => name === `topic${n}`)) n += 1;
  const topic = { name: `topic${n}`, partitions: 3, replicationFactor: Math.min(3, plan.brokers) || 1, settings: '' };
  return { ...plan, topics: [...plan.topics, topic] };
}

/** With one more program, for the last topic: a consumer, as there may be many of one topic. */
export function withNewProgram(plan: Plan): Plan {
  const template = 'autoCommit';
  const name = freeName(
    template,
    plan.programs.map((each) => each.name),
  );
  const topic = plan.topics.at(-1)?.name ?? '';
  return { ...plan, programs: [...plan.programs, { template, name, topic, instances: 0 }] };
}
