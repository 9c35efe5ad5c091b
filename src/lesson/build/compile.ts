import * as v from 'valibot';
import type { LoggedCommand } from '../../contract/command';
import { US_PER_SECOND } from '../../contract/ids';
import type { SourceFiles } from '../../contract/scenario';
import { type Language, LANGUAGES } from '../../i18n/messages';
import type { CheckName } from '../checks';
import type { Action, Figure, Lesson, LessonEntry, Part, Quiz, Solution, Step } from '../lesson';
import {
  type Attempt,
  namesIn,
  readAttempt,
  readRightAttempt,
  readSolution,
  readWrongAttempt,
  type RightAttempt,
  type WrongAttempt,
} from './attempts';
import { CHECK_ARGS } from './check-args';
import { commandOf } from './command-schema';
import { figureKind } from './figures';
import { fileOf, type LessonFolder, under } from './folder';
import { checkReferences } from './lesson-references';
import { type LessonFile, lessonSchema } from './lesson-schema';
import { compareTexts } from './lesson-texts';
import { type LessonText, type PartText, readMarkdown } from './markdown-file';
import { counted, LessonError, type Mistake, quoted, refuse } from './mistake';
import type { QuizText } from './quiz-text';
import { toScenario } from './scenario-schema';
import { readYaml, type YamlFile } from './yaml-file';

/** Everything that a lesson's folder holds, checked and put together. */
export interface CompiledLesson {
  readonly entry: LessonEntry;
  readonly lessons: Readonly<Record<Language, Lesson>>;
  readonly solution: Attempt;
  /** The solution as a learner may look at it. */
  readonly shown: Solution;
  /** Other solutions: each must turn everything green as well. */
  readonly right: readonly RightAttempt[];
  readonly wrong: readonly WrongAttempt[];
}

/** Wrong attempts that a lesson ships at least. */
const WRONG_MIN = 2;

/**
 * Compiles a lesson. Pure: reads nothing but what it is given.
 * @throws LessonError with all mistakes of the first stage that has any: the YAML, then the texts, then the attempts.
 */
export function compileLesson(folder: LessonFolder): CompiledLesson {
  const yaml = readYaml(`${folder.path}/lesson.yaml`, fileOf(folder, 'lesson.yaml'), lessonSchema);
  const number = numberOf(folder, yaml);
  const files = under(folder, 'start/');
  refuse(checkReferences(yaml, Object.keys(files)));
  const texts = readTexts(folder);
  refuse(LANGUAGES.flatMap((language) => compareTexts(yaml.value, texts, language, `${folder.path}/${language}.md`)));
  const solution = readAttempt(folder, 'solution', yaml.value, files, null);
  const names = namesIn(folder, 'wrong');
  if (names.length < WRONG_MIN) {
    throw new LessonError([
      yaml.mistake(
        [],
        `found ${counted(names.length, 'folder')} in wrong/, expected ${WRONG_MIN} or more with a script.yaml each.`,
      ),
    ]);
  }
  const wrong = names.map((name) => readWrongAttempt(folder, name, yaml.value, files, solution));
  const right = namesIn(folder, 'right').map((name) => readRightAttempt(folder, name, yaml.value, files, solution));
  const { id, minutes } = yaml.value;
  const entry: LessonEntry = {
    id,
    number,
    minutes,
    steps: yaml.value.steps.length,
    text: perLanguage((language) => ({ name: texts[language].name, question: texts[language].question })),
  };
  return {
    entry,
    lessons: perLanguage((language) => lessonOf(yaml.value, texts[language], number, language, files)),
    solution,
    shown: readSolution(folder, yaml.value),
    right,
    wrong,
  };
}

const perLanguage = <T>(make: (language: Language) => T): Record<Language, T> => ({ en: make('en'), ru: make('ru') });

function numberOf(folder: LessonFolder, yaml: YamlFile<LessonFile>): number {
  const base = folder.path.slice(folder.path.lastIndexOf('/') + 1);
  const [, number, id] = /^(\d+)-(.+)$/.exec(base) ?? [];
  if (number === undefined || id === undefined) {
    throw new LessonError([
      yaml.mistake([], `found the folder ${quoted(base)}, expected a number, a dash and the lesson's id.`),
    ]);
  }
  if (id !== yaml.value.id) {
    throw new LessonError([
      yaml.mistake(['id'], `found ${quoted(yaml.value.id)}, expected ${quoted(id)}, as the folder is named.`),
    ]);
  }
  return Number(number);
}

