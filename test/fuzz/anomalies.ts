import type { Partition } from '../../src/sim/broker/partition';
import { decodeRecords } from '../../src/sim/protocol/record-batch';
import type { World } from '../support/world';
import type { GroupLog } from './group-log';
import type { FuzzProducer } from './producer';

/** What went wrong, by Maelstrom's names, with enough to find it again. */
export interface Anomaly {
  readonly kind:
    'lost write' | 'duplicate' | 'reordered' | 'leaderless' | 'out of sync' | 'unseen' | 'inconsistent offsets';
  readonly what: string;
}

/** What the logs hold at the end, against what producers were told. */
export function findAnomalies(
  world: World,
  producers: readonly FuzzProducer[],
  groups: readonly GroupLog[],
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
    anomalies.push(...outOfSync(world, place));
    for (const producer of producers) {
      for (const { topic, partition, offset, value } of producer.acknowledged) {
        if (topic !== place.topic || partition !== place.partition) continue;
        if (!values.includes(value))
          anomalies.push({ kind: 'lost write', what: `${value} acknowledged at ${name}@${offset}` });
      }
      if (producer.isIdempotent) anomalies.push(...orderAnomalies(name, values, producer.sent.get(name) ?? []));
    }
    for (const { group, processed } of groups) {
      anomalies.push(...readAnomalies(group, name, values, processed.get(name) ?? new Map()));
    }
  }
  return anomalies;
}

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** Long after the last fault every replica is in the ISR again. */
function outOfSync(world: World, { topic, partition }: Place): Anomaly[] {
  return leaders(world, topic, partition).flatMap(({ image }) => {
    if (image.isr.length === image.replicas.length) return [];
    const what = `${topic}-${partition}: of [${image.replicas.join()}] only [${image.isr.join()}]`;
    return [{ kind: 'out of sync', what }];
  });
}

function leaders(world: World, topic: string, partition: number): Partition[] {
  return [...world.cluster.nodes.values()].flatMap(({ broker }) => {
    const replica = broker?.replicas.partition(topic, partition);
    return replica?.isLeader === true ? [replica] : [];
  });
}

/** Values of the partition in order of offset, up to the high watermark of its leader; null without a leader. */
function committed(world: World, { topic, partition }: Place): string[] | null {
  const [replica] = leaders(world, topic, partition);
  if (replica === undefined) return null;
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

/** A group has read every record, each at its offset, and nothing else. These logs begin at 0 and have no holes. */
function readAnomalies(
  group: string,
  name: string,
  values: readonly string[],
  processed: ReadonlyMap<number, string>,
): Anomaly[] {
  const anomalies: Anomaly[] = [];
  values.forEach((value, offset) => {
    if (!processed.has(offset)) anomalies.push({ kind: 'unseen', what: `${value} at ${name}@${offset} by ${group}` });
  });
  for (const [offset, value] of processed) {
    if (values[offset] === value) continue;
    const what = `${group} read ${value} at ${name}@${offset}, where ${values[offset] ?? 'nothing'} stands`;
    anomalies.push({ kind: 'inconsistent offsets', what });
  }
  return anomalies;
}
