import { expect, it } from 'vitest';
import type { ToolEvent } from '../../src/contract/event';
import { TOOL_CALLS_MAX } from '../../src/view/view';
import { after, empty } from './views';

const tool = (call: number, changes: Partial<ToolEvent> = {}): ToolEvent => ({
  type: 'tool',
  call,
  state: 'called',
  line: `kafka-topics.sh --create --topic t${call}`,
  error: null,
  message: null,
  ...changes,
});

it('keeps each call of a tool, and what came of it', () => {
  const asked = after(empty(), { ...tool(1), atUs: 5 }, { ...tool(2), atUs: 6 });
  expect(asked.tools.map(({ call, state, endedUs }) => [call, state, endedUs])).toEqual([
    [1, 'called', null],
    [2, 'called', null],
  ]);
  const refused = tool(1, { state: 'failed', error: 'INVALID_CONFIG', message: 'no' });
  const [first, second] = after(asked, { ...refused, atUs: 9 }).tools;
  expect(first).toMatchObject({ state: 'failed', error: 'INVALID_CONFIG', message: 'no', calledUs: 5, endedUs: 9 });
  expect(second).toBe(asked.tools[1]);
});

it('keeps the last ones only', () => {
  const many = Array.from({ length: TOOL_CALLS_MAX + 3 }, (_, index) => tool(index + 1));
  const { tools } = after(empty(), ...many);
  expect(tools.map(({ call }) => call)).toEqual(Array.from({ length: TOOL_CALLS_MAX }, (_, index) => index + 4));
});
