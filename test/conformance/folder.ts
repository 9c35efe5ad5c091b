import type { DiskFile } from './cluster-under-test';
import type { Stage } from './stage';

/** Writes down what `ls -l` would say of a partition's folder, and what is in its small files. */
export async function listFolder(stage: Stage, broker: number, topic: string, partition: number): Promise<void> {
  for (const file of await stage.cluster.partitionFolder(broker, topic, partition)) {
    stage.say(`${file.name} ${file.sizeBytes} bytes${content(stage, file)}`);
  }
}

function content(stage: Stage, { name, sizeBytes, head }: DiskFile): string {
  const kind = name.replace(/\.deleted$/, '');
  if (kind.endsWith('.timeindex')) {
    return entries(head, 12, (at) => `${stage.at(Number(at.getBigInt64(0)))}=${at.getInt32(8)}`);
  }
  if (kind.endsWith('.index')) return entries(head, 8, (at) => `${at.getInt32(0)}@${at.getInt32(4)}`);
  if (kind.endsWith('.log')) return sizeBytes > head.length ? '' : `: ${stage.show.records(head)}`;
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
