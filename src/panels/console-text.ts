/** Part of a printed line: text, or a place in one of the visitor's files. */
export type Piece = { readonly text: string } | { readonly text: string; readonly place: Place };

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const PLACE = /([\w.-]+):(\d+)(?::(\d+))?/g;

/**
 * Cuts a printed text at the places that it names, such as `producer.ts:9:26` in a stack; only files that exist
 * become places. When the text names none but `at` does, that place stands after it.
 */
export function pieces(text: string, files: ReadonlySet<string>, at: Place | null): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  let named = false;
  for (const match of text.matchAll(PLACE)) {
    const [whole, file = '', line = '1', column = '1'] = match;
    if (!files.has(file)) continue;
    named = true;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: whole, place: { file, line: Number(line), column: Number(column) } });
    from = match.index + whole.length;
  }
  if (from < text.length || found.length === 0) found.push({ text: text.slice(from) });
  if (!named && at !== null && files.has(at.file)) {
    found.push({ text: ' ' }, { text: `${at.file}:${at.line}:${at.column}`, place: at });
  }
  return found;
}
