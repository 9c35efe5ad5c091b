import { inspect } from './inspect';

/** The box that Node's console.table draws; null when there is nothing to lay out in rows. */
export function table(data: unknown, only?: readonly string[]): string | null {
  if (typeof data !== 'object' || data === null) return null;
  const entries: [string, unknown][] =
    data instanceof Map
      ? [...data].map(([key, value], index) => [`${index}`, { Key: key, Values: value }])
      : data instanceof Set
        ? [...data].map((value, index) => [`${index}`, value])
        : Object.entries(data);
  const columns: string[] = [];
  let hasValues = false;
  for (const [, row] of entries) {
    if (typeof row !== 'object' || row === null) hasValues = true;
    else for (const key of Object.keys(row)) if (!columns.includes(key)) columns.push(key);
  }
  const shown = only ? [...only] : columns;
  const head = ['(index)', ...shown, ...(hasValues ? ['Values'] : [])];
  const cell = (value: unknown): string => inspect(value, { depth: typeof value === 'object' ? -1 : 0 });
  const rows = entries.map(([index, row]) => {
    const isObject = typeof row === 'object' && row !== null;
    const cells = shown.map((key) => (isObject && key in row ? cell((row as Record<string, unknown>)[key]) : ''));
    return [index, ...cells, ...(hasValues ? [isObject ? '' : cell(row)] : [])];
  });
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)) + 2);
  const centred = (text: string, width: number): string => {
    const left = Math.floor((width - text.length) / 2);
    return ' '.repeat(left) + text + ' '.repeat(width - text.length - left);
  };
  const line = (cells: readonly string[]): string => `│${cells.map((text, i) => centred(text, widths[i]!)).join('│')}│`;
  const rule = (left: string, cross: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width)).join(cross) + right;
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...rows.map(line), rule('└', '┴', '┘')].join('\n');
}
