import { leaderShelf } from '../../view/selectors';
import type { PartitionView, TopicView, View } from '../../view/view';
import {
  choiceField,
  NO_MORE,
  partitionOptions,
  Remarks,
  textField,
  type Reading,
  type ToolForm,
  type Values,
} from './tool-form';

/** Ids of brokers, first the preferred leader, with this between them; null when it is none. */
export function readReplicas(text: string, between: ':' | ','): number[] | null {
  const parts = text.split(between).map((part) => part.trim());
  return parts.every((part) => /^\d{1,9}$/.test(part)) ? parts.map(Number) : null;
}

const partitionField = (topic: TopicView) =>
  choiceField('partition', (m) => m.partition, partitionOptions(topic.partitions.length));

const chosen = (topic: TopicView, values: Values): PartitionView | undefined =>
  topic.partitions.find(({ partition }) => String(partition) === values['partition']);

/** A form about one partition of the topic. */
function partitionForm(
  topic: TopicView,
  form: Omit<ToolForm, 'more' | 'read' | 'warning'> & Partial<Pick<ToolForm, 'warning'>>,
  read: (partition: PartitionView, values: Values, remarks: Remarks) => Reading,
): ToolForm {
  return {
    warning: null,
    ...form,
    more: NO_MORE,
    read: (values) => {
      const remarks = new Remarks();
      const partition = chosen(topic, values);
      return partition === undefined ? remarks.with(null) : read(partition, values, remarks);
    },
  };
}

/** kafka-delete-records.sh. */
export const deleteRecordsForm = (topic: TopicView): ToolForm =>
  partitionForm(
    topic,
    {
      title: (m) => m.deleteRecords.title(topic.name),
      submit: (m) => m.deleteRecords.submit,
      warning: (m) => m.deleteRecords.warning,
      initial: { partition: '0', upTo: 'offset', offset: '' },
      fields: (values) => [
        partitionField(topic),
        choiceField(
          'upTo',
          (m) => m.deleteRecords.upTo,
          [
            { value: 'offset', label: (m) => m.deleteRecords.offset },
            { value: 'highWatermark', label: (m) => m.deleteRecords.highWatermark },
          ],
          'wide',
        ),
        ...(values['upTo'] === 'offset'
          ? [
              textField('offset', (m) => m.deleteRecords.before, {
                numeric: true,
                hint: (m) => {
                  const partition = chosen(topic, values);
                  const shelf = partition === undefined ? null : leaderShelf(partition);
                  return shelf === null
                    ? m.deleteRecords.noLeader
                    : m.deleteRecords.range(shelf.logStartOffset, shelf.highWatermark);
                },
              }),
            ]
          : []),
      ],
    },
    (partition, values, remarks) => {
      const beforeOffset = values['upTo'] === 'offset' ? remarks.number(values, 'offset', 0) : -1;
      const shelf = leaderShelf(partition);
      if (shelf === null) remarks.isDoubtful('partition', (m) => m.doubts.noLeader);
      if (beforeOffset === null) return remarks.with(null);
      if (shelf !== null && beforeOffset > shelf.highWatermark)
        remarks.isDoubtful('offset', (m) => m.doubts.aboveHighWatermark(shelf.highWatermark));
      else if (shelf !== null && beforeOffset >= 0 && beforeOffset <= shelf.logStartOffset)
        remarks.isDoubtful('offset', (m) => m.doubts.nothingBefore(shelf.logStartOffset));
      return remarks.with({
        type: 'delete-records',
        topic: topic.name,
        partition: partition.partition,
        beforeOffset,
      });
    },
  );

/** kafka-leader-election.sh. */
export const electLeaderForm = (view: View, topic: TopicView): ToolForm =>
  partitionForm(
    topic,
    {
      title: (m) => m.electLeader.title(topic.name),
      submit: (m) => m.electLeader.submit,
      initial: { partition: '0', election: 'preferred' },
      fields: () => [
        partitionField(topic),
        choiceField(
          'election',
          (m) => m.electLeader.election,
          [
            { value: 'preferred', label: (m) => m.electLeader.preferred },
            { value: 'unclean', label: (m) => m.electLeader.unclean },
          ],
          'wide',
        ),
      ],
    },
    (partition, values, remarks) => {
      const election = values['election'] === 'unclean' ? 'unclean' : 'preferred';
      const wanted = partition.replicas[0] ?? -1;
      if (election === 'unclean') {
        if (partition.leader >= 0) remarks.isDoubtful('election', (m) => m.doubts.hasLeader(partition.leader));
        else remarks.isDoubtful('election', (m) => m.doubts.uncleanLoses);
      } else if (partition.leader === wanted) remarks.isDoubtful('election', (m) => m.doubts.leadsAlready(wanted));
      else if (!partition.isr.includes(wanted) || view.brokers.get(wanted)?.registration === 'Fenced')
        remarks.isDoubtful('election', (m) => m.doubts.preferredNotThere(wanted));
      return remarks.with({ type: 'elect-leader', topic: topic.name, partition: partition.partition, election });
    },
  );

/** kafka-reassign-partitions.sh --execute. */
export const reassignForm = (view: View, topic: TopicView): ToolForm =>
  partitionForm(
    topic,
    {
      title: (m) => m.reassign.title(topic.name),
      submit: (m) => m.reassign.submit,
      initial: { partition: '0', replicas: '' },
      fields: (values) => [
        partitionField(topic),
        textField('replicas', (m) => m.reassign.replicas, {
          hint: (m) => m.reassign.hint(chosen(topic, values)?.replicas.join(',') ?? ''),
        }),
      ],
    },
    (partition, values, remarks) => {
      const replicas = readReplicas(values['replicas'] ?? '', ',');
      if (replicas === null) remarks.isWrong('replicas', (m) => m.wrong.replicas);
      else if (new Set(replicas).size < replicas.length) remarks.isWrong('replicas', (m) => m.wrong.twice);
      if (replicas === null) return remarks.with(null);
      const stranger = replicas.find((broker) => !view.brokers.has(broker));
      if (stranger !== undefined) remarks.isDoubtful('replicas', (m) => m.doubts.noSuchBroker(stranger));
      else if (replicas.join() === partition.replicas.join())
        remarks.isDoubtful('replicas', (m) => m.doubts.sameReplicas);
      return remarks.with({ type: 'reassign-partition', topic: topic.name, partition: partition.partition, replicas });
    },
  );
