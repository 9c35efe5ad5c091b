import { decodeRecords } from '../../src/sim/protocol/record-batch';
import type { World } from '../support/world';
import type { FuzzProducer } from './producer';

/** What went wrong, by Maelstrom's names, with enough to find it again. */
export interface Anomaly {
  readonly kind: 'lost write' | 'duplicate' | 'reordered' | 'leaderless';
  readonly what: string;
}

/** What the logs hold at the end, against what producers were told. */
export function findAnomalies(
  world: World,
  producers: readonly FuzzProducer[],
  partitions: readonly Place[],
): Anomaly[] {
  const anomalies: Anomaly[] = [];
  for (const place of partitions) {
    const name = `${place.topic}-${place.partition}`;
    const values = committed(world, place);
    if (values === null) {
      anomalies.push({ kind: 'leaderless', what: name });
      continue;
    }
    for (const producer of producers) {
      for (const { topic, partition, offset, value } of producer.acknowledged) {
        if (topic !== place.topic || partition !== place.partition) continue;
        if (!values.includes(value))
          anomalies.push({ kind: 'lost write', what: `${value} acknowledged at ${name}@${offset}` });
      }
      if (producer.isIdempotent) anomalies.push(...orderAnomalies(name, values, producer.sent.get(name) ?? []));
    }
  }
  return anomalies;
}

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** Values of the partition in order of offset, up to the high watermark of its leader; null without a leader. */
function committed(world: World, { topic, partition }: Place): string[] | null {
  for (const { broker } of world.cluster.nodes.values()) {
    const replica = broker?.replicas.partition(topic, partition);
    if (replica === undefined || !replica.isLeader) continue;
    const values: string[] = [];
    for (let offset = replica.log.logStartOffset; offset < replica.highWatermark;) {
      const { batches } = replica.log.read(offset, replica.highWatermark, 1 << 20, true);
      for (const { bytes } of batches) {
        for (const { value } of decodeRecords(bytes)) values.push(new TextDecoder().decode(value ?? new Uint8Array(0)));
      }
      const last = batches.at(-1);
      if (last === undefined) break;
      offset = last.lastOffset + 1;
    }
    return values;
  }
  return null;
}

/** An idempotent producer's records stand once each, in the order in which they were sent. */
function orderAnomalies(name: string, values: readonly string[], sent: readonly string[]): Anomaly[] {
  const order = new Map(sent.map((value, i) => [value, i]));
  const anomalies: Anomaly[] = [];
  let last = -1;
  const seen = new Set<string>();
  for (const value of values) {
    const at = order.get(value);
    if (at === undefined) continue;
    if (seen.has(value)) anomalies.push({ kind: 'duplicate', what: `${value} in ${name}` });
    else if (at < last) anomalies.push({ kind: 'reordered', what: `${value} in ${name}` });
    seen.add(value);
    last = Math.max(last, at);
  }
  return anomalies;
}
