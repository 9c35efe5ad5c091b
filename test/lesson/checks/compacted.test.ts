import { describe, expect, it } from 'vitest';
import { compacted } from '../../../src/lesson/checks/compacted';
import { ByHand, judge, TOPIC } from '../run';

const args = { topic: TOPIC, records: 3 };

/** The cleaner of one broker removed offsets `from` to `to`. */
const clean = (run: ByHand, broker: number, from: number, to: number, topic = TOPIC): ByHand =>
  run.tell({
    type: 'log-compacted',
    broker,
    topic,
    partition: 0,
    fromOffset: 0,
    upToOffset: to,
    removed: [{ from, to }],
    segments: [0],
    bytesBefore: 900,
    bytesAfter: 300,
  });

describe('compacted', () => {
  it('counts what one replica has lost, over several rounds', () => {
    const run = new ByHand().records(4, 9);
    expect(judge(compacted, args, run).state).toBe('open');
    expect(judge(compacted, args, clean(run, 1, 0, 2))).toMatchObject({
      state: 'live',
      evidence: { fact: { kind: 'compacted', partition: 'Topic-A-0', records: 2, wanted: 3 } },
    });
    expect(judge(compacted, args, clean(run, 1, 3, 5))).toMatchObject({
      state: 'done',
      evidence: { fact: { records: 4 } },
    });
  });

  it('does not add up the same records on two brokers, nor those of another topic', () => {
    const run = new ByHand().records(4, 9);
    clean(clean(run, 1, 0, 2), 2, 0, 2);
    clean(run, 1, 0, 9, 'elsewhere');
    expect(judge(compacted, args, run).state).toBe('live');
  });
});
