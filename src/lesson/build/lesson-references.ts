import type { LessonFile } from './lesson-schema';
import { CHECK_ARGS } from './check-args';
import type { CheckName } from '../checks';
import { anyOf, counted, type Mistake, quoted, suggestion } from './mistake';
import { checkValue, type KeyPath, type YamlFile } from './yaml-file';

/** Checks that measure a time, and so can be a bar of a figure. */
const MEASURING: readonly string[] = ['records-read-in', 'partition-owner-changed'] satisfies CheckName[];

/** What the schema alone cannot see: ids that stand twice, names that nothing has, arguments that no check takes. */
export function checkReferences(yaml: YamlFile<LessonFile>, startFiles: readonly string[]): Mistake[] {
  return [
    ...scenarioMistakes(yaml),
    ...yaml.value.programs.flatMap((program, i) =>
      named(yaml, ['programs', i, 'entry'], program.entry, startFiles, 'a file of start/'),
    ),
    ...repeated(
      yaml,
      'program',
      yaml.value.programs.map((program, i) => [program.name, ['programs', i, 'name']]),
    ),
    ...repeated(
      yaml,
      'step',
      yaml.value.steps.map((step, i) => [step.id, ['steps', i, 'id']]),
    ),
    ...repeated(yaml, 'task', idsOf(yaml.value, 'tasks')),
    ...repeated(yaml, 'quiz', idsOf(yaml.value, 'quizzes')),
    ...repeated(yaml, 'figure', idsOf(yaml.value, 'figures')),
    ...yaml.value.steps.flatMap((step, i) => stepMistakes(yaml, step, i)),
  ];
}

type Place = readonly [name: string, path: KeyPath];

const idsOf = (lesson: LessonFile, list: 'tasks' | 'quizzes' | 'figures'): Place[] =>
  lesson.steps.flatMap((step, i) => step[list].map((each, j): Place => [each.id, ['steps', i, list, j, 'id']]));

function repeated(yaml: YamlFile<LessonFile>, what: string, places: readonly Place[]): Mistake[] {
  return places.flatMap(([name, path], i) =>
    places.findIndex(([other]) => other === name) === i
      ? []
      : [yaml.mistake(path, `found a second ${what} ${quoted(name)}, expected each id once.`)],
  );
}

function named(
  yaml: YamlFile<LessonFile>,
  path: KeyPath,
  name: unknown,
  known: readonly string[],
  what: string,
): Mistake[] {
  if (typeof name !== 'string' || known.includes(name)) return [];
  return [yaml.mistake(path, `found ${quoted(name)}, expected ${what}: ${anyOf(known)}.${suggestion(name, known)}`)];
}

function stepMistakes(yaml: YamlFile<LessonFile>, step: LessonFile['steps'][number], i: number): Mistake[] {
  const { programs, scenario, steps } = yaml.value;
  const tasks = steps.flatMap((each) => each.tasks);
  const all = tasks.map((task) => task.id);
  const measuring = tasks.filter((task) => MEASURING.includes(task.check)).map((task) => task.id);
  return [
    ...step.tasks.flatMap((task, j) => {
      const path = ['steps', i, 'tasks', j, 'with'] as const;
      const args = task.with;
      return [
        ...checkValue(CHECK_ARGS[task.check as CheckName], args, (inner, message) =>
          yaml.mistake([...path, ...inner], message),
        ),
        ...named(
          yaml,
          [...path, 'topic'],
          args['topic'],
          scenario.topics.map((topic) => topic.name),
          'a topic of the scenario',
        ),
        ...named(
          yaml,
          [...path, 'program'],
          args['program'],
          programs.map((program) => program.name),
          'a program of the lesson',
        ),
      ];
    }),
    ...step.quizzes.flatMap((quiz, j) =>
      named(yaml, ['steps', i, 'quizzes', j, 'outcome'], quiz.outcome, all, 'a task of the lesson'),
    ),
    ...step.figures.flatMap((figure, j) =>
      figure.bars.flatMap((bar, k) =>
        named(yaml, ['steps', i, 'figures', j, 'bars', k], bar, measuring, 'a task that measures a time'),
      ),
    ),
  ];
}

function scenarioMistakes(yaml: YamlFile<LessonFile>): Mistake[] {
  const { brokers, controllerId, topics } = yaml.value.scenario;
  const ids = brokers.map((broker) => broker.id);
  const mistakes: Mistake[] = [];
  if (controllerId !== undefined && !ids.includes(controllerId)) {
    mistakes.push(
      yaml.mistake(
        ['scenario', 'controllerId'],
        `found ${controllerId}, expected a broker of the scenario: ${anyOf(ids.map(String))}.`,
      ),
    );
  }
  for (const [i, topic] of topics.entries()) {
    const path = ['scenario', 'topics', i] as const;
    if (topic.replicationFactor > ids.length) {
      mistakes.push(
        yaml.mistake(
          [...path, 'replicationFactor'],
          `found ${topic.replicationFactor}, expected ${ids.length} at most: there are no more brokers.`,
        ),
      );
    }
    if (topic.assignment === undefined) continue;
    if (topic.assignment.length !== topic.partitions) {
      mistakes.push(
        yaml.mistake(
          [...path, 'assignment'],
          `found ${counted(topic.assignment.length, 'list')}, expected ${topic.partitions}, one a partition.`,
        ),
      );
    }
    for (const [j, replicas] of topic.assignment.entries()) {
      const distinct = new Set(replicas.filter((replica) => ids.includes(replica))).size;
      if (replicas.length === topic.replicationFactor && distinct === replicas.length) continue;
      const found = `[${replicas.join(', ')}]`;
      mistakes.push(
        yaml.mistake(
          [...path, 'assignment', j],
          `found ${found}, expected ${topic.replicationFactor} different ones of ${ids.join(', ')}.`,
        ),
      );
    }
  }
  return mistakes;
}
