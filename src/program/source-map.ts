const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Column (from 1) of the source for a place of the generated text (from 1), by the `mappings` of a source
 * map, version 3; null when the line has none.
 */
export function originalColumn(mappings: string, line: number, column: number): number | null {
  // Columns of the source are counted on from line to line; those of the generated text begin anew.
  let sourceColumn = 0;
  let found: number | null = null;
  const lines = mappings.split(';');
  for (let index = 0; index < line && index < lines.length; index++) {
    let generatedColumn = 0;
    for (const segment of lines[index]!.split(',')) {
      const fields = decode(segment);
      generatedColumn += fields[0] ?? 0;
      sourceColumn += fields[3] ?? 0;
      if (index === line - 1 && fields.length > 3 && generatedColumn < column)
        found = sourceColumn + (column - 1 - generatedColumn);
    }
  }
  return found === null ? null : found + 1;
}

/** The numbers of one segment: base 64, five bits a digit, the lowest bit of a number is its sign. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if ((bits & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
