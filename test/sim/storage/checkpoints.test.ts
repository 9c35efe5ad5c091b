import { describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../../src/sim/storage/checkpoint-file';
import { offsetCheckpointText, parseOffsetCheckpoint } from '../../../src/sim/storage/checkpoints';
import { cleanShutdownText } from '../../../src/sim/storage/clean-shutdown';
import { CorruptFile } from '../../../src/sim/storage/errors';
import { LeaderEpochCache } from '../../../src/sim/storage/leader-epoch-cache';
import { metaPropertiesText, parseMetaProperties } from '../../../src/sim/storage/meta-properties';
import { parsePartitionMetadata, partitionMetadataText } from '../../../src/sim/storage/partition-metadata';

describe('offset checkpoints', () => {
  const text = '0\n2\nTopic-A 0 1398\n__consumer_offsets 49 7\n';
  const offsets = [
    { topic: 'Topic-A', partition: 0, offset: 1398 },
    { topic: '__consumer_offsets', partition: 49, offset: 7 },
  ];

  it('are a version, a count and a line each', () => {
    expect(offsetCheckpointText(offsets)).toBe(text);
    expect(offsetCheckpointText([])).toBe('0\n0\n');
    expect(parseOffsetCheckpoint('replicationOffset', text)).toEqual(offsets);
  });

  it('are empty before the first time they are written', () => {
    expect(parseOffsetCheckpoint('cleanerOffset', '')).toEqual([]);
  });

  it.each([
    ['1\n0\n', 'Unrecognised version:1, expected version: 0 in checkpoint file at: recovery-point-offset-checkpoint'],
    ['x\n0\n', 'Malformed line in checkpoint file [recovery-point-offset-checkpoint]: x'],
    ['0\nmany\n', 'Malformed line in checkpoint file [recovery-point-offset-checkpoint]: many'],
    ['0\n1\nT 0\n', 'Malformed line in checkpoint file [recovery-point-offset-checkpoint]: T 0'],
    ['0\n1\nT 0 x\n', 'Malformed line in checkpoint file [recovery-point-offset-checkpoint]: T 0 x'],
    ['0\n2\nT 0 5\n', 'Expected [2] entries in checkpoint file [recovery-point-offset-checkpoint], but found only [1]'],
  ])('that are broken are told in Kafka’s words: %j', (broken, message) => {
    expect(() => parseOffsetCheckpoint('recoveryPoint', broken)).toThrow(new CorruptFile(message));
  });

  it('keep the entries in their lines', () => {
    expect(parseCheckpoint('f', '0\n2\na\nb\n', /^(\w)$/, ([, letter]) => letter)).toEqual(['a', 'b']);
  });
});

describe('leader-epoch-checkpoint', () => {
  it('has an epoch and its first offset in a line, and is read again', () => {
    const cache = new LeaderEpochCache();
    expect(cache.text).toBe('');
    cache.assign(0, 0);
    cache.assign(3, 41);
    expect(cache.text).toBe('0\n2\n0 0\n3 41\n');
    expect(LeaderEpochCache.parse(cache.text).entries).toEqual(cache.entries);
    cache.clear();
    expect(cache.text).toBe('0\n0\n');
    expect(LeaderEpochCache.parse('0\n0\n').text).toBe('0\n0\n');
    expect(LeaderEpochCache.parse('').text).toBe('');
    expect(() => LeaderEpochCache.parse('0\n1\n3 41 5\n')).toThrow('[leader-epoch-checkpoint]: 3 41 5');
  });
});

describe('partition.metadata', () => {
  it('ends without a line end', () => {
    const text = 'version: 0\ntopic_id: JOBr-7_iRTiFoImtT2pnFQ';
    expect(partitionMetadataText('JOBr-7_iRTiFoImtT2pnFQ')).toBe(text);
    expect(parsePartitionMetadata(text)).toBe('JOBr-7_iRTiFoImtT2pnFQ');
    expect(() => parsePartitionMetadata('version: 1\ntopic_id: JOBr-7_iRTiFoImtT2pnFQ')).toThrow(CorruptFile);
    expect(() => parsePartitionMetadata('topic_id: x')).toThrow(CorruptFile);
  });
});

describe('meta.properties', () => {
  const meta = { nodeId: 1, clusterId: 'MkU3OEVBNTcwNTJENDM2Qg', directoryId: 'JOBr-7_iRTiFoImtT2pnFQ' };

  // Keys in the order in which MetaProperties and java.util.Properties of JDK 17 wrote them.
  it('has the order and the date of java.util.Properties', () => {
    const text = [
      '#',
      '#Tue Nov 14 22:13:20 UTC 2023',
      'node.id=1',
      'directory.id=JOBr-7_iRTiFoImtT2pnFQ',
      'version=1',
      'cluster.id=MkU3OEVBNTcwNTJENDM2Qg',
      '',
    ].join('\n');
    expect(metaPropertiesText(meta, 1_700_000_000_000)).toBe(text);
    expect(parseMetaProperties(text)).toEqual(meta);
  });

  it.each([
    [0, 'Thu Jan 01 00:00:00 UTC 1970'],
    [951_782_400_000, 'Tue Feb 29 00:00:00 UTC 2000'],
    [1_709_251_199_999, 'Thu Feb 29 23:59:59 UTC 2024'],
    [1_735_689_599_000, 'Tue Dec 31 23:59:59 UTC 2024'],
    [4_102_444_800_000, 'Fri Jan 01 00:00:00 UTC 2100'],
  ])('dates %d', (ms, date) => {
    expect(metaPropertiesText(meta, ms).split('\n')[1]).toBe(`#${date}`);
  });

  it('is refused without a key or in another version', () => {
    expect(() => parseMetaProperties('version=1\nnode.id=1\n')).toThrow('no cluster.id');
    expect(() => parseMetaProperties('version=0\n')).toThrow('version 0, not 1');
  });
});

it('the clean shutdown file is what Kafka writes', () => {
  expect(cleanShutdownText(42)).toBe('{"version":0,"brokerEpoch":42}');
});
