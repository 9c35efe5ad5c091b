import { describe, expect, it } from 'vitest';
import { recordsInPartition } from '../../../src/lesson/checks/records-in-partition';
import { recordsReadIn } from '../../../src/lesson/checks/records-read-in';
import { ByHand, GROUP, judge, TOPIC } from '../run';

describe('records-in-partition', () => {
  const args = { topic: TOPIC, min: 3 };

  it('is open on empty shelves', () => {
    expect(judge(recordsInPartition, args, new ByHand().topic(2)).state).toBe('open');
  });

  it('counts each partition by itself', () => {
    const run = new ByHand().topic(2).append(0, 0, 5).watermark(0, 5).at(2).append(1, 0, 2).watermark(1, 2);
    expect(judge(recordsInPartition, args, run)).toMatchObject({
      state: 'live',
      evidence: { fact: { kind: 'records', counts: [5, 2], wanted: 3 } },
    });
    run.at(3).append(1, 2, 1).watermark(1, 3);
    expect(judge(recordsInPartition, args, run)).toMatchObject({
      state: 'done',
      evidence: { atUs: 3_000_000, fact: { counts: [5, 3] } },
    });
  });

  it('looks at the one partition that it was given', () => {
    const run = new ByHand().topic(2).append(1, 0, 3).watermark(1, 3);
    expect(judge(recordsInPartition, { ...args, partition: 1 }, run).state).toBe('done');
    expect(judge(recordsInPartition, { ...args, partition: 0 }, run).state).toBe('open');
  });

  it('does not count what only the leader has, nor a watermark that a follower believes in', () => {
    const run = new ByHand().topic(1).append(0, 0, 3);
    expect(judge(recordsInPartition, args, run).state).toBe('open');
    run.watermark(0, 3, 2);
    expect(judge(recordsInPartition, args, run).state).toBe('open');
  });

  it('does not hold for a topic that is not there', () => {
    expect(judge(recordsInPartition, { ...args, topic: 'Topic-B' }, new ByHand().records(1, 9)).state).toBe('open');
  });
});

describe('records-read-in', () => {
  const args = { group: GROUP, topic: TOPIC, records: 4, readers: 2, effect: 'read' };
  /** Two readers, two partitions, a record each in turn, one every half second from 10 s on. */
  const reading = (records: number): ByHand => {
    const run = new ByHand().records(2, 50).readers(2, 2);
    for (let i = 0; i < records; i++) {
      run.at(10 + i / 2).read(`consumer-${(i % 2) + 1}`, i % 2, Math.floor(i / 2));
    }
    return run;
  };

  it('measures from one read to the read of so many more', () => {
    expect(judge(recordsReadIn, args, reading(4))).toMatchObject({
      state: 'live',
      evidence: { fact: { kind: 'reading', records: 3, wanted: 4, readers: 2 } },
    });
    expect(judge(recordsReadIn, args, reading(5))).toEqual({
      state: 'done',
      evidence: { atUs: 12_000_000, fact: { kind: 'read', records: 4, readers: 2, tookUs: 2_000_000 } },
      measuredUs: 2_000_000,
    });
  });

  it('keeps the first measure', () => {
    const run = reading(5).at(13).read('consumer-1', 0, 40);
    expect(judge(recordsReadIn, args, run)).toMatchObject({ state: 'done', measuredUs: 2_000_000 });
  });

  it('is open without readers, and waits while they are too few or too many', () => {
    expect(judge(recordsReadIn, args, new ByHand().records(2, 9)).state).toBe('open');
    for (const n of [1, 3]) {
      const run = new ByHand().records(2, 50).readers(n, 2);
      for (let i = 0; i < 9; i++) run.at(10 + i).read('consumer-1', 0, i);
      expect(judge(recordsReadIn, args, run)).toMatchObject({
        state: 'live',
        evidence: { fact: { kind: 'waits-for-readers', members: n, wanted: 2 } },
      });
    }
  });

  it('begins anew after a rebalance: reads of two generations are no stretch', () => {
    const run = reading(4).readers(2, 2, 9).at(20).read('consumer-1', 0, 30);
    expect(judge(recordsReadIn, args, run)).toMatchObject({ state: 'live', evidence: { fact: { records: 0 } } });
  });

  it('does not measure on while a member is dead', () => {
    const run = reading(4).process('consumer-2', 'killed', 'visitor').at(12).read('consumer-1', 0, 30);
    expect(judge(recordsReadIn, args, run).state).toBe('live');
    expect(judge(recordsReadIn, args, run).measuredUs).toBeNull();
  });

  it('counts a record once, however often it is told', () => {
    const run = new ByHand().records(2, 50).readers(2, 2);
    for (let i = 0; i < 20; i++) run.at(10 + i).read('consumer-1', 0, 0);
    expect(judge(recordsReadIn, args, run)).toMatchObject({ state: 'live', evidence: { fact: { records: 0 } } });
  });

  it('does not believe a read of a record that is not there, or of a partition of somebody else', () => {
    const run = new ByHand().records(2, 3).readers(2, 2);
    for (let i = 0; i < 20; i++)
      run
        .at(10 + i)
        .read('consumer-1', 0, 3 + i)
        .read('consumer-1', 1, i % 3);
    expect(judge(recordsReadIn, args, run)).toMatchObject({ state: 'live', evidence: { fact: { records: 0 } } });
  });

  it('does not hear other effects, nor words that are no record', () => {
    const run = new ByHand().records(2, 50).readers(2, 2);
    for (let i = 0; i < 9; i++) run.at(10 + i).read('consumer-1', 0, i, 'shelve');
    for (const data of [
      'null',
      '7',
      '"x"',
      '[]',
      '{"topic":"Topic-A"}',
      '{"topic":"Topic-A","partition":0,"offset":"x"}',
    ]) {
      run.tell({ type: 'effect', process: 'consumer-1', name: 'read', data });
    }
    expect(judge(recordsReadIn, args, run)).toMatchObject({ state: 'live', evidence: { fact: { records: 0 } } });
  });

  it('takes offsets as KafkaJS has them, as text', () => {
    const run = new ByHand().records(2, 50).readers(2, 2);
    for (let i = 0; i < 5; i++) {
      const data = JSON.stringify({ topic: TOPIC, partition: 0, offset: String(i) });
      run.at(10 + i).tell({ type: 'effect', process: 'consumer-1', name: 'read', data });
    }
    expect(judge(recordsReadIn, args, run)).toMatchObject({ state: 'done', measuredUs: 4_000_000 });
  });

  it('goes on measuring while it took longer than it may, and takes the first stretch that did not', () => {
    const limited = { ...args, atMostSeconds: 1.5 };
    const run = reading(9);
    expect(judge(recordsReadIn, limited, run)).toMatchObject({
      state: 'live',
      evidence: { fact: { kind: 'read-too-slowly', tookUs: 2_000_000, limitUs: 1_500_000 } },
    });
    for (let i = 0; i < 5; i++) run.at(20 + i / 4).read('consumer-1', 0, 20 + i);
    expect(judge(recordsReadIn, limited, run)).toMatchObject({
      state: 'done',
      evidence: { atUs: 21_000_000 },
      measuredUs: 1_000_000,
    });
  });
});
