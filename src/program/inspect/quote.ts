const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
  '\\': '\\\\',
};

/** A string as Node shows it inside of objects: in the first kind of quotes that it does not itself contain. */
export function quote(text: string): string {
  const mark = !text.includes("'")
    ? "'"
    : !text.includes('"')
      ? '"'
      : !text.includes('`') && !text.includes('${')
        ? '`'
        : "'";
  let shown = '';
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (char === mark) shown += `\\${char}`;
    else if (ESCAPES[char] !== undefined) shown += ESCAPES[char];
    else if (code < 0x20 || (code >= 0x7f && code <= 0x9f))
      shown += `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
    else shown += char;
  }
  return `${mark}${shown}${mark}`;
}
