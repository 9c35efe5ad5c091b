import { describe, expect, it } from 'vitest';
import type { GroupEvent } from '../../../src/contract/event';
import { tools as en } from '../../../src/i18n/en/tools';
import { deleteGroupForm, resetOffsetsForm } from '../../../src/panels/tools/group-forms';
import type { GroupView, View } from '../../../src/view/view';
import { GROUP, TOPIC } from '../../support/journal';
import { after, empty, topicCreated } from '../../view/views';
import { told } from './told';

const SECOND = 1_000_000;
const groupEvent = (state: GroupEvent['state']): GroupEvent => ({
  type: 'group',
  group: GROUP,
  coordinator: 1,
  state,
  generation: 3,
  protocol: null,
  leader: null,
  members: [],
  reason: 'members left',
});
const committed = (partition: number) =>
  ({ type: 'offset-committed', group: GROUP, topic: TOPIC, partition, offset: 5, memberId: 'm' }) as const;

const view = (state: GroupEvent['state'] = 'Empty'): View =>
  after(empty(), { ...topicCreated(), topic: 'first' }, topicCreated(), groupEvent(state), committed(0));
const groupOf = (shown: View): GroupView => shown.groups.get(GROUP) as GroupView;
const form = (shown: View = view()) => resetOffsetsForm(shown, groupOf(shown), 60 * SECOND);

describe('reset offsets', () => {
  it.each([
    [{}, { partition: null, to: 'earliest' }],
    [
      { to: 'latest', partition: '2' },
      { partition: 2, to: 'latest' },
    ],
    [
      { to: 'offset', offset: '12' },
      { partition: null, to: 12 },
    ],
    [
      { to: 'time', time: '00:12.480' },
      { partition: null, to: { atUs: 12_480_000 } },
    ],
    [
      { to: 'shift', shift: '-5', partition: '0' },
      { partition: 0, to: { shiftBy: -5 } },
    ],
  ])('with %j asks for %j', (typed, wanted) => {
    expect(told(form(), typed)).toEqual({
      command: { type: 'reset-offsets', group: GROUP, topic: TOPIC, ...wanted },
      wrong: {},
      doubts: {},
    });
  });

  it.each([
    [{ to: 'offset', offset: '-1' }, { offset: en.wrong.tooSmall(0) }],
    [{ to: 'offset', offset: '' }, { offset: en.wrong.notWhole }],
    [{ to: 'time', time: 'noon' }, { time: en.wrong.notTime }],
    [{ to: 'shift', shift: '1.5' }, { shift: en.wrong.notWhole }],
  ])('is not sent with %j', (typed, wrong) => {
    expect(told(form(), typed)).toMatchObject({ command: null, wrong });
  });

  it('says what comes of it', () => {
    expect(told(form(), { to: 'time', time: '01:00.001' }).doubts).toEqual({ time: en.doubts.later });
    expect(told(form(), { to: 'shift', shift: '1' }).doubts).toEqual({ shift: en.doubts.notCommitted });
    expect(told(form(view('Stable')), {})).toMatchObject({
      command: { type: 'reset-offsets' },
      doubts: { topic: en.doubts.hasMembers('Stable') },
    });
  });

  it('shows the topic first that it has read, and asks only for what the way needs', () => {
    const ids = (to: string): string[] =>
      form()
        .fields({ ...form().initial, to })
        .map(({ id }) => id);
    expect(form().initial['topic']).toBe(TOPIC);
    expect(ids('earliest')).toEqual(['topic', 'partition', 'to']);
    expect(ids('shift')).toEqual(['topic', 'partition', 'to', 'shift']);
  });

  it('is not sent where there is no topic', () => {
    const bare = after(empty(), groupEvent('Empty'));
    expect(form(bare).warning?.(en)).toBe(en.resetOffsets.noTopic);
    expect(told(form(bare), {}).command).toBeNull();
  });
});

it('delete a group says first what goes, or that Kafka will refuse', () => {
  expect(told(deleteGroupForm(groupOf(view())), {}).command).toEqual({ type: 'delete-group', group: GROUP });
  expect(deleteGroupForm(groupOf(view())).warning?.(en)).toBe(en.deleteGroup.warning);
  expect(deleteGroupForm(groupOf(view('Stable'))).warning?.(en)).toBe(en.doubts.groupNotEmpty('Stable'));
});
