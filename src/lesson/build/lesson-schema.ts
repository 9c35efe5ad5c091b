import * as v from 'valibot';
import type { ProgramSpec, Scenario } from '../../contract/scenario';
import { ALL_MARKS, type Mark } from '../../view/marks';
import { CHECK_ARGS } from './check-args';

const described = <S extends v.GenericSchema>(schema: S, text: string) => v.pipe(schema, v.description(text));

const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const MARKS = Object.keys(ALL_MARKS) as Mark[];
const nodeId = v.pipe(v.number(), v.integer(), v.minValue(0));
const configs = v.record(v.string(), v.string());

/** As contract/scenario.ts has it; the id is the lesson's. */
export const scenarioSchema = v.strictObject({
  brokers: described(
    v.array(
      v.strictObject({
        id: described(nodeId, 'node.id of the broker'),
        rack: v.exactOptional(described(v.string(), 'rack of the broker')),
        diskBytesPerSecond: v.exactOptional(described(count, 'bytes a second that its disk writes')),
        networkBytesPerSecond: v.exactOptional(
          described(count, 'bytes a second that its network card sends, and as many that it receives'),
        ),
      }),
    ),
    'the brokers',
  ),
  controllerId: v.exactOptional(described(nodeId, 'active controller at the start; the lowest id when absent')),
  links: described(
    v.strictObject({
      clientUs: described(count, 'one-way latency between program and broker, in microseconds'),
      brokerUs: described(count, 'one-way latency between brokers, in microseconds'),
    }),
    'latencies of the links',
  ),
  topics: described(
    v.array(
      v.strictObject({
        name: described(v.string(), 'name of the topic'),
        partitions: described(count, 'number of partitions'),
        replicationFactor: described(count, 'copies of each partition'),
        assignment: v.exactOptional(
          described(
            v.array(v.array(nodeId)),
            'brokers of each partition, preferred leader first; placed by Kafka when absent',
          ),
        ),
        configs: v.exactOptional(described(configs, "topic configuration by Kafka's names, values as text")),
      }),
    ),
    'topics that exist at the start',
  ),
  config: v.exactOptional(described(configs, "broker configuration by Kafka's names, values as text")),
});

const program = v.strictObject({
  name: described(id, 'name of the program'),
  entry: described(v.string(), 'file that an instance runs, one of start/'),
  role: described(v.picklist(['producer', 'consumer', 'other']), 'what the page may say of it before it runs'),
  autostart: v.exactOptional(described(count, 'instances that start with the run')),
}) satisfies v.GenericSchema<unknown, ProgramSpec>;

const task = v.strictObject({
  id: described(id, 'id of the task, unique in the lesson'),
  check: described(v.picklist(Object.keys(CHECK_ARGS)), 'name of a check'),
  with: v.optional(described(v.record(v.string(), v.unknown()), 'arguments of the check'), {}),
});

const quiz = v.strictObject({
  id: described(id, 'id of the quiz, unique in the lesson'),
  outcome: described(id, 'id of the task whose end tells the outcome'),
  guessSeconds: v.optional(
    described(v.array(v.number()), 'what each option says in seconds, to be drawn beside the measured time'),
  ),
});

const figure = v.strictObject({
  id: described(id, 'id of the figure, unique in the lesson'),
  bars: described(v.array(id), 'ids of the tasks whose measured times are the bars'),
});

const step = v.strictObject({
  id: described(id, 'id of the step, unique in the lesson'),
  tasks: described(v.array(task), 'what the learner makes the cluster do'),
  quizzes: v.optional(described(v.array(quiz), 'predictions'), []),
  figures: v.optional(described(v.array(figure), 'bars of measured times'), []),
});

/** lesson.yaml: everything of a lesson that is the same in every language. */
export const lessonSchema = v.strictObject({
  id: described(id, "the lesson's id: its folder's name without the number"),
  minutes: described(count, 'minutes that a learner needs'),
  seed: v.optional(described(count, 'seed of the run; 1 when absent'), 1),
  marks: described(v.array(v.picklist(MARKS)), 'marks that the stage shows beyond books and boards'),
  scenario: described(scenarioSchema, 'what stands when the run begins'),
  programs: described(v.pipe(v.array(program), v.nonEmpty()), "the learner's programs"),
  steps: described(v.pipe(v.array(step), v.nonEmpty()), 'the steps, in order'),
});
export type LessonFile = v.InferOutput<typeof lessonSchema>;

/** script.yaml of solution/ and of each folder of wrong/: what a learner would do, and when. */
export const scriptSchema = v.strictObject({
  why: v.optional(described(v.string(), 'wrong/ only: what this learner believes')),
  red: v.optional(described(v.array(id), 'wrong/ only: tasks that must stay undone')),
  untilSeconds: v.optional(described(v.number(), 'virtual seconds to play; those of the solution when absent')),
  commands: v.optional(
    described(
      v.array(
        v.strictObject({
          atSeconds: described(v.pipe(v.number(), v.minValue(0)), 'virtual time of the command'),
          run: v.optional(described(v.string(), 'program to start an instance of')),
          instance: v.optional(described(count, 'which instance; 1 when absent')),
          stop: v.optional(described(v.string(), 'process to stop, such as consumer-2')),
          kill: v.optional(described(v.string(), 'process to kill, such as consumer-2')),
          edit: v.optional(described(v.string(), 'file to replace by the one of this folder')),
        }),
      ),
      'in order of time; those of the solution when absent',
    ),
  ),
});
export type ScriptFile = v.InferOutput<typeof scriptSchema>;

/** Does not compile when schema and contract part ways. */
export const toScenario = (lessonId: string, file: LessonFile['scenario']): Scenario => ({ id: lessonId, ...file });
