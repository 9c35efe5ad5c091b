import { describe, expect, it, test } from 'vitest';
import {
  alterConfigs,
  preprocessAlterations,
  type AlterMode,
  type ControllerStep,
} from '../../../src/sim/config/alter';
import { incrementalOp, legacyOp } from '../../../src/sim/config/config-op';
import { ERROR } from '../../../src/sim/protocol/errors';
import { rowsOf, settingsOf } from './data';

const TYPES: Readonly<Record<string, number>> = { topic: 2, broker: 4 };

const rows = rowsOf('alter-4.2.1.tsv') as [AlterMode, string, string, string, string, string, string, string][];

test.each(rows)('%s %s %s, with %s: %s gives %s', (mode, resource, resourceName, json, ops, code, message, changes) => {
  const { layers, current } = settingsOf(json);
  const isBroker = resource === 'broker';
  const dynamicBroker = isBroker && resourceName !== '' ? current : layers.dynamicBroker;
  const dynamicDefault = isBroker && resourceName === '' ? current : layers.dynamicDefault;
  const alteration = {
    resourceType: TYPES[resource]!,
    resourceName,
    ops: (JSON.parse(ops) as [string, number, string | null][]).map(([name, configOperation, value]) =>
      mode === 'legacy' ? legacyOp({ name, value }) : incrementalOp({ name, configOperation, value }),
    ),
  };
  const layered = { layers: { static: layers.static, dynamicBroker, dynamicDefault } };
  const [refused] = preprocessAlterations([alteration], mode, { brokerId: 1, ...layered });
  const altered =
    refused === null
      ? alterConfigs(alteration, mode, { ...layered, current, exists: true, elrEnabled: true })
      : { error: refused! };
  const error = 'error' in altered ? altered.error : { errorCode: 0, errorMessage: null };
  expect(error).toEqual({ errorCode: Number(code), errorMessage: JSON.parse(message) as string | null });
  const changed = 'error' in altered ? [] : altered.changes.map(({ name, value }) => [name, value]);
  expect(changed.sort()).toEqual(JSON.parse(changes));
});

const { layers } = settingsOf('{}');
const step: ControllerStep = { layers, current: {}, exists: true, elrEnabled: true };
const set = (resourceType: number, resourceName: string, name: string, value: string) => ({
  resourceType,
  resourceName,
  ops: [legacyOp({ name, value })],
});

describe('the broker that is asked', () => {
  it('wants each resource and each name once', () => {
    const twice = set(2, 't', 'retention.ms', '1');
    const refused = preprocessAlterations([twice, set(2, 'u', 'retention.ms', '1'), twice], 'legacy', {
      brokerId: 1,
      layers,
    });
    expect(refused.map((one) => one?.errorMessage ?? null)).toEqual([
      'Each resource must appear at most once.',
      null,
      'Each resource must appear at most once.',
    ]);
    const both = { ...twice, ops: [...twice.ops, ...twice.ops] };
    expect(preprocessAlterations([both], 'incremental', { brokerId: 1, layers })).toEqual([
      { errorCode: ERROR.INVALID_REQUEST, errorMessage: 'Error due to duplicate config keys' },
    ]);
  });

  it('knows topics and brokers', () => {
    expect(preprocessAlterations([set(77, 't', 'x', '1')], 'legacy', { brokerId: 1, layers })).toEqual([
      { errorCode: ERROR.INVALID_REQUEST, errorMessage: 'Unknown resource type 77' },
    ]);
  });

  test.each([
    [0, ERROR.INVALID_CONFIG, 'Logger root does not exist!'],
    [1, ERROR.INVALID_CONFIG, 'Logger root does not exist!'],
    [2, ERROR.INVALID_REQUEST, 'APPEND operation is not allowed for the BROKER_LOGGER resource'],
    [9, ERROR.INVALID_REQUEST, 'Unknown operation type 9 is not allowed for the BROKER_LOGGER resource'],
  ])('knows no loggers: operation %i', (configOperation, errorCode, errorMessage) => {
    const ops = [incrementalOp({ name: 'root', configOperation, value: 'INFO' })];
    const logger = { resourceType: 8, resourceName: '1', ops };
    expect(preprocessAlterations([logger], 'incremental', { brokerId: 1, layers })).toEqual([
      { errorCode, errorMessage },
    ]);
    const other = preprocessAlterations([{ ...logger, resourceName: '2' }], 'incremental', { brokerId: 1, layers });
    expect(other[0]?.errorMessage).toBe('Unexpected broker id, expected 1, but received 2');
  });

  it('looks at what would be in force with it', () => {
    const buffer = set(4, '', 'log.cleaner.dedupe.buffer.size', '4000000');
    const refused = (dynamicBroker: Record<string, string>) =>
      preprocessAlterations([buffer], 'incremental', { brokerId: 1, layers: { ...layers, dynamicBroker } })[0];
    expect(refused({})).toBeNull();
    expect(refused({ 'log.cleaner.threads': '8' })?.errorMessage).toBe(
      'requirement failed: log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.',
    );
  });
});

describe('the controller', () => {
  it('wants a topic and a node that there are', () => {
    expect(alterConfigs(set(2, 't', 'retention.ms', '1'), 'legacy', { ...step, exists: false })).toEqual({
      error: { errorCode: ERROR.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: "The topic 't' does not exist." },
    });
    expect(alterConfigs(set(4, '9', 'log.cleaner.threads', '1'), 'legacy', { ...step, exists: false })).toEqual({
      error: { errorCode: ERROR.BROKER_ID_NOT_REGISTERED, errorMessage: 'No node with id 9 found.' },
    });
    expect(alterConfigs(set(4, '', 'log.cleaner.threads', '1'), 'legacy', { ...step, exists: false })).toEqual({
      changes: [{ name: 'log.cleaner.threads', value: '1' }],
    });
  });

  it('keeps no novels', () => {
    expect(alterConfigs(set(2, 't', 'retention.ms', '1'.repeat(32_768)), 'legacy', step)).toEqual({
      error: {
        errorCode: ERROR.INVALID_CONFIG,
        errorMessage:
          'The configuration value cannot be added because it exceeds the maximum value size of 32767 bytes.',
      },
    });
  });

  it('without eligible leader replicas leaves min.insync.replicas to each broker', () => {
    const alteration = set(4, '1', 'min.insync.replicas', '2');
    expect(alterConfigs(alteration, 'incremental', { ...step, elrEnabled: false })).toEqual({
      changes: [{ name: 'min.insync.replicas', value: '2' }],
    });
  });

  it('lets a scenario have small segments', () => {
    const alteration = set(2, 't', 'segment.bytes', '1000');
    expect(alterConfigs(alteration, 'incremental', { ...step, segmentBytesMin: 14 })).toEqual({
      changes: [{ name: 'segment.bytes', value: '1000' }],
    });
  });
});
