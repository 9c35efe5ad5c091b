import type { AdminCommand } from '../../src/contract/command';

/**
 * A tool's call as a line of a script: positions as in the command, settings as `name=value`, and `name=` to take
 * one back.
 *
 *   create-topic T 3 2 retention.ms=1000      create-topic T [1,2] [2,3]
 *   delete-topic T      add-partitions T 4      alter-topic-configs T retention.ms=1000 segment.bytes=
 *   delete-records T 0 3      elect-leader T 0 unclean      reassign-partition T 0 [2,3]
 *   reset-offsets G T 0 earliest      reset-offsets G T all 5      delete-group G
 */
export function adminCommand([verb = '', ...words]: readonly string[], named: Record<string, string>): AdminCommand {
  const [first = '', second = '', third = '', fourth = ''] = words;
  switch (verb) {
    case 'create-topic': {
      const configs = named;
      const placed = words
        .slice(1)
        .filter((word) => word.startsWith('['))
        .map(replicas);
      return placed.length > 0
        ? {
            type: verb,
            topic: {
              name: first,
              partitions: placed.length,
              replicationFactor: placed[0]?.length ?? 1,
              assignment: placed,
              configs,
            },
          }
        : {
            type: verb,
            topic: { name: first, partitions: Number(second), replicationFactor: Number(third), configs },
          };
    }
    case 'delete-topic':
      return { type: verb, topic: first };
    case 'add-partitions':
      return { type: verb, topic: first, partitions: Number(second) };
    case 'alter-topic-configs': {
      const configs = Object.fromEntries(
        Object.entries(named).map(([name, value]) => [name, value === '' ? null : value]),
      );
      return { type: verb, topic: first, configs };
    }
    case 'delete-records':
      return { type: verb, topic: first, partition: Number(second), beforeOffset: Number(third) };
    case 'elect-leader':
      return {
        type: verb,
        topic: first,
        partition: Number(second),
        election: third === 'unclean' ? 'unclean' : 'preferred',
      };
    case 'reassign-partition':
      return { type: verb, topic: first, partition: Number(second), replicas: replicas(third) };
    case 'reset-offsets': {
      const partition = third === 'all' ? null : Number(third);
      const to = fourth === 'earliest' || fourth === 'latest' ? fourth : Number(fourth);
      return { type: verb, group: first, topic: second, partition, to };
    }
    case 'delete-group':
      return { type: verb, group: first };
    default:
      throw new Error(`no such tool: ${verb}`);
  }
}

const replicas = (word: string): number[] => word.slice(1, -1).split(',').map(Number);
