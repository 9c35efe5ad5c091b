import { describe, expect, it } from 'vitest';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { onDisk } from '../../../src/sim/storage/page-cache';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { batch } from './batches';

const T = 1_700_000_000_000;

/** Batches of 100 bytes, written at these times after T. */
function logOf(times: readonly number[], settings: Record<string, string> = {}): PartitionLog {
  const log = new PartitionLog({ config: logConfig(settings, {}, { segmentBytesMin: 14 }), nowMs: T });
  for (const [i, ms] of times.entries()) log.append(batch(i, { sizeBytes: 100 }), T + ms);
  return log;
}

describe('what of a log is on the disk', () => {
  it('is, every 5 s, all of a file in which something has waited for 30 s', () => {
    const log = logOf([1000, 2000, 34_000, 36_000]);
    // The first has waited for 30 s at 31 s; the next look is at 35 s, and takes the third along.
    expect(onDisk(log, T + 34_999)).toEqual({ bytes: 0, nextBytes: 100 });
    expect(onDisk(log, T + 35_000)).toEqual({ bytes: 300, nextBytes: 100 });
    expect(onDisk(log, T + 69_999)).toEqual({ bytes: 300, nextBytes: 100 });
    expect(onDisk(log, T + 70_000)).toEqual({ bytes: 400, nextBytes: 0 });
  });

  it('is what Kafka flushed: a segment when it rolls, and by flush.messages', () => {
    expect(onDisk(logOf([1, 2, 3, 4], { 'segment.bytes': '300' }), T + 5)).toEqual({ bytes: 300, nextBytes: 100 });
    expect(onDisk(logOf([1, 2, 3, 4], { 'flush.messages': '2' }), T + 5)).toEqual({ bytes: 400, nextBytes: 0 });
    expect(onDisk(logOf([]), T)).toEqual({ bytes: 0, nextBytes: 0 });
  });
});