/** Mistakes of both languages together. */
function readTexts(folder: LessonFolder): Record<Language, LessonText> {
  const mistakes: Mistake[] = [];
  const read = (language: Language): LessonText | null => {
    try {
      return readMarkdown(`${folder.path}/${language}.md`, fileOf(folder, `${language}.md`), language);
    } catch (error) {
      if (!(error instanceof LessonError)) throw error;
      mistakes.push(...error.mistakes);
      return null;
    }
  };
  const en = read('en');
  const ru = read('ru');
  if (en === null || ru === null) throw new LessonError(mistakes);
  return { en, ru };
}

function lessonOf(yaml: LessonFile, text: LessonText, number: number, language: Language, files: SourceFiles): Lesson {
  const { name, title, question, finished } = text;
  return {
    id: yaml.id,
    number,
    language,
    name,
    title,
    question,
    minutes: yaml.minutes,
    scenario: toScenario(yaml.id, yaml.scenario),
    seed: yaml.seed,
    warmUpUs: Math.round(yaml.warmUpSeconds * US_PER_SECOND),
    given: givenOf(yaml),
    programs: yaml.programs,
    files,
    marks: yaml.marks,
    steps: yaml.steps.map((step, i) => stepOf(step, text.steps[i])),
    finished,
  };
}

function givenOf(yaml: LessonFile): LoggedCommand[] {
  const given = yaml.given.flatMap((line, seq): LoggedCommand[] => {
    const command = commandOf(line, {});
    return typeof command === 'string' ? [] : [{ atUs: Math.round(line.atSeconds * US_PER_SECOND), seq, command }];
  });
  return given.sort((a, b) => a.atUs - b.atUs);
}

/** The texts have been compared with the YAML: they have the same steps, tasks, quizzes, figures and buttons. */
function stepOf(step: LessonFile['steps'][number], text: LessonText['steps'][number] | undefined): Step {
  const tasks = step.tasks.map((task) => ({
    id: task.id,
    text: text?.tasks.find((each) => each.id === task.id)?.text ?? [],
    check: task.check,
    // Defaults are filled in here: the site has no schema.
    args: v.parse(CHECK_ARGS[task.check as CheckName], task.with),
    after: task.after ?? null,
  }));
  return {
    id: step.id,
    title: text?.title ?? '',
    marks: step.marks,
    opens: step.opens ?? null,
    parts: (text?.parts ?? []).map((part) => partOf(step, part)),
    tasksLabel: text?.tasksLabel ?? '',
    tasks,
    hints: text?.hints ?? [],
  };
}

function partOf(step: LessonFile['steps'][number], part: PartText): Part {
  switch (part.type) {
    case 'prose':
      return { type: 'prose', text: part.text };
    case 'figure':
      return { type: 'figure', figure: figureOf(step, part) };
    case 'actions': {
      const actions = part.actions.flatMap(({ id, text }): Action[] => {
        const line = step.actions.find((each) => each.id === id);
        const command = line === undefined ? '' : commandOf(line, {});
        return typeof command === 'string' ? [] : [{ id, label: text, command }];
      });
      return { type: 'actions', caption: part.caption, actions };
    }
    case 'quiz':
      return { type: 'quiz', quiz: quizOf(step, part) };
  }
}

function figureOf(step: LessonFile['steps'][number], part: PartText & { readonly type: 'figure' }): Figure {
  const { id, caption } = part;
  const line = step.figures.find((each) => each.id === id);
  const kind = line === undefined ? null : figureKind(line);
  if (kind?.type === 'live') return { id, caption, ...kind.live };
  return { id, caption, kind: 'bars', bars: part.bars.map((bar) => ({ task: bar.id, label: bar.text })) };
}

function quizOf(step: LessonFile['steps'][number], part: QuizText): Quiz {
  const { id, caption, question, explanation } = part;
  const facts = step.quizzes.find((each) => each.id === id);
  const common = { id, caption, question, outcome: facts?.outcome ?? '', explanation };
  switch (part.kind) {
    case 'one':
      return {
        ...common,
        kind: 'one',
        options: part.options,
        right: part.right,
        guessSeconds: facts?.guessSeconds ?? null,
      };
    case 'several':
      return { ...common, kind: 'several', options: part.options, right: part.right };
    case 'number':
      return { ...common, kind: 'number', right: part.right };
    case 'table': {
      const onePerRow = part.rows.every((row) => row.right.length === 1);
      return { ...common, kind: 'table', corner: part.corner, columns: part.columns, rows: part.rows, onePerRow };
    }
  }
}
