import * as v from 'valibot';
import type { ProgramSpec } from '../../contract/scenario';
import { ALL_MARKS, type Mark } from '../../view/marks';
import { TABS } from '../lesson';
import { CHECK_ARGS } from './check-args';
import { actionEntries, commandEntries, count, described, id } from './command-schema';
import { scenarioSchema } from './scenario-schema';

const MARKS = Object.keys(ALL_MARKS) as Mark[];

const seconds = v.pipe(v.number(), v.minValue(0));

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
  after: v.optional(described(id, 'id of a task: nothing counts for this one before that one is done')),
});

const quiz = v.strictObject({
  id: described(id, 'id of the quiz, unique in the lesson'),
  outcome: described(id, 'id of the task whose end tells the outcome'),
  guessSeconds: v.optional(
    described(v.array(v.number()), 'what each option says in seconds, to be drawn beside the measured time'),
  ),
});

const name = (text: string) => described(v.string(), text);

const figure = v.strictObject({
  id: described(id, 'id of the figure, unique in the lesson'),
  bars: v.optional(described(v.array(id), 'ids of the tasks whose measured times are the bars')),
  lag: v.optional(
    described(v.strictObject({ group: name('group id'), topic: name('name of a topic') }), 'lag of a group, over time'),
  ),
  throughput: v.optional(
    described(
      v.pipe(
        v.array(
          v.strictObject({
            topic: v.optional(name('topic whose leaders are written to')),
            program: v.optional(name('program whose instances send or receive')),
          }),
        ),
        v.nonEmpty(),
      ),
      'records a second, over time: a list of topics and programs',
    ),
  ),
  offsets: v.optional(described(v.strictObject({ group: name('group id') }), "table of a group's offsets")),
  folders: v.optional(
    described(
      v.strictObject({
        topics: v.optional(described(v.array(v.string()), 'only these topics; all but Kafka’s own when absent')),
      }),
      'folders of partitions on each broker',
    ),
  ),
  chart: v.optional(described(v.strictObject({ group: name('group id') }), 'states of a group, the one of now lit')),
  log: v.optional(
    described(
      v.strictObject({
        topic: name('name of a topic'),
        partition: described(v.pipe(v.number(), v.integer(), v.minValue(0)), 'number of a partition'),
        groups: v.optional(described(v.array(v.string()), 'groups whose ribbons are shown; none when absent'), []),
      }),
      'log of a partition as a shelf',
    ),
  ),
});

const action = v.strictObject({
  id: described(id, 'id of the button, unique in the lesson'),
  ...actionEntries,
});

const step = v.strictObject({
  id: described(id, 'id of the step, unique in the lesson'),
  tasks: v.optional(described(v.array(task), 'what the learner makes the cluster do'), []),
  quizzes: v.optional(described(v.array(quiz), 'predictions'), []),
  figures: v.optional(described(v.array(figure), 'figures that the run draws'), []),
  actions: v.optional(described(v.array(action), 'buttons that give a command'), []),
  marks: v.optional(described(v.array(v.picklist(MARKS)), 'marks that arrive with this step'), []),
  opens: v.optional(described(v.picklist(TABS), 'tab that is opened on arrival')),
});

/** A command and its time, as in script.yaml. */
const timed = v.strictObject({
  atSeconds: described(seconds, 'virtual time of the command'),
  ...commandEntries,
});

/** lesson.yaml: everything of a lesson that is the same in every language. */
export const lessonSchema = v.strictObject({
  id: described(id, "the lesson's id: its folder's name without the number"),
  minutes: described(count, 'minutes that a learner needs'),
  seed: v.optional(described(count, 'seed of the run; 1 when absent'), 1),
  marks: described(v.array(v.picklist(MARKS)), 'marks that the stage shows beyond books and boards'),
  warmUpSeconds: v.optional(described(seconds, 'so long the cluster has lived before the learner comes'), 0),
  given: v.optional(described(v.array(timed), 'what was done to it meanwhile: commands as in script.yaml'), []),
  scenario: described(scenarioSchema, 'what stands when the run begins'),
  newTopics: v.optional(
    described(v.array(v.string()), 'topics that the learner creates, so that checks may name them'),
    [],
  ),
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
          ...timed.entries,
          step: v.optional(described(id, 'solution/ only: from here on it is the solution of this step')),
        }),
      ),
      'what is done, by time; as in the solution when absent',
    ),
  ),
});
export type ScriptFile = v.InferOutput<typeof scriptSchema>;
