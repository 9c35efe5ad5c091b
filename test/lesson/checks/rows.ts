import { expect, it } from 'vitest';
import { checkNamed, type CheckName } from '../../../src/lesson/checks';
import { ByHand, judge } from '../run';

/** One journal that a check is tried with. */
export interface Try {
  /** What the journal is about. */
  readonly when: string;
  /** Over the arguments of the row. */
  readonly args?: object;
  readonly tell: (run: ByHand) => unknown;
}

/** A check, and the journals that try to make it fail wrongly (`holds`) and to pass wrongly (`not`). */
export interface Row {
  readonly args: object;
  readonly holds: readonly Try[];
  readonly not: readonly Try[];
}

export type Rows = Partial<Record<CheckName, Row>>;

function stateOf(name: string, args: object, tell: Try['tell']): string {
  const run = new ByHand();
  tell(run);
  return judge(checkNamed(name), args, run).state;
}

/** A test for each check of the rows, and for each of its journals. */
export function tryAll(rows: Rows): void {
  for (const [name, { args, holds, not }] of Object.entries(rows)) {
    it(`${name} is open before anything happens`, () => {
      expect(stateOf(name, args, () => undefined)).toBe('open');
    });
    it.each([...holds])(`${name} holds: $when`, ({ args: more, tell }) => {
      expect(stateOf(name, { ...args, ...more }, tell)).toBe('done');
    });
    it.each([...not])(`${name} does not hold: $when`, ({ args: more, tell }) => {
      expect(stateOf(name, { ...args, ...more }, tell)).not.toBe('done');
    });
  }
}
