import { describe, expect, it } from 'vitest';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { LogDir } from '../../../src/sim/storage/log-dir';
import { losePower, startLogDir, stopLogDir, type StartParams } from '../../../src/sim/storage/log-dir-life';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { batch } from './batches';

const T = 1_700_000_000_000;
const config = logConfig({ 'segment.bytes': '300' }, {}, { segmentBytesMin: 14 });

/** Topic-A-0 with seven batches of 100 bytes in three segments, Topic-A-1 with one. */
function running(): LogDir {
  const dir = new LogDir({
    path: '/data',
    nodeId: 1,
    clusterId: 'MkU3OEVBNTcwNTJENDM2Qg',
    directoryId: 'JOBr-7_iRTiFoImtT2pnFQ',
    nowMs: T,
  });
  startLogDir(dir, { nowMs: T, configOf: () => config });
  for (const [partition, batches] of [7, 1].entries()) {
    const log = new PartitionLog({ config, nowMs: T });
    for (let i = 0; i < batches; i++) log.append(batch(i, { sizeBytes: 100 }), T);
    dir.put('Topic-A', partition, log);
  }
  return dir;
}

const start = (dir: LogDir, params: Partial<StartParams> = {}) =>
  startLogDir(dir, { nowMs: T + 1000, configOf: () => config, ...params });

const scanned = ({ replicas }: ReturnType<typeof start>) =>
  replicas.map(({ recovered, logEndOffset }) => [recovered.map(({ baseOffset }) => baseOffset), logEndOffset]);

describe('a broker starts on its log directory', () => {
  it('without reading through a log after a clean shutdown', () => {
    const dir = running();
    stopLogDir(dir, 42);
    const started = start(dir);
    expect(started.wasClean).toBe(true);
    expect(scanned(started)).toEqual([
      [[], 7],
      [[], 1],
    ]);
    expect(dir.checkpointed('recoveryPoint').map(({ offset }) => offset)).toEqual([7, 1]);
    dir.get('Topic-A', 0)!.append(batch(7), T);
  });

  it('reading through every segment after kill -9 when no checkpoint was written yet', () => {
    const started = start(running());
    expect(started.wasClean).toBe(false);
    expect(scanned(started)).toEqual([
      [[0, 3, 6], 7],
      [[0], 1],
    ]);
  });

  it('reading through what is behind the checkpoint after kill -9', () => {
    const dir = running();
    dir.get('Topic-A', 0)!.deleteRecordsTo(4, 7);
    dir.checkpointRecoveryPoints();
    dir.checkpointLogStarts();
    const started = start(dir);
    expect(scanned(started)).toEqual([
      [[6], 7],
      [[0], 1],
    ]);
    expect(started.replicas[0]).toMatchObject({ topic: 'Topic-A', partition: 0, logStartOffset: 4 });
  });

  it('forgetting a log start that was not in the checkpoint', () => {
    const dir = running();
    dir.get('Topic-A', 0)!.deleteRecordsTo(4, 7);
    expect(start(dir).replicas[0]?.logStartOffset).toBe(0);
  });

  it('without what a power loss took', () => {
    const dir = running();
    // Rolls flushed the first two segments; of the batch that was under way half came.
    const lost = losePower(dir, T + 1000, (bound) => bound / 2);
    expect(lost).toEqual([
      { topic: 'Topic-A', partition: 0, logEndOffset: 6 },
      { topic: 'Topic-A', partition: 1, logEndOffset: 0 },
    ]);
    // That is how it stands on the disk until somebody starts.
    expect(dir.fileBytes('Topic-A-0/00000000000000000006.log')).toHaveLength(50);
    expect(dir.get('Topic-A', 0)!.logEndOffset).toBe(6);
    const started = start(dir);
    expect(started.replicas.map(({ logEndOffset }) => logEndOffset)).toEqual([6, 0]);
    expect(started.replicas[0]!.recovered.at(-1)).toEqual({
      baseOffset: 6,
      batches: 0,
      sizeBytes: 50,
      truncatedBytes: 50,
    });
    expect(dir.fileBytes('Topic-A-0/00000000000000000006.log')).toHaveLength(0);
    dir.get('Topic-A', 0)!.append(batch(6), T);
  });

  it('with what the operating system wrote before the power went', () => {
    const dir = running();
    // Written at T, which is a tick: it has waited for 30 s at T + 30 s.
    expect(losePower(dir, T + 29_999, () => 0)).toHaveLength(2);
    const later = running();
    expect(losePower(later, T + 30_000, () => 0)).toEqual([]);
    expect(start(later).replicas.map(({ logEndOffset }) => logEndOffset)).toEqual([7, 1]);
  });

  it('putting aside what the metadata does not have here', () => {
    const dir = running();
    stopLogDir(dir, 42);
    start(dir, { isStray: (_topic, partition) => partition === 1, drawFolderId: () => 'e'.repeat(32) });
    expect(dir.tree().folders.map(({ name, state }) => [name, state])).toEqual([
      ['Topic-A-0', 'used'],
      [`Topic-A-1.${'e'.repeat(32)}-stray`, 'stray'],
    ]);
    expect(dir.get('Topic-A', 1)).toBeNull();
    expect(dir.unlinkDeleted(T + 1e9)).toEqual([]);
  });

  it('letting folders of deleted topics wait as long again', () => {
    const dir = running();
    dir.renameForDelete('Topic-A', 1, 'f'.repeat(32), T + 500);
    start(dir, { deleteDelayMs: 60_000 });
    expect(dir.nextUnlinkMs).toBe(T + 61_000);
  });

  it('twice in a row', () => {
    const dir = running();
    start(dir);
    stopLogDir(dir, 43);
    start(dir);
    expect(start(dir).replicas.map(({ logEndOffset }) => logEndOffset)).toEqual([7, 1]);
  });
});
