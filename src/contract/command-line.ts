import type { AdminCommand, ResetTarget } from './command';
import { BROKER_PORT, brokerHost, epochMsAt, type BrokerId } from './ids';
import { isoTime } from './iso-time';

/** As many as one would name to a tool. */
const BOOTSTRAP_MAX = 3;

/** Whom the tools are told of, among these brokers: the first ones by id. */
export const bootstrapOf = (brokers: Iterable<BrokerId>): readonly BrokerId[] =>
  [...brokers].sort((a, b) => a - b).slice(0, BOOTSTRAP_MAX);

/** What one would type for it in a shell, with the tools of Kafka 4.2: the `line` of its `tool` events. */
export function commandLine(command: AdminCommand, bootstrap: readonly BrokerId[]): string {
  const [script, ...words] = wordsOf(command);
  const servers = bootstrap.map((id) => `${brokerHost(id)}:${BROKER_PORT}`).join(',');
  return [script, '--bootstrap-server', servers, ...words].map(quoted).join(' ');
}

/** A word of the shell; a file that holds just this text is a substitution of bash. */
type Word = string | { readonly file: object };

function wordsOf(command: AdminCommand): [script: string, ...words: Word[]] {
  switch (command.type) {
    case 'create-topic': {
      const { name, partitions, replicationFactor, assignment, configs = {} } = command.topic;
      const placed =
        assignment === undefined
          ? ['--partitions', String(partitions), '--replication-factor', String(replicationFactor)]
          : ['--replica-assignment', assignment.map((replicas) => replicas.join(':')).join(',')];
      const settings = Object.entries(configs).flatMap(([key, value]) => ['--config', `${key}=${value}`]);
      return ['kafka-topics.sh', '--create', '--topic', name, ...placed, ...settings];
    }
    case 'delete-topic':
      return ['kafka-topics.sh', '--delete', '--topic', command.topic];
    case 'add-partitions':
      return ['kafka-topics.sh', '--alter', '--topic', command.topic, '--partitions', String(command.partitions)];
    case 'alter-topic-configs':
      return [
        'kafka-configs.sh',
        '--alter',
        '--entity-type',
        'topics',
        '--entity-name',
        command.topic,
        ...changes(command.configs),
      ];
    case 'delete-records': {
      const { topic, partition, beforeOffset: offset } = command;
      const file = { partitions: [{ topic, partition, offset }], version: 1 };
      return ['kafka-delete-records.sh', '--offset-json-file', { file }];
    }
    case 'elect-leader': {
      const { topic, partition, election } = command;
      return [
        'kafka-leader-election.sh',
        '--election-type',
        election,
        '--topic',
        topic,
        '--partition',
        String(partition),
      ];
    }
    case 'reassign-partition': {
      const { topic, partition, replicas } = command;
      const file = { version: 1, partitions: [{ topic, partition, replicas }] };
      return ['kafka-reassign-partitions.sh', '--reassignment-json-file', { file }, '--execute', '--additional'];
    }
    case 'reset-offsets': {
      const { group, topic, partition, to } = command;
      const place = partition === null ? topic : `${topic}:${partition}`;
      const reset = ['--reset-offsets', ...resetWords(to), '--execute'];
      return ['kafka-consumer-groups.sh', '--group', group, '--topic', place, ...reset];
    }
    case 'delete-group':
      return ['kafka-consumer-groups.sh', '--delete', '--group', command.group];
  }
}

function resetWords(to: ResetTarget): string[] {
  if (typeof to === 'number') return ['--to-offset', String(to)];
  if (typeof to === 'string') return [`--to-${to}`];
  // Kafka: Utils.getDateTime, to the millisecond.
  if ('atUs' in to) return ['--to-datetime', isoTime(epochMsAt(to.atUs))];
  return ['--shift-by', String(to.shiftBy)];
}

function changes(configs: Readonly<Record<string, string | null>>): string[] {
  const set = Object.entries(configs).flatMap(([name, value]) => (value === null ? [] : [`${name}=${listed(value)}`]));
  const gone = Object.keys(configs).filter((name) => configs[name] === null);
  return [
    ...(set.length === 0 ? [] : ['--add-config', set.join(',')]),
    ...(gone.length === 0 ? [] : ['--delete-config', gone.join(',')]),
  ];
}

/** A value with commas has brackets, so that they do not part settings. */
const listed = (value: string): string => (value.includes(',') ? `[${value}]` : value);

function quoted(word: Word): string {
  if (typeof word !== 'string') return `<(echo ${quoted(JSON.stringify(word.file))})`;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
