import { describe, expect, it } from 'vitest';
import { tools as en } from '../../../src/i18n/en/tools';
import { deleteRecordsForm, electLeaderForm, reassignForm } from '../../../src/panels/tools/partition-forms';
import type { Values } from '../../../src/panels/tools/tool-form';
import {
  addPartitionsForm,
  configsForm,
  createTopicForm,
  deleteTopicForm,
} from '../../../src/panels/tools/topic-forms';
import type { TopicView, View } from '../../../src/view/view';
import { TOPIC } from '../../support/journal';
import { after, appendedTo, empty, topicCreated } from '../../view/views';
import { told, type Told } from './told';

const A_TO_C = ['anna', 'bella', 'cesar'];
/** Topic-A: partitions on 1,2 and 2,3 and 3,1; records 0 to 2 in partition 0, all below the high watermark. */
const view: View = after(
  empty(),
  { ...topicCreated(), configs: { 'retention.ms': '1000' } },
  { type: 'replica-state', topic: TOPIC, partition: 0, broker: 1, state: 'Leader', leaderEpoch: 0 },
  appendedTo(0, 1, 0, A_TO_C),
  { type: 'high-watermark', topic: TOPIC, partition: 0, broker: 1, offset: 3 },
);
const topic = view.topics.get(TOPIC) as TopicView;

describe('create a topic', () => {
  const form = createTopicForm(view);

  it('says what the tool is told, placed by Kafka or by hand, with settings', () => {
    expect(told(form, { name: 'clicks', 'config:cleanup.policy': 'compact' })).toEqual({
      command: {
        type: 'create-topic',
        topic: { name: 'clicks', partitions: 3, replicationFactor: 2, configs: { 'cleanup.policy': 'compact' } },
      },
      wrong: {},
      doubts: {},
    });
    expect(told(form, { name: 'placed', partitions: '9', assignment: ' 1:2,3:1 ' }).command).toEqual({
      type: 'create-topic',
      topic: {
        name: 'placed',
        partitions: 2,
        replicationFactor: 2,
        assignment: [
          [1, 2],
          [3, 1],
        ],
      },
    });
  });

  it.each([
    [{ name: '' }, { name: en.wrong.noName }],
    [{ name: '..' }, { name: en.wrong.dots }],
    [{ name: 'a b' }, { name: en.wrong.nameSigns }],
    [{ name: 'тема' }, { name: en.wrong.nameSigns }],
    [{ name: 'x'.repeat(250) }, { name: en.wrong.longName(249) }],
    [{ partitions: 'many' }, { partitions: en.wrong.notWhole }],
    [{ partitions: '2.5' }, { partitions: en.wrong.notWhole }],
    [{ partitions: '0' }, { partitions: en.wrong.tooSmall(1) }],
    [{ partitions: '61' }, { partitions: en.wrong.tooManyPartitions(60) }],
    [{ factor: '0' }, { factor: en.wrong.tooSmall(1) }],
    [{ assignment: '1;2' }, { assignment: en.wrong.assignment }],
    [{ assignment: '1:2,' }, { assignment: en.wrong.assignment }],
    [{ assignment: '1:2,3' }, { assignment: en.wrong.unevenAssignment }],
    [{ assignment: '1:1' }, { assignment: en.wrong.twice }],
    [{ 'config:retention.ms': ' ' }, { 'config:retention.ms': en.wrong.empty }],
  ])('is not sent with %j', (typed, wrong) => {
    expect(told(form, { name: 'good', ...typed })).toMatchObject({ command: null, wrong });
  });

  it.each([
    [{ name: TOPIC }, { name: en.doubts.exists }],
    [{ name: 'x'.repeat(249) }, {}],
    [{ factor: '4' }, { factor: en.doubts.factorAboveBrokers(3) }],
    [{ factor: '3' }, {}],
    [{ assignment: '1:9' }, { assignment: en.doubts.noSuchBroker(9) }],
    [{ 'config:min.insync.replicas': '3' }, { 'config:min.insync.replicas': en.doubts.leastAboveFactor(2) }],
    [{ 'config:min.insync.replicas': '2' }, {}],
    [{ 'config:retention.ms': '-2' }, { 'config:retention.ms': en.doubts.settingTooSmall(-1) }],
    [{ 'config:retention.ms': '-1' }, {}],
    [{ 'config:segment.bytes': '13' }, { 'config:segment.bytes': en.doubts.settingTooSmall(14) }],
    [{ 'config:segment.bytes': '3000000000' }, { 'config:segment.bytes': en.doubts.settingTooLarge(2147483647) }],
    [{ 'config:segment.ms': 'soon' }, { 'config:segment.ms': en.doubts.settingNotNumber }],
  ])('is sent with %j, and says what comes of it', (typed, doubts) => {
    const said = told(form, { name: 'good', ...typed });
    expect(said.command).not.toBeNull();
    expect(said).toMatchObject({ wrong: {}, doubts });
    expect(Object.keys(said.doubts)).toEqual(Object.keys(doubts));
  });

  it('knows that dot and underscore are alike', () => {
    const dotted = after(empty(), { ...topicCreated(), topic: 'a.b' });
    expect(told(createTopicForm(dotted), { name: 'a_b' }).doubts).toEqual({ name: en.doubts.collides('a.b') });
    expect(told(createTopicForm(dotted), { name: 'a-b' }).doubts).toEqual({});
  });

  it('leaves the counts out where replicas are placed by hand, and offers each setting once', () => {
    const ids = (values: Values): string[] => form.fields(values).map(({ id }) => id);
    expect(ids(form.initial)).toEqual(['name', 'partitions', 'factor', 'assignment']);
    const placed = { ...form.initial, assignment: '1', 'config:retention.ms': '1' };
    expect(ids(placed)).toEqual(['name', 'assignment', 'config:retention.ms']);
    expect(form.more(form.initial)).toContain('retention.ms');
    expect(form.more(placed)).not.toContain('retention.ms');
  });
});

