import { type Language, LANGUAGES } from '../../i18n/messages';
import type { LessonFile } from './lesson-schema';
import type { ItemText, LessonText, StepText } from './markdown-file';
import type { QuizText } from './quiz-text';
import { isInternal, topicsOf } from './names';
import type { LiveValue, Place } from '../lesson';
import { anyOf, counted, type Mistake, quoted, suggestion } from './mistake';

/** Holds one language against lesson.yaml, and against the other language where the YAML says nothing. */
export function compareTexts(
  lesson: LessonFile,
  texts: Readonly<Record<Language, LessonText>>,
  language: Language,
  file: string,
): Mistake[] {
  const text = texts[language];
  const wrong = (line: number, message: string): Mistake => ({ file, line, column: 1, message });
  const wanted = lesson.steps.map((step) => step.id);
  const found = text.steps.map((step) => step.id);
  const strange = text.steps.filter((step) => !wanted.includes(step.id));
  if (strange.length > 0) {
    return strange.map(({ id, line }) =>
      wrong(
        line,
        `found the step ${quoted(id)}, expected a step of lesson.yaml: ${anyOf(wanted)}.${suggestion(id, wanted)}`,
      ),
    );
  }
  if (found.join() !== wanted.join()) {
    return [
      wrong(
        text.steps[0]?.line ?? text.endLine,
        `found the steps ${listed(found)}, expected ${listed(wanted)}, as in lesson.yaml.`,
      ),
    ];
  }
  const other = texts[otherOf(language)];
  return [
    ...lesson.steps.flatMap((step, i) => {
      const here = text.steps[i];
      return here === undefined ? [] : stepMistakes(step, here, other.steps[i], `${otherOf(language)}.md`, wrong);
    }),
    ...placeMistakes(lesson, text, wrong),
  ];
}

type Wrong = (line: number, message: string) => Mistake;

const otherOf = (language: Language): Language => LANGUAGES.find((each) => each !== language) ?? language;

const listed = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.join(', '));

function stepMistakes(
  step: LessonFile['steps'][number],
  here: StepText,
  there: StepText | undefined,
  otherFile: string,
  wrong: Wrong,
): Mistake[] {
  const quizzes = here.parts.filter((part) => part.type === 'quiz');
  const figures = here.parts.filter((part) => part.type === 'figure');
  const otherQuizzes = (there?.parts ?? []).filter((part) => part.type === 'quiz');
  const mistakes = [
    ...sameIds(
      'tasks',
      here.id,
      here.tasks,
      step.tasks.map((task) => task.id),
      here.tasksLine,
      wrong,
    ),
    ...sameIds(
      'quizzes',
      here.id,
      quizzes,
      step.quizzes.map((quiz) => quiz.id),
      here.line,
      wrong,
    ),
    ...sameIds(
      'figures',
      here.id,
      figures,
      step.figures.map((figure) => figure.id),
      here.line,
      wrong,
    ),
    ...quizzes.flatMap((quiz) =>
      quizMistakes(
        step,
        quiz,
        otherQuizzes.find((each) => each.id === quiz.id),
        otherFile,
        wrong,
      ),
    ),
    ...figures.flatMap((figure) => {
      const known = step.figures.find((each) => each.id === figure.id);
      if (known === undefined) return [];
      return sameIds('bars', figure.id, figure.bars, known.bars ?? [], figure.line, wrong);
    }),
    ...sameIds(
      'actions',
      here.id,
      here.parts.flatMap((part) => (part.type === 'actions' ? part.actions : [])),
      step.actions.map((action) => action.id),
      here.line,
      wrong,
    ),
  ];
  if (there !== undefined && there.hints.length > here.hints.length) {
    mistakes.push(
      wrong(
        here.line,
        `found ${counted(here.hints.length, 'hint')} in the step ${quoted(here.id)}, expected ${there.hints.length}, as in ${otherFile}.`,
      ),
    );
  }
  return mistakes;
}

function sameIds(
  what: string,
  where: string,
  items: readonly Pick<ItemText, 'id' | 'line'>[],
  wanted: readonly string[],
  line: number,
  wrong: Wrong,
): Mistake[] {
  const strange = items.find((item) => !wanted.includes(item.id));
  if (strange !== undefined) {
    const near = suggestion(strange.id, wanted);
    return [
      wrong(
        strange.line,
        `found ${quoted(strange.id)} among the ${what} of ${quoted(where)}, expected ${listed(wanted)}.${near}`,
      ),
    ];
  }
  const found = items.map((item) => item.id);
  if (found.join() === wanted.join()) return [];
  return [
    wrong(
      line,
      `found the ${what} ${listed(found)} in ${quoted(where)}, expected ${listed(wanted)}, as in lesson.yaml.`,
    ),
  ];
}

