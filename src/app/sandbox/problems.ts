import { PLAN_MAX, type Plan, type ProgramPlan, type TopicPlan } from './plan';
import { isProblem, parseSettings, type SettingsProblem } from './topic-settings';

/** Why a plan cannot be built, and at which of its rows. */
export interface Problem {
  readonly at: 'brokers' | { readonly topic: number } | { readonly program: number };
  readonly why:
    | SettingsProblem
    | { readonly what: 'brokers-range' | 'partitions-range' | 'instances-range'; readonly max: number }
    /** A copy each, on as many brokers: Kafka's INVALID_REPLICATION_FACTOR. */
    | { readonly what: 'replication-range'; readonly brokers: number }
    | { readonly what: 'topic-name' | 'name-taken' | 'program-name' | 'topic-unknown'; readonly name: string };
}

/** Kafka: Topic.validate; names of its own begin with two underscores. */
const TOPIC_NAME = /^(?!\.{1,2}$)(?!__)[A-Za-z0-9._-]{1,100}$/;
/** Names a file, and a process with a number behind it. */
const PROGRAM_NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

const within = (value: number, least: number, max: number): boolean =>
  Number.isInteger(value) && value >= least && value <= max;

/** Empty: it can be built. */
export function problemsOf(plan: Plan): Problem[] {
  const problems: Problem[] = [];
  if (!within(plan.brokers, 1, PLAN_MAX.brokers)) {
    problems.push({ at: 'brokers', why: { what: 'brokers-range', max: PLAN_MAX.brokers } });
  }
  plan.topics.forEach((topic, index) => {
    const why = topicProblem(topic, index, plan);
    if (why !== null) problems.push({ at: { topic: index }, why });
  });
  plan.programs.forEach((program, index) => {
    const why = programProblem(program, index, plan);
    if (why !== null) problems.push({ at: { program: index }, why });
  });
  return problems;
}

function topicProblem(topic: TopicPlan, index: number, { topics, brokers }: Plan): Problem['why'] | null {
  const { name, partitions, replicationFactor, settings } = topic;
  if (!TOPIC_NAME.test(name)) return { what: 'topic-name', name };
  // Names that differ only in `.` and `_` collide, as Kafka has it: Topic.hasCollision.
  const plain = (each: string): string => each.replaceAll('.', '_');
  if (topics.slice(0, index).some((other) => plain(other.name) === plain(name))) return { what: 'name-taken', name };
  if (!within(partitions, 1, PLAN_MAX.partitions)) return { what: 'partitions-range', max: PLAN_MAX.partitions };
  if (!within(replicationFactor, 1, brokers)) return { what: 'replication-range', brokers };
  const read = parseSettings(settings);
  return isProblem(read) ? read : null;
}

function programProblem({ name, topic, instances }: ProgramPlan, index: number, plan: Plan): Problem['why'] | null {
  if (!PROGRAM_NAME.test(name)) return { what: 'program-name', name };
  if (plan.programs.slice(0, index).some((other) => other.name === name)) return { what: 'name-taken', name };
  if (!plan.topics.some((each) => each.name === topic)) return { what: 'topic-unknown', name: topic };
  if (!within(instances, 0, PLAN_MAX.instances)) return { what: 'instances-range', max: PLAN_MAX.instances };
  return null;
}
