import { expect } from 'vitest';
import type { BrowserContextOptions, Locator, Page } from 'playwright';
import { speedText } from '../../../src/i18n/format';
import { desk } from '../../../src/i18n/en/desk';
import { en } from '../../../src/i18n/en/index';
import { lesson } from '../../../src/i18n/en/lesson';
import type { OpenSite } from './site';

const { programs: P, time: T, shell: S, console: C } = en;

/** Real time that a thing on the page may take; virtual time is sped up. */
const PATIENCE_MS = 30_000;
/** A clock that shows the same after so long stands: no answer to a grant takes longer. */
const STANDS_MS = 500;

/** A row of the Groups table, by its column names. */
export type GroupRow = Readonly<
  Record<'partition' | 'currentOffset' | 'logEndOffset' | 'lag' | 'consumerId' | 'host' | 'clientId', string>
>;

export interface GroupTable {
  readonly state: string;
  readonly generation: number;
  readonly members: number;
  readonly rows: readonly GroupRow[];
  /** What the panel says below the table: who is idle, or that partitions are being dealt out. */
  readonly notes: readonly string[];
}

/**
 * Somebody who takes a lesson: what they do, in their words, one after the other.
 * `await learner.opens('partitions-and-readers').runs('producer').sees('Topic-A-0')`: each call waits for the one
 * before, and a chain is awaited once, at its end.
 */
export class Learner implements PromiseLike<void> {
  readonly #site: OpenSite;
  #page: Page | undefined;
  #last: Promise<void>;

