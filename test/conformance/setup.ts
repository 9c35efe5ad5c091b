import { encodeSubscription } from '../../src/sim/protocol/consumer-protocol';
import type { Stage } from './stage';
import type { Wire } from './wire';

/** What a scenario needs before it begins to write down: nothing here is in the transcript. */

/** Creates a topic with this placement, preferred leaders first; ready when every broker knows it and leads. */
export async function createTopic(
  stage: Stage,
  name: string,
  assignment: readonly (readonly number[])[],
  configs: Readonly<Record<string, string>> = {},
): Promise<void> {
  const wire = await stage.wire(1);
  const { topics } = await wire.request('CreateTopics', 5, {
    topics: [
      {
        name,
        numPartitions: -1,
        replicationFactor: -1,
        assignments: assignment.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      },
    ],
    timeoutMs: 30_000,
  });
  const refused = topics.find(({ errorCode }) => errorCode !== 0);
  if (refused !== undefined) throw new Error(`${name}: error ${refused.errorCode} ${refused.errorMessage ?? ''}`);
  for (const broker of stage.cluster.addresses.keys()) await knows(stage, broker, name, assignment.length);
  await led(stage, name, assignment);
}

/** Waits until this broker knows the topic with so many partitions, each with a leader. */
export async function knows(stage: Stage, broker: number, topic: string, partitions: number): Promise<void> {
  const wire = await stage.wire(broker);
  await stage.until(`broker ${broker} knows ${topic}`, async () => {
    const { topics } = await wire.request('Metadata', 8, { topics: [{ name: topic }], allowAutoTopicCreation: false });
    const led = topics[0]?.partitions.filter(({ errorCode }) => errorCode === 0) ?? [];
    return led.length === partitions;
  });
  wire.close();
}

/** A leader may be known of before it has become one. */
async function led(stage: Stage, topic: string, assignment: readonly (readonly number[])[]): Promise<void> {
  for (const [partition, [leader]] of assignment.entries()) {
    const wire = await stage.wire(leader ?? 1);
    await stage.until(`${topic}-${partition} is led`, async () => (await endOf(wire, topic, partition)) !== null);
    wire.close();
  }
}

/** The offset after the last committed record; null: this broker does not lead. */
export async function endOf(wire: Wire, topic: string, partition: number): Promise<number | null> {
  const { topics } = await wire.request('ListOffsets', 4, {
    replicaId: -1,
    topics: [{ name: topic, partitions: [{ partitionIndex: partition, timestamp: -1 }] }],
  });
  const found = topics[0]?.partitions[0];
  return found === undefined || found.errorCode !== 0 ? null : found.offset;
}

/** Appends batches to a partition, acks=all; throws when the broker refuses. */
export async function produce(
  stage: Stage,
  broker: number,
  topic: string,
  partition: number,
  ...batches: Uint8Array[]
): Promise<void> {
  const wire = await stage.wire(broker);
  for (const records of batches) {
    const { responses } = await wire.request('Produce', 9, {
      acks: -1,
      timeoutMs: 10_000,
      topicData: [{ name: topic, partitionData: [{ index: partition, records }] }],
    });
    const errorCode = responses[0]?.partitionResponses[0]?.errorCode ?? -1;
    if (errorCode !== 0) throw new Error(`${topic}-${partition}: Produce answered with error ${errorCode}`);
  }
  wire.close();
}

/** The broker that coordinates the group; creates `__consumer_offsets` if need be. */
export async function coordinatorOf(stage: Stage, group: string): Promise<number> {
  const wire = await stage.wire(1);
  let coordinator = -1;
  await stage.until(`${group} has a coordinator`, async () => {
    const { errorCode, nodeId } = await wire.request('FindCoordinator', 2, { key: group, keyType: 0 });
    coordinator = nodeId;
    return errorCode === 0;
  });
  const there = await stage.wire(coordinator);
  await stage.until(`broker ${coordinator} coordinates ${group}`, async () => {
    const { groups } = await there.request('DescribeGroups', 4, { groups: [group] });
    return groups[0]?.errorCode === 0;
  });
  wire.close();
  there.close();
  return coordinator;
}

/** What a consumer says of itself when it joins. A real broker reads it, and never answers when it cannot. */
export const subscription = (...topics: readonly string[]): Uint8Array => encodeSubscription(1, { topics });
