import * as v from 'valibot';
import type { LoggedCommand } from '../../contract/command';
import { US_PER_SECOND, type Us } from '../../contract/ids';
import type { SourceFiles } from '../../contract/scenario';
import { type Language, LANGUAGES } from '../../i18n/messages';
import type { CheckName } from '../checks';
import type { Lesson, LessonEntry, Part, Step } from '../lesson';
import { CHECK_ARGS } from './check-args';
import { type LessonFile, lessonSchema, type ScriptFile, scriptSchema, toScenario } from './lesson-schema';
import { compareTexts } from './lesson-texts';
import { checkReferences } from './lesson-references';
import { type LessonText, readMarkdown } from './markdown-file';
import { anyOf, counted, LessonError, type Mistake, quoted, suggestion } from './mistake';
import { readYaml, type YamlFile } from './yaml-file';

/** A lesson's folder: its path in the repository, and the text of each file by its path in the folder. */
export interface LessonFolder {
  /** `lessons/01-partitions-and-readers` */
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Everything that a lesson's folder holds, checked and put together. */
export interface CompiledLesson {
  readonly entry: LessonEntry;
  readonly lessons: Readonly<Record<Language, Lesson>>;
  readonly solution: Attempt;
  readonly wrong: readonly WrongAttempt[];
}

/** What a learner might do in a lesson: files, and commands in time. For tests; the site does not carry it. */
export interface Attempt {
  readonly files: SourceFiles;
  readonly commands: readonly LoggedCommand[];
  readonly untilUs: Us;
}

export interface WrongAttempt extends Attempt {
  readonly name: string;
  readonly why: string;
  /** Tasks that must stay undone. */
  readonly red: readonly string[];
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
  const solution = attempt(folder, 'solution', yaml.value, files, null);
  const names = wrongNames(folder);
  if (names.length < WRONG_MIN) {
    throw new LessonError([
      yaml.mistake(
        [],
        `found ${counted(names.length, 'folder')} in wrong/, expected ${WRONG_MIN} or more with a script.yaml each.`,
      ),
    ]);
  }
  const wrong = names.map((name) => wrongAttempt(folder, name, yaml.value, files, solution));
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
    wrong,
  };
}

function refuse(mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) throw new LessonError(mistakes);
}

const perLanguage = <T>(make: (language: Language) => T): Record<Language, T> => ({ en: make('en'), ru: make('ru') });

function fileOf(folder: LessonFolder, name: string): string {
  const text = folder.files[name];
  if (text !== undefined) return text;
  throw new LessonError([
    { file: `${folder.path}/${name}`, line: 1, column: 1, message: 'found no such file, expected it in every lesson.' },
  ]);
}

function under(folder: LessonFolder, prefix: string): SourceFiles {
  const inside = Object.entries(folder.files).filter(([name]) => name.startsWith(prefix) && name.endsWith('.ts'));
  return Object.fromEntries(inside.map(([name, text]) => [name.slice(prefix.length), text]));
}

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
      return readMarkdown(`${folder.path}/${language}.md`, fileOf(folder, `${language}.md`));
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
    programs: yaml.programs,
    files,
    marks: yaml.marks,
    steps: yaml.steps.map((step, i) => stepOf(step, text.steps[i])),
    finished,
  };
}

/** The texts have been compared with the YAML: they have the same steps, tasks, quizzes and figures. */
function stepOf(step: LessonFile['steps'][number], text: LessonText['steps'][number] | undefined): Step {
  const parts = (text?.parts ?? []).map((part): Part => {
    if (part.type === 'prose') return { type: 'prose', text: part.text };
    if (part.type === 'figure') {
      const bars = part.bars.map((bar) => ({ task: bar.id, label: bar.text }));
      return { type: 'figure', figure: { id: part.id, caption: part.caption, bars } };
    }
    const { id, caption, question, options, right, explanation } = part;
    const facts = step.quizzes.find((each) => each.id === id);
    const outcome = facts?.outcome ?? '';
    const guessSeconds = facts?.guessSeconds ?? null;
    return { type: 'quiz', quiz: { id, caption, question, options, right, outcome, guessSeconds, explanation } };
  });
  const tasks = step.tasks.map((task) => ({
    id: task.id,
    text: text?.tasks.find((each) => each.id === task.id)?.text ?? [],
    check: task.check,
    // Defaults are filled in here: the site has no schema.
    args: v.parse(CHECK_ARGS[task.check as CheckName], task.with),
  }));
  return {
    id: step.id,
    title: text?.title ?? '',
    parts,
    tasksLabel: text?.tasksLabel ?? '',
    tasks,
    hints: text?.hints ?? [],
  };
}

const wrongNames = (folder: LessonFolder): string[] => [
  ...new Set(
    Object.keys(folder.files).flatMap((name) => (name.startsWith('wrong/') ? [name.split('/')[1] ?? ''] : [])),
  ),
];

