import type { DiskFile } from '../cluster-under-test';
import type { ConformanceScenario } from '../scenario';
import { createTopic, endOf, produce } from '../setup';
import type { Stage } from '../stage';

export const disk: ConformanceScenario = {
  name: 'disk',
  about: "The files of a partition's folder: segments, indexes, checkpoints.",
  async play(stage) {
    await createTopic(
      stage,
      'shelf',
      [
        [1, 2],
        [2, 1],
      ],
      { 'segment.bytes': '1048576' },
    );
    stage.step('of an empty partition');
    await list(stage, 1, 0);

    // Five of them fill a segment.
    for (let i = 0; i < 7; i++) {
      await produce(stage, 1, 'shelf', 0, stage.batch([{ key: `k${i}`, value: 'x'.repeat(200_000), atMs: i * 10 }]));
    }
    stage.step('after a roll, on the leader');
    await list(stage, 1, 0);
    stage.step('after a roll, on the follower');
    const follower = await stage.wire(1);
    await stage.until('all is copied', async () => (await endOf(follower, 'shelf', 0)) === 7);
    await list(stage, 2, 0);

    stage.step('small batches, and an idempotent producer');
    const producer = { producerId: 4711, producerEpoch: 0, baseSequence: 0 };
    await produce(
      stage,
      2,
      'shelf',
      1,
      stage.batch([
        { key: 'a', value: '1' },
        { key: 'b', value: null, atMs: 5 },
      ]),
      stage.batch([{ value: 'no key' }], producer),
      stage.batch([{ key: 'c', value: 'packed' }], { compression: 'gzip' }),
    );
    await list(stage, 2, 1);
  },
};

/** What `ls -l` would say, and what is in the small files. */
async function list(stage: Stage, broker: number, partition: number): Promise<void> {
  for (const file of await stage.cluster.partitionFolder(broker, 'shelf', partition)) {
    stage.say(`${file.name} ${file.sizeBytes} bytes${content(stage, file)}`);
  }
}

function content(stage: Stage, { name, sizeBytes, head }: DiskFile): string {
  if (name.endsWith('.timeindex'))
    return entries(head, 12, (at) => `${stage.at(Number(at.getBigInt64(0)))}=${at.getInt32(8)}`);
  if (name.endsWith('.index')) return entries(head, 8, (at) => `${at.getInt32(0)}@${at.getInt32(4)}`);
  if (name.endsWith('.log')) return sizeBytes > head.length ? '' : `: ${stage.show.records(head)}`;
  if (name === 'partition.metadata') return `: ${JSON.stringify(text(head).replace(/topic_id: .*/, 'topic_id: <id>'))}`;
  return name === 'leader-epoch-checkpoint' ? `: ${JSON.stringify(text(head))}` : '';
}

/** Entries up to the first that is empty: what follows is room. */
function entries(bytes: Uint8Array, size: number, show: (entry: DataView) => string): string {
  const shown: string[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const entry = bytes.subarray(at, at + size);
    if (entry.every((byte) => byte === 0)) break;
    shown.push(show(new DataView(entry.buffer, entry.byteOffset, size)));
  }
  return `: [${shown.join(', ')}]`;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
