/** Kinds of text that the reading view of code tells apart. */
export type TokenKind = 'keyword' | 'literal' | 'comment' | 'plain';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS = new Set(
  (
    'as async await break case catch class const continue default delete do else enum export extends false finally ' +
    'for from function get if implements import in instanceof interface let new null of return satisfies set static ' +
    'super switch this throw true try type typeof undefined var void while with yield'
  ).split(' '),
);

// Comment, string (a template counts as one, holes and all), number, word, anything else.
const TOKEN =
  /(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|`(?:[^`\\]|\\[\s\S])*`?)|(\b\d[\w.]*)|([A-Za-z_$][\w$]*)|(\s+|[\s\S])/g;

/** TypeScript cut into tokens, for a reader until the real editor is there: joined, they are the text again. */
export function tokens(code: string): Token[] {
  const found: Token[] = [];
  const push = (kind: TokenKind, text: string): void => {
    const last = found.at(-1);
    if (last !== undefined && last.kind === kind) found[found.length - 1] = { kind, text: last.text + text };
    else found.push({ kind, text });
  };
  for (const match of code.matchAll(TOKEN)) {
    const [text, comment, string, number, word] = match;
    if (comment !== undefined) push('comment', text);
    else if (string !== undefined || number !== undefined) push('literal', text);
    else push(word !== undefined && KEYWORDS.has(word) ? 'keyword' : 'plain', text);
  }
  return found;
}

/** The tokens line by line; one that spans lines is cut at them. */
export function tokenLines(code: string): Token[][] {
  const lines: Token[][] = [[]];
  for (const token of tokens(code)) {
    token.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ kind: token.kind, text });
    });
  }
  return lines;
}
