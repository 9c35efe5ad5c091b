import { describe, expect, it } from 'vitest';
import { LogDir } from '../../../src/sim/storage/log-dir';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { batch, textOf } from './batches';

const T = 1_700_000_000_000;
const ID = '0123456789abcdef0123456789abcdef';

function logDir(): LogDir {
  const dir = new LogDir({
    path: '/var/lib/kafka/data',
    nodeId: 1,
    clusterId: 'MkU3OEVBNTcwNTJENDM2Qg',
    directoryId: 'JOBr-7_iRTiFoImtT2pnFQ',
    nowMs: T,
  });
  dir.lock();
  return dir;
}

function replica(dir: LogDir, topic: string, partition: number, batches = 0): PartitionLog {
  const log = new PartitionLog({ nowMs: T, topicId: 'wXe5CyTYQ4C6KiOIpOTLVw' });
  for (let i = 0; i < batches; i++) log.append(batch(i, { sizeBytes: 100 }), T);
  dir.put(topic, partition, log);
  return log;
}

describe('a log directory', () => {
  it('has a folder for each replica and the broker’s own files beside them', () => {
    const dir = logDir();
    replica(dir, 'Topic-A', 1);
    replica(dir, 'Topic-A', 0, 2);
    expect(dir.tree()).toMatchObject({
      path: '/var/lib/kafka/data',
      files: [
        { name: '.lock', sizeBytes: 0 },
        { name: 'cleaner-offset-checkpoint', sizeBytes: 0 },
        { name: 'log-start-offset-checkpoint', sizeBytes: 0 },
        { name: 'meta.properties', sizeBytes: 122 },
        { name: 'recovery-point-offset-checkpoint', sizeBytes: 0 },
        { name: 'replication-offset-checkpoint', sizeBytes: 0 },
      ],
      folders: [
        {
          name: 'Topic-A-0',
          topic: 'Topic-A',
          partition: 0,
          state: 'used',
          files: [
            { name: '00000000000000000000.index', sizeBytes: 10485760 },
            { name: '00000000000000000000.log', sizeBytes: 200 },
            { name: '00000000000000000000.timeindex', sizeBytes: 10485756 },
            { name: 'leader-epoch-checkpoint', sizeBytes: 8 },
            { name: 'partition.metadata', sizeBytes: 43 },
          ],
        },
        { name: 'Topic-A-1' },
      ],
    });
    expect(textOf(dir.fileBytes('Topic-A-0/partition.metadata'))).toBe('version: 0\ntopic_id: wXe5CyTYQ4C6KiOIpOTLVw');
    expect(textOf(dir.fileBytes('Topic-A-0/leader-epoch-checkpoint'))).toBe('0\n1\n0 0\n');
    expect(dir.fileBytes('Topic-A-0/00000000000000000000.log')).toHaveLength(200);
    expect(dir.fileBytes('Topic-A-0/00000000000000000000.log', 10, 30)).toHaveLength(20);
    expect(textOf(dir.fileBytes('meta.properties'))).toContain('node.id=1\n');
    for (const path of ['nothing', 'Topic-A-9/00000000000000000000.log', 'Topic-A-0/nothing']) {
      expect(dir.fileBytes(path)).toBeNull();
    }
  });

  it('writes checkpoints of all its logs, log starts only where they are not a segment’s', () => {
    const dir = logDir();
    const moved = replica(dir, 'b', 0, 3);
    replica(dir, 'a', 10, 1);
    replica(dir, 'a', 9).flush();
    moved.flush();
    moved.deleteRecordsTo(2, 3);
    dir.checkpointRecoveryPoints();
    dir.checkpointLogStarts();
    expect(textOf(dir.fileBytes('recovery-point-offset-checkpoint'))).toBe('0\n3\na 9 0\na 10 0\nb 0 3\n');
    expect(textOf(dir.fileBytes('log-start-offset-checkpoint'))).toBe('0\n1\nb 0 2\n');
    dir.checkpoint('replicationOffset', [{ topic: 'b', partition: 0, offset: 3 }]);
    expect(dir.checkpointed('replicationOffset')).toEqual([{ topic: 'b', partition: 0, offset: 3 }]);
    expect(dir.checkpointed('cleanerOffset')).toEqual([]);
  });

  it('knows whether the broker before ended in good order, once', () => {
    const dir = logDir();
    expect(dir.takeCleanShutdown()).toBe(false);
    dir.markCleanShutdown(42);
    expect(textOf(dir.fileBytes('.kafka_cleanshutdown'))).toBe('{"version":0,"brokerEpoch":42}');
    expect(dir.takeCleanShutdown()).toBe(true);
    expect(dir.fileBytes('.kafka_cleanshutdown')).toBeNull();
    expect(dir.takeCleanShutdown()).toBe(false);
  });

  it('keeps the checkpoints over a start', () => {
    const dir = logDir();
    dir.checkpoint('cleanerOffset', [{ topic: 'a', partition: 0, offset: 3 }]);
    dir.lock();
    expect(dir.checkpointed('cleanerOffset')).toHaveLength(1);
  });

  it('renames the folder of a deleted topic and takes it away later', () => {
    const dir = logDir();
    replica(dir, 'Topic-A', 0, 1);
    replica(dir, 'Topic-A', 1);
    expect(dir.renameForDelete('Topic-A', 0, ID, T + 60_000)).toBe(`Topic-A-0.${ID}-delete`);
    expect(dir.renameForDelete('Topic-A', 0, ID, T + 60_000)).toBeNull();
    expect(dir.get('Topic-A', 0)).toBeNull();
    expect(dir.tree().folders.map(({ name, state }) => [name, state])).toEqual([
      [`Topic-A-0.${ID}-delete`, 'deleted'],
      ['Topic-A-1', 'used'],
    ]);
    expect(dir.fileBytes(`Topic-A-0.${ID}-delete/00000000000000000000.log`)).toHaveLength(100);
    expect(dir.replicaSizes()).toEqual([{ topic: 'Topic-A', partition: 1, sizeBytes: 0 }]);
    expect(dir.nextUnlinkMs).toBe(T + 60_000);
    expect(dir.unlinkDeleted(T + 59_999)).toEqual([]);
    // The topic may be there again meanwhile.
    replica(dir, 'Topic-A', 0, 2);
    expect(dir.unlinkDeleted(T + 60_000)).toEqual([`Topic-A-0.${ID}-delete`]);
    expect(dir.nextUnlinkMs).toBeNull();
    expect(dir.replicaSizes()).toEqual([
      { topic: 'Topic-A', partition: 0, sizeBytes: 200 },
      { topic: 'Topic-A', partition: 1, sizeBytes: 0 },
    ]);
  });

  it('cuts the topic’s name so that the folder’s fits 255 characters', () => {
    const dir = logDir();
    const topic = 't'.repeat(249);
    replica(dir, topic, 12);
    const name = dir.renameForDelete(topic, 12, ID, T)!;
    expect(name).toHaveLength(255);
    expect(name).toBe(`${'t'.repeat(212)}-12.${ID}-delete`);
  });
});
