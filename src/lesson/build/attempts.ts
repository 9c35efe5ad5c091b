import type { LoggedCommand } from '../../contract/command';
import { US_PER_SECOND, type Us } from '../../contract/ids';
import type { SourceFiles } from '../../contract/scenario';
import type { Solution, SolutionEntry } from '../lesson';
import { lineMistakes } from './command-references';
import { commandOf, editOf } from './command-schema';
import { fileOf, type LessonFolder, under } from './folder';
import { type LessonFile, type ScriptFile, scriptSchema } from './lesson-schema';
import { anyOf, type Mistake, quoted, refuse, suggestion } from './mistake';
import { readYaml, type YamlFile } from './yaml-file';

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

/** Another way to do it right. */
export interface RightAttempt extends Attempt {
  readonly name: string;
}

/** Names of the folders in wrong/, or in right/. */
export const namesIn = (folder: LessonFolder, of: 'wrong' | 'right'): string[] => [
  ...new Set(
    Object.keys(folder.files).flatMap((name) => (name.startsWith(`${of}/`) ? [name.split('/')[1] ?? ''] : [])),
  ),
];

/** One of the other ways to solve the lesson. @throws LessonError */
export const readRightAttempt = (
  folder: LessonFolder,
  name: string,
  lesson: LessonFile,
  start: SourceFiles,
  solution: Attempt,
): RightAttempt => ({ name, ...readAttempt(folder, `right/${name}`, lesson, start, solution) });

/** One attempt of somebody who has misunderstood. @throws LessonError */
export function readWrongAttempt(
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
  return { name, why: why ?? '', red: red ?? [], ...readAttempt(folder, path, lesson, start, solution) };
}

const readScript = (folder: LessonFolder, path: string): YamlFile<ScriptFile> =>
  readYaml(`${folder.path}/${path}/script.yaml`, fileOf(folder, `${path}/script.yaml`), scriptSchema);

type Line = NonNullable<ScriptFile['commands']>[number];

/** Files of the folder that an edit puts in under another name: they are not there from the beginning. */
const sourcesOf = (lines: readonly Line[]): Set<string> => new Set(lines.flatMap((line) => editOf(line)?.with ?? []));

/**
 * What somebody does in a lesson.
 * @param like whose commands and length are taken when the script has none of its own.
 * @throws LessonError
 */
export function readAttempt(
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
  const known = Object.keys(start);
  const wrongFile = (found: string): string => `${found}, expected ${anyOf(known)}.`;
  const sources = sourcesOf(commands ?? []);
  for (const name of Object.keys(own)) {
    if (Object.hasOwn(start, name) || sources.has(name)) continue;
    const message = wrongFile('found a file that start/ does not have') + suggestion(name, known);
    mistakes.push({ file: `${folder.path}/${path}/${name}`, line: 1, column: 1, message });
  }
  if (commands === undefined && like === null) mistakes.push(yaml.mistake([], 'found no key "commands", expected it.'));
  if (untilSeconds === undefined && like === null) {
    mistakes.push(yaml.mistake([], 'found no key "untilSeconds", expected it.'));
  }
  const logged = (commands ?? []).flatMap((line, i): LoggedCommand[] => {
    const at = ['commands', i];
    mistakes.push(...lineMistakes(lesson, line, at, (where, message) => yaml.mistake(where, message)));
    const edit = editOf(line);
    if (edit !== null && !known.includes(edit.file)) {
      mistakes.push(
        yaml.mistake([...at, 'edit'], wrongFile(`found ${quoted(edit.file)}`) + suggestion(edit.file, known)),
      );
    }
    const command = commandOf(line, own);
    if (typeof command !== 'string') return [{ atUs: Math.round(line.atSeconds * US_PER_SECOND), seq: i, command }];
    if (edit !== null) mistakes.push(yaml.mistake(at, command));
    return [];
  });
  refuse(mistakes);
  return {
    files: { ...start, ...fromTheStart(own, commands ?? []) },
    commands: commands === undefined ? (like?.commands ?? []) : logged.sort((a, b) => a.atUs - b.atUs),
    untilUs: untilSeconds === undefined ? (like?.untilUs ?? 0) : Math.round(untilSeconds * US_PER_SECOND),
  };
}

/** Files of an attempt that stand in for those of start/ from the beginning. */
function fromTheStart(own: SourceFiles, lines: readonly Line[]): SourceFiles {
  const sources = sourcesOf(lines);
  return Object.fromEntries(Object.entries(own).filter(([name]) => !sources.has(name)));
}

/** The solution as a learner may look at it: what stands in each file, and what is done, step by step. */
export function readSolution(folder: LessonFolder, lesson: LessonFile): Solution {
  const own = under(folder, 'solution/');
  const yaml = readScript(folder, 'solution');
  const steps = lesson.steps.map((each) => each.id);
  const lines = [...(yaml.value.commands ?? [])].map((line, i) => ({ line, i }));
  const mistakes = lines.flatMap(({ line: { step }, i }) =>
    step === undefined || steps.includes(step)
      ? []
      : [
          yaml.mistake(
            ['commands', i, 'step'],
            `found ${quoted(step)}, expected a step of the lesson: ${anyOf(steps)}.${suggestion(step, steps)}`,
          ),
        ],
  );
  refuse(mistakes);
  const files = Object.entries(fromTheStart(own, yaml.value.commands ?? []));
  const entries = files.map(([file, text]): SolutionEntry => ({ type: 'file', step: null, file, text }));
  let step: string | null = null;
  for (const { line } of lines.sort((a, b) => a.line.atSeconds - b.line.atSeconds || a.i - b.i)) {
    step = line.step ?? step;
    const command = commandOf(line, own);
    if (typeof command === 'string') continue;
    if (command.type === 'edit') entries.push({ type: 'file', step, file: command.file, text: command.text });
    else entries.push({ type: 'command', step, command });
  }
  return { entries };
}
