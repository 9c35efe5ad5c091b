import { plainText } from '../plain-text';
import MarkdownIt, { type Token } from 'markdown-it';
import type { Language } from '../../i18n/messages';
import type { RichText } from '../lesson';
import { LessonError, type Mistake, quoted } from './mistake';
import { type QuizText, readQuiz } from './quiz-text';
import { type PlaceUse, RichTextBuilder } from './rich-text';
import { blockOf, itemsOf, lineOf, type Section } from './sections';

/** One language of a lesson as its Markdown file has it. Lines are the file's, from 1. */
export interface LessonText {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly steps: readonly StepText[];
  readonly finished: { readonly title: string; readonly text: RichText; readonly simplified: RichText };
  readonly places: readonly PlaceUse[];
  /** Line after the last. */
  readonly endLine: number;
}

export interface StepText {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  readonly parts: readonly PartText[];
  readonly tasksLabel: string;
  readonly tasksLine: number;
  readonly tasks: readonly ItemText[];
  readonly hints: readonly RichText[];
}

export type PartText =
  | { readonly type: 'prose'; readonly line: number; readonly text: RichText }
  | QuizText
  | {
      readonly type: 'figure';
      readonly id: string;
      readonly line: number;
      readonly caption: string;
      /** None where the cluster itself is drawn. */
      readonly bars: readonly ItemText[];
    }
  | {
      readonly type: 'actions';
      readonly line: number;
      readonly caption: string;
      readonly actions: readonly ItemText[];
    };

