import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { InvalidConfig } from '../../../src/sim/storage/config/invalid-config';
import { DEFAULT_LOG_CONFIG, logConfig } from '../../../src/sim/storage/config/log-config';
import { TOPIC_CONFIG_DEFAULTS } from '../../../src/sim/storage/config/topic-config';
import { maxSegmentMs } from '../../../src/sim/storage/roll';

const CASES = readFileSync(join(import.meta.dirname, 'data', 'topic-configs.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' => ') as [string, string]);

const settingsOf = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(';').map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]));

describe('topic settings are refused as Kafka 4.2.1 refuses them', () => {
  test.each(CASES)('%s', (settings, said) => {
    const parse = () => logConfig(settingsOf(settings));
    if (said === 'ok') expect(parse).not.toThrow();
    else expect(parse).toThrow(new InvalidConfig(said));
  });

  it('knows cases of both kinds', () => {
    expect(CASES.filter(([, said]) => said === 'ok').length).toBeGreaterThan(10);
    expect(CASES.length).toBeGreaterThan(60);
  });

  it('takes no null', () => {
    expect(() => logConfig({ 'segment.ms': null, 'retention.ms': '5', 'cleanup.policy': null })).toThrow(
      'Null value not supported for topic configs: segment.ms,cleanup.policy',
    );
  });
});

describe('log configuration', () => {
  it('knows the settings of a topic, in the order in which they are checked', () => {
    const names = Object.keys(TOPIC_CONFIG_DEFAULTS);
    expect(names).toHaveLength(34);
    expect(names.slice(0, 2)).toEqual(['segment.bytes', 'segment.ms']);
    expect(TOPIC_CONFIG_DEFAULTS['flush.ms']).toBe('9223372036854775807');
    expect(TOPIC_CONFIG_DEFAULTS['internal.segment.bytes']).toBeNull();
  });

  it('has the defaults of 4.2', () => {
    expect(DEFAULT_LOG_CONFIG).toEqual({
      segmentBytes: 1073741824,
      segmentMs: 604800000,
      segmentJitterMs: 0,
      segmentIndexBytes: 10485760,
      flushMessages: Number.MAX_SAFE_INTEGER,
      flushMs: Number.MAX_SAFE_INTEGER,
      retentionBytes: -1,
      retentionMs: 604800000,
      maxMessageBytes: 1048588,
      indexIntervalBytes: 4096,
      deleteRetentionMs: 86400000,
      minCompactionLagMs: 0,
      maxCompactionLagMs: Number.MAX_SAFE_INTEGER,
      fileDeleteDelayMs: 60000,
      minCleanableDirtyRatio: 0.5,
      cleanupPolicy: { compact: false, delete: true },
      uncleanLeaderElectionEnable: false,
      minInsyncReplicas: 1,
      compressionType: 'producer',
      preallocate: false,
      messageTimestampType: 'CreateTime',
      messageTimestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
      messageTimestampAfterMaxMs: 3600000,
    });
  });

  it('takes the broker’s settings by their own names, ms before minutes before hours', () => {
    const broker = { 'log.retention.hours': '2', 'log.roll.hours': '3', 'log.segment.bytes': '2000000' };
    expect(logConfig({}, broker)).toMatchObject({ retentionMs: 7_200_000, segmentMs: 10_800_000, segmentBytes: 2e6 });
    expect(logConfig({}, { ...broker, 'log.retention.minutes': '1' }).retentionMs).toBe(60_000);
    expect(logConfig({}, { ...broker, 'log.retention.minutes': '1', 'log.retention.ms': '7' }).retentionMs).toBe(7);
    expect(logConfig({}, { 'log.retention.hours': '-1' }).retentionMs).toBe(-1);
    expect(logConfig({ 'retention.ms': '9' }, broker).retentionMs).toBe(9);
  });

  it('names the broker’s setting that is wrong', () => {
    expect(() => logConfig({}, { 'log.segment.bytes': '5' })).toThrow(
      'Invalid value 5 for configuration log.segment.bytes: Value must be at least 1048576',
    );
  });

  it('allows small segments to a scenario that asks for it, and always by Kafka’s internal name', () => {
    expect(logConfig({ 'segment.bytes': '1000' }, {}, { segmentBytesMin: 14 }).segmentBytes).toBe(1000);
    expect(() => logConfig({ 'segment.bytes': '13' }, {}, { segmentBytesMin: 14 })).toThrow('at least 14');
    expect(logConfig({ 'internal.segment.bytes': '100' }).segmentBytes).toBe(100);
  });

  it('rolls compacted topics so that nothing waits longer than max.compaction.lag.ms', () => {
    const settings = { 'cleanup.policy': 'compact', 'max.compaction.lag.ms': '5000' };
    expect(maxSegmentMs(logConfig(settings))).toBe(5000);
    expect(maxSegmentMs(logConfig({ ...settings, 'cleanup.policy': 'delete' }))).toBe(604_800_000);
  });
});
