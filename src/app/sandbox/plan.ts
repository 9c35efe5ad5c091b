import { US_PER_SECOND } from '../../contract/ids';
import type { RunSpec } from '../run-book';
import { isTemplate, programOf, type TemplateId } from './templates';
import { isProblem, parseSettings } from './topic-settings';

/** A cluster as one builds it. Plain data, as it is kept. */
export interface Plan {
  /** How many; their ids are 1, 2, 3 … */
  readonly brokers: number;
  /** One way, between any two machines. */
  readonly hopMs: number;
  readonly topics: readonly TopicPlan[];
  readonly programs: readonly ProgramPlan[];
}

export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** As one types them: `min.insync.replicas=2 retention.ms=60000`. */
  readonly settings: string;
}

export interface ProgramPlan {
  readonly template: TemplateId;
  /** Of a consumer it is its group's name too. */
  readonly name: string;
  /** Which topic it writes or reads. */
  readonly topic: string;
  /** Instances that start with the run. */
  readonly instances: number;
}

/** What the builder takes at most: the stage shows so much and stays readable. */
export const PLAN_MAX = { brokers: 9, topics: 8, partitions: 24, programs: 10, instances: 9 } as const;

/** 150 ms: a message is seen on its way. 20 and 1 ms: as far as another country, another rack. */
export const HOPS_MS = [150, 20, 1] as const;

const orders: TopicPlan = { name: 'orders', partitions: 3, replicationFactor: 2, settings: '' };
const program = (template: TemplateId, name: string, topic = 'orders', instances = 0): ProgramPlan => ({
  template,
  name,
  topic,
  instances,
});

/** Clusters to begin with; the first is there before anybody has built one. */
export const PRESETS = {
  three: {
    brokers: 3,
    hopMs: 150,
    topics: [orders],
    programs: [program('keyed', 'producer'), program('autoCommit', 'billing'), program('manualCommit', 'audit')],
  },
  one: {
    brokers: 1,
    hopMs: 150,
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 1, settings: '' }],
    programs: [program('keyed', 'producer'), program('autoCommit', 'billing')],
  },
  five: {
    brokers: 5,
    hopMs: 150,
    topics: [
      { name: 'orders', partitions: 6, replicationFactor: 3, settings: 'min.insync.replicas=2' },
      { name: 'clicks', partitions: 4, replicationFactor: 2, settings: 'retention.ms=120000 segment.bytes=2000' },
    ],
    programs: [
      program('keyed', 'producer'),
      program('keyless', 'sensor', 'clicks'),
      program('autoCommit', 'billing'),
      program('autoCommit', 'statistics', 'clicks'),
    ],
  },
} as const satisfies Record<string, Plan>;

export type PresetId = keyof typeof PRESETS;

export const PRESET_IDS = Object.keys(PRESETS) as PresetId[];

/** What the session begins with. The number tells one built cluster from another, and is its seed. */
export function specOf(plan: Plan, number: number): RunSpec {
  const ids = Array.from({ length: plan.brokers }, (_, at) => at + 1);
  const hopUs = (plan.hopMs * US_PER_SECOND) / 1_000;
  const programs = plan.programs.map((each) => ({ ...each, ...programOf(each, ids) }));
  return {
    id: runIdOf(number),
    scenario: {
      id: 'sandbox',
      brokers: ids.map((id) => ({ id })),
      links: { clientUs: hopUs, brokerUs: hopUs },
      topics: plan.topics.map(({ name, partitions, replicationFactor, settings }) => {
        const configs = parseSettings(settings);
        const topic = { name, partitions, replicationFactor };
        return isProblem(configs) || Object.keys(configs).length === 0 ? topic : { ...topic, configs };
      }),
    },
    seed: number,
    programs: programs.map(({ program: spec, instances }) =>
      instances === 0 ? spec : { ...spec, autostart: instances },
    ),
    files: Object.fromEntries(programs.map(({ file, text }) => [file, text])),
  };
}

/** Under which a built cluster's run and files are kept. */
export const runIdOf = (number: number): string => `sandbox-${number}`;

/** Reads what was kept; null when it is no plan. Whether one can build it is for `problemsOf` to say. */
export function readPlan(value: unknown): Plan | null {
  if (typeof value !== 'object' || value === null) return null;
  const { brokers, hopMs, topics, programs } = value as Readonly<Record<string, unknown>>;
  if (!isCount(brokers) || !isCount(hopMs) || !Array.isArray(topics) || !Array.isArray(programs)) return null;
  if (!topics.every(isTopic) || !programs.every(isProgram)) return null;
  return { brokers, hopMs, topics, programs };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

function isTopic(value: unknown): value is TopicPlan {
  if (typeof value !== 'object' || value === null) return false;
  const { name, partitions, replicationFactor, settings } = value as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && isCount(partitions) && isCount(replicationFactor) && typeof settings === 'string';
}

function isProgram(value: unknown): value is ProgramPlan {
  if (typeof value !== 'object' || value === null) return false;
  const { template, name, topic, instances } = value as Readonly<Record<string, unknown>>;
  return isTemplate(template) && typeof name === 'string' && typeof topic === 'string' && isCount(instances);
}
