import type { TopicSpec } from '../../contract/scenario';
import type { TopicView, View } from '../../view/view';
import { readReplicas } from './partition-forms';
import {
  NO_MORE,
  Remarks,
  textField,
  type Field,
  type Reading,
  type ToolForm,
  type ToolSay,
  type Values,
} from './tool-form';
import { checkSettings, settingFields, settingId, settingsIn, settingsLeft } from './topic-settings';

/** More partitions than this nobody creates by hand, and no tab draws. */
const PARTITIONS_MAX = 60;
const NAME_MAX = 249;

/** kafka-topics.sh --create. */
export function createTopicForm(view: View): ToolForm {
  const brokers = view.brokers.size;
  return {
    title: (m) => m.create.title,
    submit: (m) => m.create.submit,
    warning: null,
    initial: { name: '', partitions: '3', factor: String(Math.min(2, brokers)), assignment: '' },
    fields: (values) => {
      const placed = isPlaced(values);
      const counts: Field[] = [
        textField('partitions', (m) => m.create.partitions, { numeric: true }),
        textField('factor', (m) => m.create.factor, { numeric: true }),
      ];
      return [
        textField('name', (m) => m.create.name, {}),
        ...(placed ? [] : counts),
        textField('assignment', (m) => m.create.assignment, { size: 'long', hint: (m) => m.create.assignmentHint }),
        ...settingFields(values),
      ];
    },
    more: settingsLeft,
    read: (values) => readCreate(view, values),
  };
}

const isPlaced = (values: Values): boolean => (values['assignment'] ?? '').trim() !== '';

function readCreate(view: View, values: Values): Reading {
  const remarks = new Remarks();
  const name = (values['name'] ?? '').trim();
  checkName(view, name, remarks);
  checkSettings(values, remarks);
  const size = isPlaced(values) ? placedSize(view, values, remarks) : countedSize(view, values, remarks);
  if (size === null) return remarks.with(null);
  const least = Number(settingsIn(values)['min.insync.replicas'] ?? 1);
  if (least > size.replicationFactor)
    remarks.isDoubtful(settingId('min.insync.replicas'), (m) => m.doubts.leastAboveFactor(size.replicationFactor));
  const configs = settingsIn(values);
  const topic: TopicSpec = { name, ...size, ...(Object.keys(configs).length === 0 ? {} : { configs }) };
  return remarks.with({ type: 'create-topic', topic });
}

type Size = Pick<TopicSpec, 'partitions' | 'replicationFactor' | 'assignment'>;

function countedSize(view: View, values: Values, remarks: Remarks): Size | null {
  const partitions = remarks.number(values, 'partitions', 1);
  const replicationFactor = remarks.number(values, 'factor', 1);
  if (partitions !== null) checkCount('partitions', partitions, remarks);
  if (replicationFactor !== null && replicationFactor > view.brokers.size)
    remarks.isDoubtful('factor', (m) => m.doubts.factorAboveBrokers(view.brokers.size));
  return partitions === null || replicationFactor === null ? null : { partitions, replicationFactor };
}

/** `1:2,2:3,3:1`: the replicas of partition 0, of partition 1 … */
function placedSize(view: View, values: Values, remarks: Remarks): Size | null {
  const parts = (values['assignment'] ?? '').trim().split(',');
  const assignment = parts.map((part) => readReplicas(part, ':'));
  const good = assignment.filter((replicas) => replicas !== null);
  const factor = good[0]?.length ?? 0;
  if (good.length < assignment.length) remarks.isWrong('assignment', (m) => m.wrong.assignment);
  else if (good.some((replicas) => replicas.length !== factor))
    remarks.isWrong('assignment', (m) => m.wrong.unevenAssignment);
  else if (good.some(hasTwice)) remarks.isWrong('assignment', (m) => m.wrong.twice);
  checkCount('assignment', good.length, remarks);
  const stranger = good.flat().find((broker) => !view.brokers.has(broker));
  if (stranger !== undefined) remarks.isDoubtful('assignment', (m) => m.doubts.noSuchBroker(stranger));
  return good.length === 0 ? null : { partitions: good.length, replicationFactor: factor, assignment: good };
}