describe('of a topic', () => {
  it('partitions only get more', () => {
    const form = addPartitionsForm(topic);
    expect(told(form, {})).toEqual({
      command: { type: 'add-partitions', topic: TOPIC, partitions: 4 },
      wrong: {},
      doubts: {},
    });
    expect(told(form, { partitions: '3' }).doubts).toEqual({ partitions: en.doubts.onlyMore(3) });
    expect(told(form, { partitions: '61' }).command).toBeNull();
  });

  it('settings that changed are set, those that were taken out go back, the others are not named', () => {
    const form = configsForm(topic);
    expect(told(form, {}).command).toBeNull();
    expect(told(form, { 'config:retention.ms': '2000', 'config:cleanup.policy': 'delete' }).command).toEqual({
      type: 'alter-topic-configs',
      topic: TOPIC,
      configs: { 'retention.ms': '2000', 'cleanup.policy': 'delete' },
    });
    expect(told(form, { 'config:retention.ms': undefined, 'config:segment.ms': '5' }).command).toEqual({
      type: 'alter-topic-configs',
      topic: TOPIC,
      configs: { 'retention.ms': null, 'segment.ms': '5' },
    });
  });

  it('is deleted after a warning', () => {
    expect(deleteTopicForm(topic).warning?.(en)).toBe(en.deleteTopic.warning(3));
    expect(told(deleteTopicForm(topic), {}).command).toEqual({ type: 'delete-topic', topic: TOPIC });
  });
});

describe('of a partition', () => {
  it('records go before an offset or up to the high watermark', () => {
    const form = deleteRecordsForm(topic);
    const said = (offset: string): Told => told(form, { offset });
    expect(said('2').command).toEqual({ type: 'delete-records', topic: TOPIC, partition: 0, beforeOffset: 2 });
    expect(said('2').doubts).toEqual({});
    expect(said('3').doubts).toEqual({});
    expect(said('4').doubts).toEqual({ offset: en.doubts.aboveHighWatermark(3) });
    expect(said('0').doubts).toEqual({ offset: en.doubts.nothingBefore(0) });
    expect(said('').command).toBeNull();
    expect(told(form, { upTo: 'highWatermark' }).command).toMatchObject({ beforeOffset: -1 });
  });

  it('a leader is elected, and it is said when that comes to nothing', () => {
    const form = electLeaderForm(view, topic);
    expect(told(form, { partition: '1' })).toEqual({
      command: { type: 'elect-leader', topic: TOPIC, partition: 1, election: 'preferred' },
      wrong: {},
      doubts: { election: en.doubts.leadsAlready(2) },
    });
    expect(told(form, { election: 'unclean' }).doubts).toEqual({ election: en.doubts.hasLeader(1) });
    const moved = after(view, {
      type: 'partition-changed',
      topic: TOPIC,
      partition: 0,
      replicas: [1, 2],
      isr: [2],
      leader: 2,
      leaderEpoch: 1,
      reason: 'leader-elected',
    });
    const movedTopic = moved.topics.get(TOPIC) as TopicView;
    expect(told(electLeaderForm(moved, movedTopic), {}).doubts).toEqual({
      election: en.doubts.preferredNotThere(1),
    });
  });

  it('replicas are named, each once', () => {
    const form = reassignForm(view, topic);
    const said = (replicas: string): Told => told(form, { replicas });
    expect(said('2, 3').command).toEqual({ type: 'reassign-partition', topic: TOPIC, partition: 0, replicas: [2, 3] });
    expect(said('2,2').wrong).toEqual({ replicas: en.wrong.twice });
    expect(said('').wrong).toEqual({ replicas: en.wrong.replicas });
    expect(said('2:3').wrong).toEqual({ replicas: en.wrong.replicas });
    expect(said('1,9').doubts).toEqual({ replicas: en.doubts.noSuchBroker(9) });
    expect(said('1,2').doubts).toEqual({ replicas: en.doubts.sameReplicas });
  });
});
