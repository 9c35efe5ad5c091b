import { expect, it } from 'vitest';
import { tools as en } from '../../../src/i18n/en/tools';
import { callsAbout, outcomeOf } from '../../../src/panels/tools/tool-answer';
import type { ToolCallView } from '../../../src/view/view';

const call = (number: number, changes: Partial<ToolCallView>): ToolCallView => ({
  call: number,
  state: 'done',
  line: 'kafka-topics.sh --delete',
  error: null,
  message: null,
  calledUs: 0,
  endedUs: 1,
  ...changes,
});

it('parts the calls about groups from those about topics, newest first', () => {
  const group = call(2, { line: 'kafka-consumer-groups.sh --delete --group kafka-topics.sh' });
  const calls = [call(1, {}), group, call(3, { line: 'kafka-configs.sh --alter' })];
  expect(callsAbout('topics', calls).map((each) => each.call)).toEqual([3, 1]);
  expect(callsAbout('groups', calls)).toEqual([group]);
});

it.each([
  [{ state: 'called', endedUs: null }, en.answer.asks],
  [{ state: 'done' }, en.answer.done],
  [{ state: 'failed', error: 'TOPIC_ALREADY_EXISTS' }, en.errors.TOPIC_ALREADY_EXISTS],
  [{ state: 'failed', error: 'SOMETHING_NEW' }, en.answer.refused],
  [{ state: 'failed', error: 'toString' }, en.answer.refused],
  [{ state: 'failed', error: null }, en.answer.refusedByTool],
] as const)('says of %j what it means', (changes, words) => {
  expect(outcomeOf(call(1, changes))(en)).toBe(words);
});
