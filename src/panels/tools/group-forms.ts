import type { ResetTarget } from '../../contract/command';
import { EPOCH_MS, partitionName, US_PER_MS, type Us } from '../../contract/ids';
import { virtualTime } from '../../i18n/format';
import { shownTopics } from '../../view/selectors';
import type { GroupView, View } from '../../view/view';
import { timestampOf } from '../disk/look-up';
import {
  choiceField,
  NO_MORE,
  partitionOptions,
  Remarks,
  textField,
  type Field,
  type Reading,
  type ToolForm,
  type ToolSay,
  type Values,
} from './tool-form';

const ALL = 'all';
const WAYS = ['earliest', 'latest', 'offset', 'time', 'shift'] as const;

/** Topics that it has committed offsets of, then the others that are shown. */
function topicsOf(view: View, group: GroupView): string[] {
  const read = (name: string): boolean =>
    (view.topics.get(name)?.partitions ?? []).some(({ partition }) =>
      group.committed.has(partitionName(name, partition)),
    );
  const names = shownTopics(view).map(({ name }) => name);
  return [...names.filter(read), ...names.filter((name) => !read(name))];
}

/** kafka-consumer-groups.sh --reset-offsets --execute. `nowUs`: the end of the run. */
export function resetOffsetsForm(view: View, group: GroupView, nowUs: Us): ToolForm {
  const topics = topicsOf(view, group);
  return {
    title: (m) => m.resetOffsets.title(group.group),
    submit: (m) => m.resetOffsets.submit,
    warning: topics.length === 0 ? (m) => m.resetOffsets.noTopic : null,
    initial: { topic: topics[0] ?? '', partition: ALL, to: 'earliest', offset: '0', time: virtualTime(0), shift: '-1' },
    fields: (values) => {
      const count = view.topics.get(values['topic'] ?? '')?.partitions.length ?? 0;
      return [
        choiceField(
          'topic',
          (m) => m.resetOffsets.topic,
          topics.map((name) => ({ value: name, label: () => name })),
        ),
        choiceField('partition', (m) => m.partition, [
          { value: ALL, label: (m) => m.allPartitions },
          ...partitionOptions(count),
        ]),
        choiceField(
          'to',
          (m) => m.resetOffsets.to,
          WAYS.map((way) => ({ value: way, label: (m) => m.resetOffsets[way] })),
          'wide',
        ),
        ...wayField(values['to']),
      ];
    },
    more: NO_MORE,
    read: (values) => readReset(view, group, nowUs, values),
  };
}

function wayField(way: string | undefined): Field[] {
  const numeric = true;
  if (way === 'offset')
    return [textField(way, (m) => m.resetOffsets.offsetValue, { numeric, hint: (m) => m.resetOffsets.offsetHint })];
  if (way === 'time')
    return [textField(way, (m) => m.resetOffsets.timeValue, { hint: (m) => m.resetOffsets.timeHint })];
  if (way === 'shift')
    // A numeric keyboard of a phone may have no minus.
    return [textField(way, (m) => m.resetOffsets.shiftValue, { hint: (m) => m.resetOffsets.shiftHint })];
  return [];
}

function readReset(view: View, group: GroupView, nowUs: Us, values: Values): Reading {
  const remarks = new Remarks();
  const topic = view.topics.get(values['topic'] ?? '');
  if (topic === undefined) return remarks.with(null);
  if (group.state !== 'Empty' && group.state !== 'Dead')
    remarks.isDoubtful('topic', (m) => m.doubts.hasMembers(group.state));
  const partition = values['partition'] === ALL ? null : Number(values['partition']);
  if (partition !== null && !topic.partitions.some((each) => each.partition === partition)) return remarks.with(null);
  const to = targetOf(values, remarks);
  if (to === null) return remarks.with(null);
  if (typeof to === 'object' && 'atUs' in to && to.atUs > nowUs) remarks.isDoubtful('time', (m) => m.doubts.later);
  if (typeof to === 'object' && 'shiftBy' in to) {
    const counted = topic.partitions.filter((each) => partition === null || each.partition === partition);
    if (!counted.every((each) => group.committed.has(partitionName(topic.name, each.partition))))
      remarks.isDoubtful('shift', (m) => m.doubts.notCommitted);
  }
  return remarks.with({ type: 'reset-offsets', group: group.group, topic: topic.name, partition, to });
}

function targetOf(values: Values, remarks: Remarks): ResetTarget | null {
  switch (values['to']) {
    case 'offset':
      return remarks.number(values, 'offset', 0);
    case 'shift': {
      const shiftBy = remarks.number(values, 'shift', -Number.MAX_SAFE_INTEGER);
      return shiftBy === null ? null : { shiftBy };
    }
    case 'time': {
      const ms = timestampOf(values['time'] ?? '', EPOCH_MS);
      if (ms !== null && ms >= EPOCH_MS) return { atUs: (ms - EPOCH_MS) * US_PER_MS };
      remarks.isWrong('time', (m) => m.wrong.notTime);
      return null;
    }
    default:
      return values['to'] === 'latest' ? 'latest' : 'earliest';
  }
}

/** kafka-consumer-groups.sh --delete. */
export function deleteGroupForm(group: GroupView): ToolForm {
  const notEmpty: ToolSay = (m) => m.doubts.groupNotEmpty(group.state);
  return {
    title: (m) => m.deleteGroup.title(group.group),
    submit: (m) => m.deleteGroup.submit,
    warning: group.state === 'Empty' ? (m) => m.deleteGroup.warning : notEmpty,
    initial: {},
    fields: () => [],
    more: NO_MORE,
    read: () => ({ command: { type: 'delete-group', group: group.group }, wrong: {}, doubts: {} }),
  };
}
