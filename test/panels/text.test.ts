import { describe, expect, it } from 'vitest';
import { pieces } from '../../src/panels/console-text';
import { tokenLines, tokens } from '../../src/panels/highlight';

describe('a printed line', () => {
  const files = new Set(['producer.ts', 'shop.ts']);

  it('is cut at the places that it names', () => {
    expect(pieces('at take (producer.ts:4:12) via shop.ts:7', files, null)).toEqual([
      { text: 'at take (' },
      { text: 'producer.ts:4:12', place: { file: 'producer.ts', line: 4, column: 12 } },
      { text: ') via ' },
      { text: 'shop.ts:7', place: { file: 'shop.ts', line: 7, column: 1 } },
    ]);
  });

  it('makes no place of a file that does not exist, nor of an address', () => {
    expect(pieces('broker-1:9092 and other.ts:3:1', files, null)).toEqual([{ text: 'broker-1:9092 and other.ts:3:1' }]);
  });

  it('gets its place from elsewhere when it names none', () => {
    const at = { file: 'shop.ts', line: 2, column: 5 };
    expect(pieces('TypeError: no', files, at)).toEqual([
      { text: 'TypeError: no' },
      { text: ' ' },
      { text: 'shop.ts:2:5', place: at },
    ]);
    expect(pieces('at shop.ts:9:9', files, at)).toHaveLength(2);
  });

  it('may be empty', () => {
    expect(pieces('', files, null)).toEqual([{ text: '' }]);
  });
});

describe('code to be read', () => {
  const code = "import { a } from './a'; // why\nconst n = `x\n${1}`;\n/* long\ncomment */ return 12.5;\n";

  it('keeps every letter', () => {
    expect(
      tokens(code)
        .map((token) => token.text)
        .join(''),
    ).toBe(code);
    expect(tokenLines(code).map((line) => line.map((token) => token.text).join(''))).toEqual(code.split('\n'));
  });

  it('tells words, literals and comments apart', () => {
    const kinds = (kind: string): string[] =>
      tokens(code)
        .filter((token) => token.kind === kind)
        .map((token) => token.text);
    expect(kinds('keyword')).toEqual(['import', 'from', 'const', 'return']);
    expect(kinds('literal')).toEqual(["'./a'", '`x\n${1}`', '12.5']);
    expect(kinds('comment')).toEqual(['// why', '/* long\ncomment */']);
  });

  it('is not upset by what is not finished', () => {
    const torn = 'const a = "open\nlet b = `never closed';
    expect(
      tokens(torn)
        .map((token) => token.text)
        .join(''),
    ).toBe(torn);
  });
});