export interface ItemText {
  readonly id: string;
  readonly line: number;
  readonly text: RichText;
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/**
 * Reads one language of a lesson: see docs/writing-lessons.md for the form.
 * @throws LessonError with every place that does not have the form.
 */
export function readMarkdown(file: string, text: string, language: Language): LessonText {
  return new Reader(file, text, language).read();
}

/** `Four shelves {#shelves}` → text and id. */
function withId(content: string): { text: string; id: string | null } {
  const [, text, id] = /^(.*?)\s*\{#([^{}]+)\}\s*$/s.exec(content) ?? [];
  return text === undefined || id === undefined
    ? { text: content.trim(), id: null }
    : { text: text.trim(), id: id.trim() };
}

class Reader {
  readonly #file: string;
  readonly #endLine: number;
  readonly #tokens: readonly Token[];
  readonly #builder: RichTextBuilder;
  readonly #mistakes: Mistake[] = [];

  constructor(file: string, text: string, language: Language) {
    this.#file = file;
    this.#builder = new RichTextBuilder(language);
    this.#endLine = text.split('\n').length;
    this.#tokens = markdown.parse(text, {});
  }

  read(): LessonText {
    const [first, ...sections] = this.#sections();
    // Without its beginning nothing else of the file can be told.
    if (this.#mistakes.length > 0) throw new LessonError(this.#mistakes);
    const head = this.#head(first);
    const steps: StepText[] = [];
    let finished: LessonText['finished'] | null = null;
    while (sections.length > 0) {
      const top = sections.shift();
      if (top === undefined) break;
      const below: Section[] = [];
      while (sections[0] !== undefined && sections[0].level > 2) below.push(...sections.splice(0, 1));
      if (top.level !== 2) {
        this.#wrong(top.line, 'found a heading of the first level, expected one "# " line, at the top of the file.');
      } else if (top.id === null) {
        this.#wrong(top.line, `found the step ${quoted(top.title)} without an id, expected "{#id}" after its title.`);
      } else if (top.id === 'finished') {
        finished = this.#finished(top, below);
      } else if (finished !== null) {
        this.#wrong(top.line, `found the step ${quoted(top.id)} after {#finished}, expected that to be the last.`);
      } else {
        steps.push(this.#step(top, below, top.id));
      }
    }
    if (finished === null) this.#wrong(this.#endLine, 'found no "## … {#finished}", expected one after the last step.');
    for (const { line, what } of this.#builder.unknownMarkup) {
      this.#wrong(line, `found ${what}, expected paragraphs, lists, tables, code, links and emphasis only.`);
    }
    for (const { line, what } of this.#builder.unknownPlaces) {
      this.#wrong(
        line,
        `found ${what}, expected {{task}}, {{task / task}}, {{guess quiz}} with ids of this lesson, or a live value such as {{lag group topic}}.`,
      );
    }
    if (this.#mistakes.length > 0 || finished === null) {
      throw new LessonError([...this.#mistakes].sort((a, b) => a.line - b.line));
    }
    return { ...head, steps, finished, places: this.#builder.places, endLine: this.#endLine };
  }

  #wrong(line: number, message: string): void {
    this.#mistakes.push({ file: this.#file, line, column: 1, message });
  }

  /** The file cut at its headings of the first three levels; what stands before the first is refused. */
  #sections(): Section[] {
    const sections: { -readonly [K in keyof Section]: Section[K] }[] = [];
    let body: Token[] = [];
    const tokens = this.#tokens;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      if (token === undefined) break;
      if (token.type !== 'heading_open' || token.level > 0 || Number(token.tag.slice(1)) > 3) {
        if (sections.length === 0) {
          this.#wrong(lineOf(token), 'found text before the title, expected the file to begin with "# ".');
          return [];
        }
        body.push(token);
        continue;
      }
      const inline = tokens[i + 1];
      const { text, id } = withId(inline?.content ?? '');
      body = [];
      const heading = [token, inline, tokens[i + 2]].filter((each) => each !== undefined);
      sections.push({
        level: Number(token.tag.slice(1)),
        title: this.#words(text, lineOf(token)),
        id,
        line: lineOf(token),
        heading,
        body,
      });
      i += 2;
    }
    return sections;
  }

  #head(section: Section | undefined): Pick<LessonText, 'name' | 'title' | 'question'> {
    const [paragraph, title, , quote, , question] = section?.body ?? [];
    if (section === undefined || section.level !== 1 || section.title === '') {
      this.#wrong(1, 'found no title, expected the file to begin with "# " and the name of the lesson.');
    } else if (paragraph?.type !== 'paragraph_open' || quote?.type !== 'blockquote_open') {
      this.#wrong(
        section.line,
        'found no subtitle and question, expected one paragraph and one "> " line under the name.',
      );
    }
    const words = (token: Token | undefined): string =>
      token === undefined ? '' : this.#words(token.content, lineOf(token));
    return { name: section?.title ?? '', title: words(title), question: words(question) };
  }

  /** What is shown as plain words: names in code, and what Markdown escapes, without their signs. */
  #words(text: string, line: number): string {
    return plainText(this.#inline(text, line));
  }

  #step(top: Section, below: readonly Section[], id: string): StepText {
    const parts: PartText[] = [];
    const hints: RichText[] = [];
    let tasks: Section | null = null;
    if (top.body.length > 0) parts.push({ type: 'prose', line: top.line, text: this.#builder.build(top.body) });
    for (const section of below) {
      const [kind = '', name = ''] = section.id?.split(':') ?? [];
      if (section.id === null) {
        const prose = [...section.heading, ...section.body];
        parts.push({ type: 'prose', line: section.line, text: this.#builder.build(prose) });
      } else if (section.id === 'tasks') {
        if (tasks !== null)
          this.#wrong(section.line, `found a second {#tasks} in the step ${quoted(id)}, expected one.`);
        tasks = section;
      } else if (section.id === 'hint') {
        hints.push(this.#builder.build(section.body));
      } else if (kind === 'quiz' && name !== '') {
        const part = readQuiz(section, name, {
          builder: this.#builder,
          inline: (text, line) => this.#inline(text, line),
          wrong: (line, message) => this.#wrong(line, message),
        });
        parts.push(part);
      } else if (kind === 'figure' && name !== '') {
        parts.push({
          type: 'figure',
          id: name,
          line: section.line,
          caption: section.title,
          bars: section.body.length === 0 ? [] : this.#items(section),
        });
      } else if (section.id === 'actions') {
        parts.push({ type: 'actions', line: section.line, caption: section.title, actions: this.#items(section) });
      } else {
        this.#wrong(
          section.line,
          `found the heading id ${quoted(section.id)}, expected "tasks", "hint", "actions", "quiz:" or "figure:" and an id.`,
        );
      }
    }
    return {
      id,
      title: top.title,
      line: top.line,
      parts,
      tasksLabel: tasks?.title ?? '',
      tasksLine: tasks?.line ?? top.line,
      tasks: tasks === null ? [] : this.#items(tasks),
      hints,
    };
  }

  #finished(top: Section, below: readonly Section[]): LessonText['finished'] {
    const simplified = below.find((section) => section.id === 'simplified');
    if (simplified === undefined) {
      this.#wrong(
        top.line,
        'found no "### … {#simplified}" under {#finished}, expected one that says what is simplified.',
      );
    }
    for (const section of below) {
      if (section !== simplified) {
        this.#wrong(
          section.line,
          `found the heading ${quoted(section.title)} under {#finished}, expected only {#simplified}.`,
        );
      }
    }
    return {
      title: top.title,
      text: this.#builder.build(top.body),
      simplified: this.#builder.build(simplified?.body ?? []),
    };
  }

  /** A list of which every line ends in `{#id}`. */
  #items(section: Section): ItemText[] {
    const { body, line } = section;
    const list = blockOf(body, 'bullet_list');
    if (list?.from !== 0 || list.to !== body.length) {
      this.#wrong(
        line,
        `found no list under ${quoted(section.title)}, expected a list of "- … {#id}" lines and nothing else.`,
      );
    }
    return itemsOf(body).flatMap(({ content, line }) => {
      const { text, id } = withId(content);
      if (id === null) {
        this.#wrong(line, `found the line ${quoted(content)} without an id, expected "{#id}" at its end.`);
        return [];
      }
      return [{ id, line, text: this.#inline(text, line) }];
    });
  }

  #inline(text: string, line: number): RichText {
    return this.#builder.inline(markdown.parseInline(text, {})[0]?.children ?? [], line);
  }
}
