import { describe, expect, it } from 'vitest';
import { placeReplicas, type UsableBroker } from '../../../src/sim/controller/placement';
import { JavaRandom } from './java-random';

const brokers = (...ids: number[]): UsableBroker[] => ids.map((id) => ({ id, rack: null, fenced: false }));

/** Printed by Kafka 4.2.1's StripedReplicaPlacer with new java.util.Random(seed). */
const vectors: [string, UsableBroker[], number, number, string][] = [
  ['1,2,3 RF3', brokers(1, 2, 3), 3, 0, '[1,2,3] [2,3,1] [3,1,2] [1,3,2] [3,2,1] [2,1,3] [3,1,2]'],
  ['1,2,3 RF3', brokers(1, 2, 3), 3, 1, '[1,2,3] [2,3,1] [3,1,2] [3,1,2] [1,2,3] [2,3,1] [1,3,2]'],
  ['1,2,3 RF3', brokers(1, 2, 3), 3, 42, '[3,1,2] [1,2,3] [2,3,1] [1,2,3] [2,3,1] [3,1,2] [2,1,3]'],
  ['1..5 RF2', brokers(1, 2, 3, 4, 5), 2, 0, '[1,2] [2,3] [3,4] [4,5] [5,1] [2,1]'],
  ['1..5 RF2', brokers(1, 2, 3, 4, 5), 2, 42, '[1,2] [2,3] [3,4] [4,5] [5,1] [3,2]'],
  ['3 fenced RF3', fencedThree(), 3, 0, '[2,1,3] [1,2,3] [2,1,3]'],
  ['3 fenced RF3', fencedThree(), 3, 1, '[1,2,3] [2,1,3] [2,1,3]'],
  ['racks RF3', racks(), 3, 0, '[5,2,4] [1,3,6] [4,5,2] [6,1,3]'],
  ['racks RF3', racks(), 3, 42, '[6,2,3] [1,4,5] [3,6,2] [5,1,4]'],
];

function fencedThree(): UsableBroker[] {
  return brokers(1, 2, 3).map((broker) => ({ ...broker, fenced: broker.id === 3 }));
}

function racks(): UsableBroker[] {
  return brokers(1, 2, 3, 4, 5, 6).map((broker) => ({
    ...broker,
    rack: 'abc'[Math.floor((broker.id - 1) / 2)] ?? null,
  }));
}

describe('placement of replicas', () => {
  it.each(vectors)('%s is placed as Kafka places it (%#)', (_name, usable, replicationFactor, seed, expected) => {
    const count = expected.split(' ').length;
    const placed = placeReplicas(usable, count, replicationFactor, new JavaRandom(seed));
    expect(placed.map((replicas) => `[${replicas.join(',')}]`).join(' ')).toBe(expected);
  });

  it('says why more replicas than brokers cannot be', () => {
    expect(() => placeReplicas(brokers(1, 2), 1, 3, new JavaRandom(0))).toThrow(
      'Unable to replicate the partition 3 time(s): The target replication factor of 3 cannot be reached because only 2 broker(s) are registered.',
    );
  });

  it('refuses when every broker is fenced', () => {
    const fenced = brokers(1, 2).map((broker) => ({ ...broker, fenced: true }));
    expect(() => placeReplicas(fenced, 1, 1, new JavaRandom(0))).toThrow('All brokers are currently fenced.');
  });
});
