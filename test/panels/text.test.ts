import { describe, expect, it } from 'vitest';
import { pieces } from '../../src/panels/console-text';
import { tokenLines, tokens } from '../../src/panels/highlight';
import { runLine, SPAN_US_MIN, type RunLineInput } from '../../src/panels/run-line';

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

describe('the run line', () => {
  const input = (more: Partial<RunLineInput> = {}): RunLineInput => ({
    nowUs: 10_000_000,
    width: 600,
    rate: [],
    bucketUs: 250_000,
    notable: [],
    label: (mark) => mark.subject,
    ...more,
  });
  const mark = (atUs: number, subject = 'billing') => ({ atUs, kind: 'rebalance' as const, subject });

  it('moves its head with time, and never over its end', () => {
    const head = (nowUs: number): number => runLine(input({ nowUs })).headX;
    expect(head(0)).toBe(2);
    expect(head(10_000_000)).toBeGreaterThan(head(5_000_000));
    expect(head(SPAN_US_MIN * 50)).toBeLessThanOrEqual(600);
  });

  it('draws records where they were written, the most at full height', () => {
    const rate = Array.from({ length: 40 }, () => 0);
    rate[4] = 2;
    rate[20] = 8;
    const { bars, headX } = runLine(input({ rate }));
    expect(bars.map((bar) => bar.height)).toEqual([4.5, 12]);
    expect(bars[0]?.x).toBeCloseTo(2 + (headX - 2) * (4.5 / 40), -1);
  });

  it('keeps labels apart, the newest first, and drops marks that would touch', () => {
    const { marks } = runLine(input({ notable: [mark(1_000_000), mark(1_300_000), mark(1_310_000), mark(9_000_000)] }));
    expect(marks.map((each) => each.label)).toEqual(['', 'billing', 'billing']);
    expect(marks.map((each) => each.x)).toEqual([...marks.map((each) => each.x)].sort((a, b) => a - b));
  });

  it('keeps a label inside the line', () => {
    const { marks } = runLine(input({ notable: [mark(0, 'a long name of a group')] }));
    expect(marks[0]?.anchor).toBe('start');
  });

  it('has nothing to draw in no width', () => {
    expect(runLine(input({ width: 0, rate: [1, 2, 3], notable: [mark(5)] })).bars).toEqual([]);
  });
});
