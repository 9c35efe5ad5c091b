import type { Stage } from './stage';

export interface Seen {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly isr: number;
  readonly replicas: number;
}

/** Waits until the metadata that this broker gives is so. */
export async function sees(
  stage: Stage,
  broker: number,
  names: readonly string[],
  holds: (partitions: readonly Seen[]) => boolean,
): Promise<void> {
  const wire = await stage.wire(broker);
  await stage.until('the metadata is so', async () => {
    const { topics } = await wire.request('Metadata', 9, {
      topics: names.map((name) => ({ name })),
      allowAutoTopicCreation: false,
    });
    return holds(
      topics.flatMap(({ name, partitions }) =>
        partitions.map(({ partitionIndex, leaderId, isrNodes, replicaNodes }) => ({
          topic: name ?? '',
          partition: partitionIndex,
          leader: leaderId,
          isr: isrNodes.length,
          replicas: replicaNodes.length,
        })),
      ),
    );
  });
  wire.close();
}
