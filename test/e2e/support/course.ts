import { expect } from 'vitest';
import type { Locator, Page } from 'playwright';
import { en } from '../../../src/i18n/en/index';
import { lesson as L } from '../../../src/i18n/en/lesson';
import { compileAll, readFolders } from '../../../src/lesson/build/read-folders';
import type { Lesson, Quiz, Step } from '../../../src/lesson/lesson';

/** Real time that a thing on the page may take; virtual time is sped up. */
const PATIENCE_MS = 120_000;

/** The way somebody works a page: with the mouse, or with the keyboard alone. */
export interface Way {
  /** Brings a button, an option or a tab to its effect. */
  presses(thing: Locator): Promise<void>;
  /** Puts a number into a field. */
  fills(field: Locator, value: number): Promise<void>;
}

export const lessonNamed = (id: string): Lesson => {
  const found = compileAll(readFolders(process.cwd())).find(({ entry }) => entry.id === id);
  if (found === undefined) throw new Error(`There is no lesson ${id}.`);
  return found.lessons.en;
};

/** What a learner does in a lesson, beyond its predictions and its Next button: by step id, in that order. */
export type Doings = Readonly<Record<string, readonly ((page: Page, way: Way) => Promise<void>)[]>>;

export const starts =
  (program: string) =>
  async (page: Page, way: Way): Promise<void> => {
    await way.presses(page.getByRole('tab', { name: en.shell.tabs.programs, exact: true }));
    await way.presses(page.getByRole('button', { name: en.programs.more(program), exact: true }));
  };

/** Presses a button of the lesson's own text. */
export const pressesAction =
  (action: string) =>
  async (page: Page, way: Way): Promise<void> =>
    way.presses(page.locator(`[data-action="${action}"]`));

/** Opens the menu of a thing on the stage, and chooses. */
export const choosesFromMenu =
  (thing: string, act: string) =>
  async (page: Page, way: Way): Promise<void> => {
    await way.presses(page.getByRole('button', { name: en.stage.menuOf(thing), exact: true }));
    await way.presses(page.getByRole('menuitem', { name: act, exact: true }));
  };

/** Takes a whole lesson, from the list of lessons to its last page. */
export async function takesLesson(page: Page, way: Way, lesson: Lesson, doings: Doings): Promise<void> {
  await way.presses(page.getByRole('link', { name: new RegExp(lesson.name) }).first());
  await page.getByRole('button', { name: en.time.step, exact: true }).and(page.locator(':enabled')).waitFor();
  await atSpeed(page, way, 50);
  for (const step of lesson.steps) await takesStep(page, way, step, doings[step.id] ?? []);
  await page.getByText(L.simplified).waitFor({ timeout: PATIENCE_MS });
  for (const task of lesson.steps.flatMap((step) => step.tasks)) {
    expect(await page.locator(`[data-task="${task.id}"]`).getAttribute('data-state')).toBe('done');
  }
}

async function takesStep(page: Page, way: Way, step: Step, doings: Doings[string]): Promise<void> {
  await page.getByRole('heading', { name: step.title }).first().waitFor();
  const quizzes = step.parts.flatMap((part) => (part.type === 'quiz' ? [part.quiz] : []));
  for (const quiz of quizzes) await answers(page, way, quiz);
  for (const does of doings) await does(page, way);
  for (const task of step.tasks) {
    await page.locator(`[data-task="${task.id}"][data-state="done"]`).waitFor({ timeout: PATIENCE_MS });
  }
  for (const quiz of quizzes) {
    await page.locator(`[data-quiz="${quiz.id}"]`).getByText(L.rightGuess).waitFor({ timeout: PATIENCE_MS });
  }
  await way.presses(page.getByRole('button', { name: new RegExp(`^(${L.next}|${L.finish})$`) }));
}

/** Predicts what will turn out to be right. */
async function answers(page: Page, way: Way, quiz: Quiz): Promise<void> {
  const box = page.locator(`[data-quiz="${quiz.id}"]`);
  if (quiz.kind === 'number') await way.fills(box.getByRole('spinbutton'), quiz.right);
  else if (quiz.kind === 'one') await way.presses(box.getByRole('radio').nth(quiz.right));
  else if (quiz.kind === 'several')
    for (const right of quiz.right) await way.presses(box.getByRole('checkbox').nth(right));
  else {
    for (const [at, row] of quiz.rows.entries()) {
      const cells = box
        .getByRole('row')
        .nth(at + 1)
        .getByRole(quiz.onePerRow ? 'radio' : 'checkbox');
      for (const right of row.right) await way.presses(cells.nth(right));
    }
  }
  if (await box.getByRole('button', { name: L.answerIsThis }).count()) {
    await way.presses(box.getByRole('button', { name: L.answerIsThis }));
  }
}

async function atSpeed(page: Page, way: Way, speed: number): Promise<void> {
  const auto = page.getByRole('switch', { name: en.time.auto });
  if ((await auto.getAttribute('aria-checked')) === 'true') await way.presses(auto);
  await way.presses(page.getByRole('button', { name: /^Speed .*, choose another$/ }));
  await way.presses(page.getByRole('menuitemradio', { name: String(speed), exact: false }).first());
}