function quizMistakes(
  step: LessonFile['steps'][number],
  quiz: QuizText,
  other: QuizText | undefined,
  otherFile: string,
  wrong: Wrong,
): Mistake[] {
  const guesses = step.quizzes.find((each) => each.id === quiz.id)?.guessSeconds;
  const where = `in the quiz ${quoted(quiz.id)}`;
  if (guesses !== undefined) {
    const options = quiz.kind === 'one' ? quiz.options.length : 0;
    if (guesses.length !== options) {
      const counts = `${counted(options, 'option')} ${where}`;
      return [wrong(quiz.line, `found ${counts}, expected ${guesses.length}, as guessSeconds in lesson.yaml.`)];
    }
  }
  if (other === undefined) return [];
  const [mine, theirs] = [sizeOf(quiz), sizeOf(other)];
  if (mine.length === theirs.length && theirs.some((each, i) => each.count > (mine[i]?.count ?? 0))) {
    const at = theirs.findIndex((each, i) => each.count > (mine[i]?.count ?? 0));
    const counts = counted(mine[at]?.count ?? 0, mine[at]?.noun ?? '');
    return [wrong(quiz.line, `found ${counts} ${where}, expected ${theirs[at]?.count ?? 0}, as in ${otherFile}.`)];
  }
  // Said once, in the Russian file: English is written first.
  if (rightOf(other) === rightOf(quiz) || otherFile !== 'en.md') return [];
  return [wrong(quiz.line, `found ${rightOf(quiz)} ${where}, expected ${rightOf(other)}, as in ${otherFile}.`)];
}

function sizeOf(quiz: QuizText): { count: number; noun: string }[] {
  if (quiz.kind === 'number') return [];
  if (quiz.kind !== 'table') return [{ count: quiz.options.length, noun: 'option' }];
  return [
    { count: quiz.rows.length, noun: 'row' },
    { count: quiz.columns.length, noun: 'column' },
  ];
}

/** What is ticked, in words. */
function rightOf(quiz: QuizText): string {
  const numbers = (indexes: readonly number[]): string => indexes.map((index) => index + 1).join(', ');
  switch (quiz.kind) {
    case 'one':
      return `option ${quiz.right + 1} marked [x]`;
    case 'several':
      return `options ${numbers(quiz.right)} marked [x]`;
    case 'number':
      return `the number ${quiz.right}`;
    case 'table':
      return `x in the columns ${quiz.rows.map((row) => `[${numbers(row.right)}]`).join(' ')}`;
  }
}

function placeMistakes(lesson: LessonFile, text: LessonText, wrong: Wrong): Mistake[] {
  const tasks = lesson.steps.flatMap((step) => step.tasks.map((task) => task.id));
  const quizzes = lesson.steps.flatMap((step) => step.quizzes.map((quiz) => quiz.id));
  const topics = topicsOf(lesson);
  return text.places.flatMap(({ place, line }) => {
    const { used, known, what } = usesOf(place, tasks, quizzes, topics);
    return used.flatMap((name) =>
      known.includes(name)
        ? []
        : [
            wrong(
              line,
              `found {{…}} with ${quoted(name)}, expected ${what} of the lesson: ${anyOf(known)}.${suggestion(name, known)}`,
            ),
          ],
    );
  });
}

interface Uses {
  readonly used: readonly string[];
  readonly known: readonly string[];
  readonly what: string;
}

function usesOf(place: Place, tasks: readonly string[], quizzes: readonly string[], topics: readonly string[]): Uses {
  switch (place.type) {
    case 'measured':
      return { used: [place.task], known: tasks, what: 'a task' };
    case 'ratio':
      return { used: [place.of, place.to], known: tasks, what: 'a task' };
    case 'guess':
      return { used: [place.quiz], known: quizzes, what: 'a quiz' };
    case 'live':
      return { used: topicOf(place.value), known: topics, what: 'a topic' };
  }
}

const topicOf = (value: LiveValue): string[] => ('topic' in value && !isInternal(value.topic) ? [value.topic] : []);