const hasTwice = (replicas: readonly number[]): boolean => new Set(replicas).size < replicas.length;

function checkCount(field: string, partitions: number, remarks: Remarks): void {
  if (partitions > PARTITIONS_MAX) remarks.isWrong(field, (m) => m.wrong.tooManyPartitions(PARTITIONS_MAX));
}

/** Kafka: Topic.validate, and its rule that `.` and `_` are the same in the names of metrics. */
function checkName(view: View, name: string, remarks: Remarks): void {
  const wrong: ToolSay | null =
    name === ''
      ? (m) => m.wrong.noName
      : name === '.' || name === '..'
        ? (m) => m.wrong.dots
        : name.length > NAME_MAX
          ? (m) => m.wrong.longName(NAME_MAX)
          : !/^[a-zA-Z0-9._-]+$/.test(name)
            ? (m) => m.wrong.nameSigns
            : null;
  if (wrong !== null) return remarks.isWrong('name', wrong);
  if (view.topics.has(name)) return remarks.isDoubtful('name', (m) => m.doubts.exists);
  const alike = (each: string): string => each.replaceAll('.', '_');
  const other = [...view.topics.keys()].find((each) => alike(each) === alike(name));
  if (other !== undefined) remarks.isDoubtful('name', (m) => m.doubts.collides(other));
}

/** kafka-topics.sh --alter --partitions. */
export function addPartitionsForm(topic: TopicView): ToolForm {
  const now = topic.partitions.length;
  return {
    title: (m) => m.addPartitions.title(topic.name),
    submit: (m) => m.addPartitions.submit,
    warning: null,
    initial: { partitions: String(now + 1) },
    fields: () => [
      textField('partitions', (m) => m.addPartitions.total, { numeric: true, hint: (m) => m.addPartitions.hint(now) }),
    ],
    more: NO_MORE,
    read: (values) => {
      const remarks = new Remarks();
      const partitions = remarks.number(values, 'partitions', 1);
      if (partitions === null) return remarks.with(null);
      checkCount('partitions', partitions, remarks);
      if (partitions <= now) remarks.isDoubtful('partitions', (m) => m.doubts.onlyMore(now));
      return remarks.with({ type: 'add-partitions', topic: topic.name, partitions });
    },
  };
}

/** kafka-configs.sh --alter --entity-type topics: what changed is set, what was taken out goes back to its default. */
export function configsForm(topic: TopicView): ToolForm {
  const set = Object.entries(topic.configs);
  return {
    title: (m) => m.configs.title(topic.name),
    submit: (m) => m.configs.submit,
    warning: null,
    initial: Object.fromEntries(set.map(([name, value]) => [settingId(name), value])),
    fields: settingFields,
    more: settingsLeft,
    read: (values) => {
      const remarks = new Remarks();
      checkSettings(values, remarks);
      const wanted = settingsIn(values);
      const changed = Object.entries(wanted).filter(([name, value]) => topic.configs[name] !== value);
      const gone = set.filter(([name]) => wanted[name] === undefined).map(([name]) => [name, null] as const);
      const configs: Record<string, string | null> = Object.fromEntries([...changed, ...gone]);
      const nothing = Object.keys(configs).length === 0;
      return remarks.with(nothing ? null : { type: 'alter-topic-configs', topic: topic.name, configs });
    },
  };
}

/** kafka-topics.sh --delete. */
export const deleteTopicForm = (topic: TopicView): ToolForm => ({
  title: (m) => m.deleteTopic.title(topic.name),
  submit: (m) => m.deleteTopic.submit,
  warning: (m) => m.deleteTopic.warning(topic.partitions.length),
  initial: {},
  fields: () => [],
  more: NO_MORE,
  read: () => ({ command: { type: 'delete-topic', topic: topic.name }, wrong: {}, doubts: {} }),
});
