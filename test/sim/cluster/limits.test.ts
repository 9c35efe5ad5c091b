import { describe, expect, it } from 'vitest';
import { epochMsAt } from '../../../src/contract/ids';
import type { BrokerSpec } from '../../../src/contract/scenario';
import { encodeBatch } from '../../../src/sim/protocol/record-batch';
import { world, type Pending, type World } from '../../support/world';

type Limits = Pick<BrokerSpec, 'diskBytesPerSecond' | 'networkBytesPerSecond'>;

const SECONDS = 20;
const PARTITIONS = 6;

const batchOfBytes = (here: World, bytes: number): Uint8Array =>
  encodeBatch({
    records: [{ key: null, value: new Uint8Array(bytes), timestampMs: epochMsAt(here.cluster.nowUs) }],
  });

/** A writer for each partition, which sends the next batch as soon as the one before is answered. */
function played(leaders: readonly number[], limits: Limits): World {
  const assignment = Array.from({ length: PARTITIONS }, (_, i) => [leaders[i % leaders.length] ?? 1]);
  const topic = { name: 'T', partitions: PARTITIONS, replicationFactor: 1, assignment };
  const here = world({ topics: [topic], limits });
  const writers = assignment.map(([leader], partition) => {
    const client = here.client();
    const socket = client.open(leader ?? 1);
    const send = (): Pending<unknown> => {
      const partitionData = [{ index: partition, records: batchOfBytes(here, 1_000) }];
      return client.send(socket, 'Produce', 7, {
        acks: 1,
        timeoutMs: 30_000,
        topicData: [{ name: 'T', partitionData }],
      });
    };
    return { send, pending: null as Pending<unknown> | null };
  });
  while (here.nowMs < SECONDS * 1_000) {
    for (const writer of writers) if (writer.pending?.done !== false) writer.pending = writer.send();
    here.run(1);
  }
  return here;
}

const appends = (here: World): number => here.events.filter(({ type }) => type === 'batch-appended').length;

describe('limits of brokers', () => {
  it.each<[string, Limits]>([
    ['disks of 10,000 bytes a second', { diskBytesPerSecond: 10_000 }],
    ['network cards of 10,000 bytes a second', { networkBytesPerSecond: 10_000 }],
  ])('three leaders take three times what one takes, with %s', (_name, limits) => {
    const one = appends(played([1], limits));
    const three = appends(played([1, 2, 3], limits));
    // What one takes is what its limit lets through: 1,070 bytes and more a batch.
    expect(one).toBeGreaterThan(SECONDS * 6);
    expect(one).toBeLessThan(SECONDS * 10);
    expect(three / one).toBeGreaterThan(2.7);
    expect(three / one).toBeLessThan(3.1);
  });

  it('without limits one leader takes as much as three: nothing is in its way', () => {
    expect(appends(played([1, 2, 3], {})) / appends(played([1], {}))).toBeCloseTo(1, 1);
  });

  it('the same run gives the same journal', () => {
    const limits = { diskBytesPerSecond: 10_000, networkBytesPerSecond: 15_000 };
    const hashes = [1, 2].map(() => played([1, 2, 3], limits).cluster.journalHash);
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('a limit that is none is refused, and everything stays as it was', () => {
    const here = world({ topics: [] });
    here.cluster.command({ type: 'set-disk-rate', broker: 1, bytesPerSecond: 0 });
    here.cluster.command({ type: 'set-network-rate', broker: 1, bytesPerSecond: Number.NaN });
    here.cluster.command({ type: 'slow-disk', broker: 1, extraUs: -1 });
    here.cluster.command({ type: 'slow-disk', broker: 7, extraUs: 1 });
    here.run(1);
    const refused = here.events.flatMap((event) =>
      event.type === 'command-refused' ? [`${event.command}: ${event.reason}, ${event.subject}`] : [],
    );
    expect(refused).toEqual([
      'set-disk-rate: bad-value, bytesPerSecond 0',
      'set-network-rate: bad-value, bytesPerSecond NaN',
      'slow-disk: bad-value, extraUs -1',
      'slow-disk: unknown-broker, broker 7',
    ]);
    expect(here.events.some(({ type }) => type === 'disk' || type === 'network-rate')).toBe(false);
  });

  it('a scenario with such a limit cannot stand', () => {
    expect(() => world({ limits: { diskBytesPerSecond: 0 } })).toThrow(/diskBytesPerSecond/);
    expect(() => world({ limits: { networkBytesPerSecond: -5 } })).toThrow(/networkBytesPerSecond/);
  });

  it('retries of an idempotent producer are answered without another write, however long the first one waits', () => {
    const topic = { name: 'T', partitions: 1, replicationFactor: 1, assignment: [[1]] };
    const here = world({ topics: [topic], limits: { diskBytesPerSecond: 1_000 } });
    const client = here.client();
    const records = encodeBatch({
      records: [{ key: null, value: new Uint8Array(500), timestampMs: epochMsAt(0) }],
      producerId: 0,
      producerEpoch: 0,
      baseSequence: 0,
    });
    const body = {
      acks: 1,
      timeoutMs: 30_000,
      topicData: [{ name: 'T', partitionData: [{ index: 0, records }] }],
    };
    const sockets = [client.open(1), client.open(1)];
    here.run(100);
    const answers = sockets.map((socket) => client.send(socket, 'Produce', 7, body));
    here.run(5_000);
    const offsets = answers.map(({ value }) => value.responses[0]?.partitionResponses[0]?.baseOffset);
    expect(offsets).toEqual([0, 0]);
    expect(appends(here)).toBe(1);
  });
});