  constructor(site: OpenSite, options: BrowserContextOptions = {}) {
    this.#site = site;
    this.#last = site.visitor(options).then((page) => {
      this.#page = page;
    });
  }

  /** There once the learner has done something. */
  get page(): Page {
    if (this.#page === undefined) throw new Error('Await the learner first.');
    return this.#page;
  }

  then<A, B>(
    done?: ((value: void) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    return this.#last.then(done, failed);
  }

  /** The lesson's page, once its cluster runs. */
  opens(lesson: string): this {
    return this.#does(async () => {
      await this.page.goto(`${this.#site.url}#/lesson/${lesson}`);
      await this.#button(T.step).and(this.page.locator(':enabled')).waitFor({ timeout: PATIENCE_MS });
    });
  }

  /** Follows a task until the cluster has ticked it off. */
  finishes(task: string): this {
    return this.#does(() =>
      this.page.locator(`[data-task="${task}"][data-state="done"]`).waitFor({ timeout: PATIENCE_MS }),
    );
  }

  /** Presses Next once the tasks of the step are done. */
  goesOn(): this {
    return this.#does(async () => {
      await this.#button(lesson.next).click({ timeout: PATIENCE_MS });
    });
  }

  /** Stops time, and waits until it stands: what was granted before may still be on its way. */
  pauses(): this {
    return this.#does(async () => {
      await this.#button(T.pause).click();
      let before = '';
      const stands = async (): Promise<boolean> => {
        const shown = before;
        before = await this.#clock();
        return shown === before;
      };
      await this.#until(stands, 'time stands', STANDS_MS);
    });
  }

  steps(): this {
    return this.#does(() => this.#button(T.step).click());
  }

  /** Virtual time as the time bar shows it: `00:12.480`. */
  async now(): Promise<string> {
    await this;
    return this.#clock();
  }

  async #clock(): Promise<string> {
    return (await this.page.getByRole('timer', { name: T.now }).textContent()) ?? '';
  }

  opensHome(): this {
    return this.#does(async () => {
      await this.page.goto(this.#site.url);
      await this.page.getByRole('heading', { level: 1 }).waitFor();
    });
  }

  reloads(): this {
    return this.#does(async () => {
      await this.page.reload();
      await this.#button(T.step).and(this.page.locator(':enabled')).waitFor({ timeout: PATIENCE_MS });
    });
  }

  /** Chooses a speed, and auto pace off, so that a test waits for the cluster and not for the page. */
  atSpeed(speed: number): this {
    return this.#does(async () => {
      const auto = this.page.getByRole('switch', { name: T.auto });
      if ((await auto.getAttribute('aria-checked')) === 'true') await auto.click();
      await this.page.getByRole('button', { name: /^Speed .*, choose another$/ }).click();
      await this.page
        .getByRole('menuitemradio', { name: speedText(speed), exact: false })
        .first()
        .click();
    });
  }

  looksAt(tab: 'programs' | 'topics' | 'groups'): this {
    return this.#does(() => this.#tab(tab));
  }

  chooses(file: string): this {
    return this.#does(() => this.#choose(file));
  }

  /** Brings the number of the program's running instances up to this. */
  runs(program: string, instances = 1): this {
    return this.#does(async () => {
      await this.#tab('programs');
      const stepper = this.page.getByRole('group', { name: P.instances(program), exact: true });
      const count = stepper.getByRole('status');
      for (let running = Number(await count.textContent()); running < instances; running++) {
        await stepper.getByRole('button', { name: P.more(program), exact: true }).click();
        await this.#until(
          async () => Number(await count.textContent()) > running,
          `${program} runs ${running + 1} times`,
        );
      }
    });
  }

  /** Presses Run, whatever comes of it: the program may end before anybody can look. */
  tries(file: string): this {
    return this.#does(async () => {
      await this.#choose(file);
      await this.#code(file)
        .getByRole('button', { name: new RegExp(`^(${P.run}|${P.runAgain})$`) })
        .first()
        .click();
    });
  }

  kills(process: string): this {
    return this.#does(() => this.#press(process, P.killThe(process)));
  }

  stops(process: string): this {
    return this.#does(() => this.#press(process, P.stopThe(process)));
  }

  /** Replaces the whole text of a file, in the editor. */
  writes(file: string, text: string): this {
    return this.#does(async () => {
      await this.#choose(file);
      const editor = await this.#editor(file);
      await editor.click();
      await this.page.keyboard.press('ControlOrMeta+A');
      await this.page.keyboard.insertText(text);
    });
  }

  /** Waits until this stands in the console. */
  readsInConsole(words: string | RegExp): this {
    return this.#does(async () => {
      await this.#tab('programs');
      await this.#console().getByText(words).first().waitFor({ timeout: PATIENCE_MS });
    });
  }

  /** Waits until this stands somewhere on the page. */
  sees(words: string | RegExp): this {
    return this.#does(() => this.page.getByText(words).first().waitFor({ timeout: PATIENCE_MS }));
  }

  /** Waits until the group is as wanted; the table is read anew each time. */
  seesGroup(wanted: (group: GroupTable) => boolean, said: string): this {
    return this.#does(async () => {
      await this.#tab('groups');
      await this.#until(async () => {
        const group = await this.#group();
        return group !== null && wanted(group);
      }, said);
    });
  }

  async group(): Promise<GroupTable> {
    await this.looksAt('groups');
    const group = await this.#group();
    if (group === null) throw new Error('There is no group yet.');
    return group;
  }

  /** Log end offsets of a topic's partitions, in order. */
  async logEnds(topic: string): Promise<number[]> {
    await this.looksAt('topics');
    const rows = this.page.getByRole('table', { name: topic }).locator('tbody tr');
    return rows.evaluateAll((all) => all.map((row) => Number(row.querySelector('td:last-child')?.textContent)));
  }

  /** Text of the program's source, as the page shows it. */
  async code(file: string): Promise<string> {
    await this.chooses(file);
    return (
      (await this.page
        .getByRole('region', { name: P.code(file), exact: true })
        .first()
        .textContent()) ?? ''
    );
  }

  #does(step: () => Promise<void>): this {
    this.#last = this.#last.then(step);
    return this;
  }

  async #tab(tab: 'programs' | 'topics' | 'groups'): Promise<void> {
    await this.page.getByRole('tab', { name: { ...S.tabs, ...desk.tabs }[tab], exact: true }).click();
  }

  async #choose(file: string): Promise<void> {
    await this.#tab('programs');
    await this.page.getByRole('button', { name: new RegExp(`^${file.replace('.', '\\.')}`) }).click();
  }

  async #press(process: string, name: string): Promise<void> {
    await this.#choose(`${process.replace(/-\d+$/, '')}.ts`);
    await this.#button(name).click();
  }

  /** The part of the page that has the file's text, and the buttons below it. */
  #code(file: string): Locator {
    return this.page.getByRole('region', { name: P.code(file), exact: true }).first();
  }

  async #editor(file: string): Promise<Locator> {
    const area = this.#code(file);
    await area.hover();
    const editor = area.locator('.monaco-editor .view-lines').first();
    await editor.waitFor({ timeout: PATIENCE_MS });
    return editor;
  }

  async #group(): Promise<GroupTable | null> {
    const panel = this.page.getByRole('region', { name: en.groups.label, exact: true });
    const section = panel.locator('section').first();
    if ((await section.count()) === 0) return null;
    return section.evaluate((element): GroupTable => {
      const terms = new Map(
        [...element.querySelectorAll('dl > div')].map((pair) => [
          pair.querySelector('dt')?.textContent?.trim() ?? '',
          pair.querySelector('dd')?.textContent?.trim() ?? '',
        ]),
      );
      const rows = [...element.querySelectorAll('tbody tr')].map((row): GroupRow => {
        const [, , partition, currentOffset, logEndOffset, lag, consumerId, host, clientId] = [...row.children].map(
          (cell) => cell.textContent?.trim() ?? '',
        ) as string[];
        return { partition, currentOffset, logEndOffset, lag, consumerId, host, clientId } as GroupRow;
      });
      const notes = [...element.querySelectorAll('p')].map((note) => note.textContent?.trim() ?? '');
      const [state, generation, members] = [...terms.values()];
      return { state: state ?? '', generation: Number(generation), members: Number(members), rows, notes };
    });
  }

  #console(): Locator {
    return this.page.getByRole('log', { name: C.label });
  }

  #button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async #until(holds: () => Promise<boolean>, said: string, interval = 50): Promise<void> {
    await expect.poll(holds, { timeout: PATIENCE_MS, interval, message: said }).toBe(true);
  }
}
