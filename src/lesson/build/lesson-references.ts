import type { CheckName } from '../checks';
import { CHECK_ARGS } from './check-args';
import { commandMistakes } from './command-references';
import { figureKind } from './figures';
import type { LessonFile } from './lesson-schema';
import { anyOf, counted, type Mistake, quoted, suggestion } from './mistake';
import { isInternal, topicsOf } from './names';
import { checkValue, type KeyPath, type YamlFile } from './yaml-file';

/** Checks that measure a time or a rate, and so can be a bar of a figure. */
const MEASURING: readonly string[] = [
  'records-read-in',
  'partition-owner-changed',
  'leader-changed',
  'throughput-at-least',
] satisfies CheckName[];

/** Those that measure records a second; the others measure how long something took. */
const RATES: readonly string[] = ['throughput-at-least'] satisfies CheckName[];

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
    ...repeated(yaml, 'action', idsOf(yaml.value, 'actions')),
    ...commandMistakes(yaml),
    ...yaml.value.steps.flatMap((step, i) => stepMistakes(yaml, step, i)),
  ];
}

type Place = readonly [name: string, path: KeyPath];

const idsOf = (lesson: LessonFile, list: 'tasks' | 'quizzes' | 'figures' | 'actions'): Place[] =>
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
  if (typeof name !== 'string' || known.includes(name) || isInternal(name)) return [];
  return [yaml.mistake(path, `found ${quoted(name)}, expected ${what}: ${anyOf(known)}.${suggestion(name, known)}`)];
}

function stepMistakes(yaml: YamlFile<LessonFile>, step: LessonFile['steps'][number], i: number): Mistake[] {
  const tasks = yaml.value.steps.flatMap((each) => each.tasks);
  const all = tasks.map((task) => task.id);
  return [
    ...step.tasks.flatMap((task, j) => taskMistakes(yaml, task, ['steps', i, 'tasks', j], all)),
    ...step.quizzes.flatMap((quiz, j) =>
      named(yaml, ['steps', i, 'quizzes', j, 'outcome'], quiz.outcome, all, 'a task of the lesson'),
    ),
    ...step.figures.flatMap((figure, j) => figureMistakes(yaml, figure, ['steps', i, 'figures', j])),
  ];
}

type Step = LessonFile['steps'][number];

function taskMistakes(
  yaml: YamlFile<LessonFile>,
  task: Step['tasks'][number],
  path: KeyPath,
  all: readonly string[],
): Mistake[] {
  const args = task.with;
  const before = all.slice(0, all.indexOf(task.id));
  return [
    ...checkValue(CHECK_ARGS[task.check as CheckName], args, (inner, message) =>
      yaml.mistake([...path, 'with', ...inner], message),
    ),
    ...named(yaml, [...path, 'with', 'topic'], args['topic'], topicsOf(yaml.value), 'a topic of the lesson'),
    ...named(yaml, [...path, 'with', 'schedule'], args['schedule'], schedulesOf(yaml.value), 'a schedule'),
    ...named(yaml, [...path, 'with', 'program'], args['program'], programsOf(yaml.value), 'a program of the lesson'),
    ...named(yaml, [...path, 'after'], task.after, before, 'a task that stands before this one'),
  ];
}

function figureMistakes(yaml: YamlFile<LessonFile>, figure: Step['figures'][number], path: KeyPath): Mistake[] {
  const kind = figureKind(figure);
  if (kind.type === 'unclear') return [yaml.mistake(path, kind.message)];
  const tasks = yaml.value.steps.flatMap((each) => each.tasks);
  const measuring = tasks.filter((task) => MEASURING.includes(task.check)).map((task) => task.id);
  const topics = topicsOf(yaml.value);
  const isRate = (bar: string): boolean => RATES.includes(tasks.find((task) => task.id === bar)?.check ?? '');
  const measured = (figure.bars ?? []).filter((bar) => measuring.includes(bar));
  return [
    ...(figure.bars ?? []).flatMap((bar, k) =>
      named(yaml, [...path, 'bars', k], bar, measuring, 'a task that measures'),
    ),
    ...(measured.some(isRate) && !measured.every(isRate)
      ? [
          yaml.mistake(
            [...path, 'bars'],
            'found times beside records a second, expected bars of one kind: a figure each.',
          ),
        ]
      : []),
    ...named(yaml, [...path, 'lag', 'topic'], figure.lag?.topic, topics, 'a topic of the lesson'),
    ...named(yaml, [...path, 'log', 'topic'], figure.log?.topic, topics, 'a topic of the lesson'),
    ...(figure.throughput ?? []).flatMap((flow, k) => [
      ...named(yaml, [...path, 'throughput', k, 'topic'], flow.topic, topics, 'a topic of the lesson'),
      ...named(yaml, [...path, 'throughput', k, 'program'], flow.program, programsOf(yaml.value), 'a program'),
      ...((flow.topic === undefined) === (flow.program === undefined)
        ? [yaml.mistake([...path, 'throughput', k], 'found a line with neither or both, expected topic or program.')]
        : []),
    ]),
    ...(figure.folders?.topics ?? []).flatMap((topic, k) =>
      named(yaml, [...path, 'folders', 'topics', k], topic, topics, 'a topic of the lesson'),
    ),
  ];
}

const schedulesOf = (lesson: LessonFile): string[] => Object.keys(lesson.scenario.schedules ?? {});
const programsOf = (lesson: LessonFile): string[] => lesson.programs.map((program) => program.name);

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