function wrongAttempt(
  folder: LessonFolder,
  name: string,
  lesson: LessonFile,
  start: SourceFiles,
  solution: Attempt,
): WrongAttempt {
  const path = `wrong/${name}`;
  const yaml = readScript(folder, path);
  const tasks = lesson.steps.flatMap((step) => step.tasks.map((task) => task.id));
  const { why, red } = yaml.value;
  const mistakes: Mistake[] = [];
  if (why === undefined) mistakes.push(yaml.mistake([], 'found no key "why", expected what this learner believes.'));
  if (red === undefined || red.length === 0) {
    mistakes.push(yaml.mistake(['red'], 'found no task, expected at least one that must stay undone.'));
  }
  for (const [i, id] of (red ?? []).entries()) {
    if (tasks.includes(id)) continue;
    mistakes.push(
      yaml.mistake(
        ['red', i],
        `found ${quoted(id)}, expected a task of the lesson: ${anyOf(tasks)}.${suggestion(id, tasks)}`,
      ),
    );
  }
  refuse(mistakes);
  return { name, why: why ?? '', red: red ?? [], ...attempt(folder, path, lesson, start, solution) };
}

const readScript = (folder: LessonFolder, path: string): YamlFile<ScriptFile> =>
  readYaml(`${folder.path}/${path}/script.yaml`, fileOf(folder, `${path}/script.yaml`), scriptSchema);

/** @param like whose commands and length are taken when the script has none of its own. */
function attempt(
  folder: LessonFolder,
  path: string,
  lesson: LessonFile,
  start: SourceFiles,
  like: Attempt | null,
): Attempt {
  const yaml = readScript(folder, path);
  const { commands, untilSeconds } = yaml.value;
  const own = under(folder, `${path}/`);
  const mistakes: Mistake[] = [];
  for (const name of Object.keys(own)) {
    if (Object.hasOwn(start, name)) continue;
    const known = Object.keys(start);
    const message = `found a file that start/ does not have, expected ${anyOf(known)}.${suggestion(name, known)}`;
    mistakes.push({ file: `${folder.path}/${path}/${name}`, line: 1, column: 1, message });
  }
  if (commands === undefined && like === null) mistakes.push(yaml.mistake([], 'found no key "commands", expected it.'));
  if (untilSeconds === undefined && like === null) {
    mistakes.push(yaml.mistake([], 'found no key "untilSeconds", expected it.'));
  }
  const programs = lesson.programs.map((program) => program.name);
  const logged = (commands ?? []).map((command, i) => {
    const made = commandOf(command, own);
    if (typeof made === 'string') mistakes.push(yaml.mistake(['commands', i], made));
    if (command.run !== undefined && !programs.includes(command.run)) {
      const near = suggestion(command.run, programs);
      mistakes.push(
        yaml.mistake(['commands', i, 'run'], `found ${quoted(command.run)}, expected ${anyOf(programs)}.${near}`),
      );
    }
    return { atUs: Math.round(command.atSeconds * US_PER_SECOND), seq: i, command: made };
  });
  refuse(mistakes);
  const later = new Set((commands ?? []).map((command) => command.edit));
  const fromTheStart = Object.entries(own).filter(([name]) => !later.has(name));
  return {
    files: { ...start, ...Object.fromEntries(fromTheStart) },
    commands: commands === undefined ? (like?.commands ?? []) : logged.filter(isLogged).sort((a, b) => a.atUs - b.atUs),
    untilUs: untilSeconds === undefined ? (like?.untilUs ?? 0) : Math.round(untilSeconds * US_PER_SECOND),
  };
}

const isLogged = (entry: { command: LoggedCommand['command'] | string }): entry is LoggedCommand =>
  typeof entry.command !== 'string';

/** The command, or what is wrong with it. */
function commandOf(
  line: NonNullable<ScriptFile['commands']>[number],
  own: SourceFiles,
): LoggedCommand['command'] | string {
  const given = (['run', 'stop', 'kill', 'edit'] as const).filter((key) => line[key] !== undefined);
  if (given.length !== 1) {
    return `found ${given.length === 0 ? 'no command' : given.join(' and ')}, expected one of run, stop, kill or edit.`;
  }
  if (line.run !== undefined) return { type: 'run', program: line.run, instance: line.instance ?? 1 };
  if (line.stop !== undefined) return { type: 'stop', process: line.stop };
  if (line.kill !== undefined) return { type: 'kill', process: line.kill, cause: 'visitor' };
  const text = own[line.edit ?? ''];
  if (line.edit === undefined || text === undefined)
    return `found no file ${quoted(line.edit ?? '')} beside script.yaml, expected it.`;
  return { type: 'edit', file: line.edit, text };
}
