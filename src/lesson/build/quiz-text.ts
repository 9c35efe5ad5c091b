import type { Token } from 'markdown-it';
import type { RichText } from '../lesson';
import { counted, quoted } from './mistake';
import type { RichTextBuilder } from './rich-text';
import { blockOf, itemsOf, lineOf, type Section } from './sections';

/** A quiz as the Markdown has it. */
export type QuizText = Prediction & {
  readonly type: 'quiz';
  readonly id: string;
  readonly line: number;
  readonly caption: string;
  readonly question: RichText;
  readonly explanation: RichText;
};

export type Prediction =
  | { readonly kind: 'one'; readonly options: readonly RichText[]; readonly right: number }
  | { readonly kind: 'several'; readonly options: readonly RichText[]; readonly right: readonly number[] }
  | { readonly kind: 'number'; readonly right: number }
  | {
      readonly kind: 'table';
      readonly corner: RichText;
      readonly columns: readonly RichText[];
      readonly rows: readonly { readonly label: RichText; readonly right: readonly number[] }[];
    };

interface Tools {
  readonly builder: RichTextBuilder;
  readonly inline: (text: string, line: number) => RichText;
  readonly wrong: (line: number, message: string) => void;
}

/**
 * Paragraphs that ask, what may be answered, and a quotation that explains the outcome. What may be answered is a list
 * with one line ticked or several, one line `[=] 42` for a number, or a table whose right cells have an x.
 */
export function readQuiz(section: Section, id: string, tools: Tools): QuizText {
  const { body, line, title } = section;
  const answers = blockOf(body, 'bullet_list') ?? blockOf(body, 'table');
  const quote = blockOf(body, 'blockquote');
  const prediction =
    body[answers?.from ?? 0]?.type === 'table_open' ? tableOf(section, id, tools) : listOf(section, id, tools);
  if (quote === null || answers === null || quote.from !== answers.to || quote.to !== body.length) {
    tools.wrong(
      line,
      `found no explanation at the end of the quiz ${quoted(id)}, expected a "> " paragraph after its options, and nothing after it.`,
    );
  }
  return {
    type: 'quiz',
    id,
    line,
    caption: title,
    question: tools.builder.build(body.slice(0, answers?.from ?? 0)),
    ...prediction,
    explanation: quote === null ? [] : tools.builder.build(body.slice(quote.from + 1, quote.to - 1)),
  };
}

function listOf({ body, line }: Section, id: string, { inline, wrong }: Tools): Prediction {
  const options: RichText[] = [];
  const ticked: number[] = [];
  const items = itemsOf(body);
  const [, number] = /^\[=\]\s+(-?\d+)$/.exec(items[0]?.content ?? '') ?? [];
  if (number !== undefined && items.length === 1) return { kind: 'number', right: Number(number) };
  for (const item of items) {
    const [, mark, text] = /^\[([ x])\]\s+(.*)$/s.exec(item.content) ?? [];
    if (mark === undefined || text === undefined) {
      wrong(
        item.line,
        `found the option ${quoted(item.content)}, expected "[ ] " or "[x] " before it, or "[=] " and one number.`,
      );
      continue;
    }
    if (mark === 'x') ticked.push(options.length);
    options.push(inline(text, item.line));
  }
  if (options.length < 2) {
    wrong(
      line,
      `found ${counted(options.length, 'option')} in the quiz ${quoted(id)}, expected two or more "- [ ] " lines, or a table.`,
    );
  } else if (ticked.length === 0) {
    wrong(line, `found no option marked [x] in the quiz ${quoted(id)}, expected one or more.`);
  }
  const [right = 0] = ticked;
  return ticked.length > 1 ? { kind: 'several', options, right: ticked } : { kind: 'one', options, right };
}

function tableOf({ body, line }: Section, id: string, { inline, wrong }: Tools): Prediction {
  const [head = [], ...rest] = rowsOf(body);
  const [corner, ...columns] = head.map((cell) => inline(cell.content, cell.line));
  const rows = rest.map(([label, ...cells]) => {
    const right: number[] = [];
    for (const [i, cell] of cells.entries()) {
      if (cell.content === 'x') right.push(i);
      else if (cell.content !== '') {
        wrong(cell.line, `found ${quoted(cell.content)} in the table of ${quoted(id)}, expected x or nothing.`);
      }
    }
    return { label: inline(label?.content ?? '', label?.line ?? line), right };
  });
  if (columns.length < 2 || rows.every((row) => row.right.length === 0)) {
    wrong(
      line,
      `found no answer in the table of ${quoted(id)}, expected two columns or more and an x in the right ones.`,
    );
  }
  return { kind: 'table', corner: corner ?? [], columns, rows };
}

/** Cells of a table, row by row: each one's source text. */
function rowsOf(body: readonly Token[]): { content: string; line: number }[][] {
  const rows: { content: string; line: number }[][] = [];
  let line = 1;
  for (const [i, token] of body.entries()) {
    if (token.type === 'tr_open') {
      line = lineOf(token);
      rows.push([]);
    }
    if (token.type === 'th_open' || token.type === 'td_open') {
      rows.at(-1)?.push({ content: (body[i + 1]?.content ?? '').trim(), line });
    }
  }
  return rows;
}
