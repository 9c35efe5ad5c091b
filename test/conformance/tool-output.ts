import type { AdminCommand } from '../../src/contract/command';
import type { SimEvent, ToolEvent } from '../../src/contract/event';
import { partitionName } from '../../src/contract/ids';

/** Kafka's exceptions by the names of its errors, as far as tools meet them here. Kafka: Errors. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  INVALID_CONFIG: 'InvalidConfigurationException',
  UNKNOWN_TOPIC_OR_PARTITION: 'UnknownTopicOrPartitionException',
  OFFSET_OUT_OF_RANGE: 'OffsetOutOfRangeException',
  NON_EMPTY_GROUP: 'GroupNotEmptyException',
  GROUP_ID_NOT_FOUND: 'GroupIdNotFoundException',
};

/** What Kafka's tool prints when what our event tells comes of its call. */
export function printedByTool(command: AdminCommand, { state, error, message }: ToolEvent): string {
  if (state === 'done') return message ?? '';
  const exception = error === null ? null : EXCEPTIONS[error];
  const thrown = exception == null ? message : `org.apache.kafka.common.errors.${exception}: ${message}`;
  switch (command.type) {
    case 'create-topic':
    case 'delete-topic':
    case 'add-partitions':
      return `Error while executing topic command : ${message}`;
    case 'alter-topic-configs':
      return error === null ? `${message}` : `Caused by: ${thrown}`;
    case 'delete-records':
      return [
        'Executing records delete operation',
        'Records delete operation completed:',
        `partition: ${partitionName(command.topic, command.partition)}\terror: ${thrown}`,
      ].join('\n');
    case 'elect-leader': {
      const name = partitionName(command.topic, command.partition);
      return `Error completing leader election (${command.election.toUpperCase()}) for partition: ${name}: ${thrown}`;
    }
    case 'reassign-partition':
      return error === null ? `Error: ${thrown}` : `Error: ${thrown}\nCaused by: ${thrown}`;
    case 'reset-offsets':
      // It goes on, and prints that nothing was reset.
      return error === null
        ? `Error: ${message}\n\nGROUP           TOPIC           PARTITION  NEW-OFFSET`
        : `Error: Executing consumer group command failed due to ${message}`;
    case 'delete-group':
      return `Error: Deletion of some consumer groups failed:\n* Group '${command.group}' could not be deleted due to: ${thrown}`;
  }
}

/** What came of the last call, when it has ended. */
export function endOfLastCall(events: readonly SimEvent[]): ToolEvent | null {
  const last = events.findLast((event) => event.type === 'tool');
  return last === undefined || last.state === 'called' ? null : last;
}

const STACK =
  /^\s+at |^java\.util\.concurrent\.ExecutionException|^org\.apache\.kafka\.tools\.\w+Exception|^Error while executing config command with args|^\s+Suppressed: |^\d+ replica\(s\) could not be elected$|^org\.apache\.kafka\.common\.errors\.\w+: /;

/** Lines of a tool as a transcript has them: no stack traces, no folders of a machine; offsets that are reset in order. */
export function toolLines(printed: string): string[] {
  const lines = printed
    .trim()
    .split('\n')
    .map((line) => line.trimEnd().replace(/"log_dirs":\[[^\]]*\]/g, '"log_dirs":<log dirs>'))
    .filter((line) => !STACK.test(line));
  const header = lines.findIndex((line) => line.startsWith('GROUP'));
  return header < 0 ? lines : [...lines.slice(0, header + 1), ...lines.slice(header + 1).sort()];
}
