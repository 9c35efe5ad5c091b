import { describe, expect, it, test } from 'vitest';
import {
  BROKER_CONFIGS,
  BrokerSettings,
  brokerSynonyms,
  checkBrokerConfigs,
  effectiveConfigs,
  type BrokerConfigName,
} from '../../../src/sim/config/broker-configs';
import { shownValue } from '../../../src/sim/storage/config/definition';
import { InvalidConfig } from '../../../src/sim/storage/config/invalid-config';
import { rowsOf } from './data';

/** `[0,...,1]`, `[compact, delete]` */
function limitsOf(text: string): object {
  const range = /^\[(-?\d+),\.\.\.(?:,(-?\d+))?\]$/.exec(text);
  if (range !== null) {
    return { atLeast: Number(range[1]), ...(range[2] === undefined ? {} : { atMost: Number(range[2]) }) };
  }
  const choice = /^\[([\w, ]+)\]$/.exec(text);
  return choice === null ? {} : { oneOf: choice[1]!.split(', ') };
}

describe('the settings of a broker are those of Kafka 4.2.1', () => {
  const rows = rowsOf('broker-definitions-4.2.1.tsv');

  it('all of them', () => {
    expect([...BROKER_CONFIGS.keys()]).toEqual(rows.map(([name]) => name));
    expect(rows.length).toBeGreaterThan(150);
  });

  test.each(rows)('%s', (name, type, value, limits, visibility, update) => {
    const { check, default: preset, ...definition } = BROKER_CONFIGS.get(name)!;
    expect(preset === null ? '!' : shownValue(preset, definition.type)).toBe(value);
    expect(definition).toEqual({
      type,
      ...limitsOf(limits!),
      ...(visibility === 'internal' ? { isInternal: true } : {}),
      ...(update === 'read-only' ? {} : { update }),
    });
    expect(check !== undefined).toBe(limits!.includes(' or '));
  });
});

describe('the defaults that lessons show', () => {
  const settings = new BrokerSettings({});

  test.each<[BrokerConfigName, string]>([
    ['num.partitions', '1'],
    ['default.replication.factor', '1'],
    ['min.insync.replicas', '1'],
    ['unclean.leader.election.enable', 'false'],
    ['auto.create.topics.enable', 'true'],
    ['replica.lag.time.max.ms', '30000'],
    ['broker.heartbeat.interval.ms', '2000'],
    ['broker.session.timeout.ms', '9000'],
    ['auto.leader.rebalance.enable', 'true'],
    ['leader.imbalance.check.interval.seconds', '300'],
    ['log.segment.bytes', '1073741824'],
    ['log.roll.hours', '168'],
    ['log.retention.hours', '168'],
    ['log.retention.bytes', '-1'],
    ['log.retention.check.interval.ms', '300000'],
    ['log.cleanup.policy', 'delete'],
    ['log.cleaner.min.cleanable.ratio', '0.5'],
    ['log.cleaner.delete.retention.ms', '86400000'],
    ['log.index.interval.bytes', '4096'],
    ['log.index.size.max.bytes', '10485760'],
    ['log.segment.delete.delay.ms', '60000'],
    ['message.max.bytes', '1048588'],
    ['log.message.timestamp.type', 'CreateTime'],
    ['log.message.timestamp.after.max.ms', '3600000'],
    ['log.message.timestamp.before.max.ms', '9223372036854775807'],
    ['compression.type', 'producer'],
    ['offsets.topic.num.partitions', '50'],
    ['offsets.topic.replication.factor', '3'],
    ['offsets.retention.minutes', '10080'],
    ['group.initial.rebalance.delay.ms', '3000'],
    ['group.min.session.timeout.ms', '6000'],
    ['group.max.session.timeout.ms', '1800000'],
    ['group.consumer.session.timeout.ms', '45000'],
    ['group.consumer.heartbeat.interval.ms', '5000'],
    ['group.consumer.assignors', 'uniform,range'],
    ['transaction.state.log.replication.factor', '3'],
    ['transaction.state.log.min.isr', '2'],
    ['transaction.max.timeout.ms', '900000'],
    ['producer.id.expiration.ms', '86400000'],
    ['transactional.id.expiration.ms', '604800000'],
    ['controller.quorum.election.timeout.ms', '1000'],
    ['controller.quorum.fetch.timeout.ms', '2000'],
  ])('%s = %s', (name, value) => {
    expect(settings.text(name)).toBe(value);
  });

  it('as numbers and flags', () => {
    expect(settings.int('log.flush.interval.messages')).toBe(Number.MAX_SAFE_INTEGER);
    expect(settings.flag('auto.create.topics.enable')).toBe(true);
    expect(settings.text('log.retention.ms')).toBeNull();
    expect(settings.int('log.retention.ms')).toBeNaN();
    expect([settings.timeMs('log.retention'), settings.timeMs('log.roll'), settings.timeMs('log.roll.jitter')]).toEqual(
      [604_800_000, 604_800_000, 0],
    );
  });
});

describe('what is set', () => {
  it('for one broker is stronger than for all, and both than what it started with', () => {
    const layers = {
      static: { 'num.io.threads': '1', 'num.network.threads': '1', 'background.threads': '1' },
      dynamicDefault: { 'num.io.threads': '2', 'num.network.threads': '2' },
      dynamicBroker: { 'num.io.threads': '3' },
    };
    expect(effectiveConfigs(layers)).toEqual({
      'num.io.threads': '3',
      'num.network.threads': '2',
      'background.threads': '1',
    });
  });

  it('takes the place of the same in other units', () => {
    const layers = {
      static: { 'log.retention.ms': '5', 'log.roll.ms': '7' },
      dynamicDefault: {},
      dynamicBroker: { 'log.retention.hours': '2' },
    };
    expect(effectiveConfigs(layers)).toEqual({ 'log.roll.ms': '7', 'log.retention.hours': '2' });
    expect(new BrokerSettings(effectiveConfigs(layers)).timeMs('log.retention')).toBe(7_200_000);
    expect(brokerSynonyms('log.flush.interval.ms')).toEqual([
      'log.flush.interval.ms',
      'log.flush.scheduler.interval.ms',
    ]);
    expect(brokerSynonyms('log.flush.scheduler.interval.ms')).toHaveLength(1);
  });

  it('is read as Java reads it', () => {
    const settings = new BrokerSettings({
      'num.partitions': ' +6 ',
      'auto.create.topics.enable': 'FALSE',
      'log.dirs': '/a , /b',
      'log.retention.minutes': '-5',
    });
    expect(settings.int('num.partitions')).toBe(6);
    expect(settings.flag('auto.create.topics.enable')).toBe(false);
    expect(settings.text('log.dirs')).toBe('/a,/b');
    expect(settings.timeMs('log.retention')).toBe(-1);
  });
});

describe('a broker does not start with', () => {
  test.each([
    ['nonsense', '1', 'Unknown broker config name: nonsense'],
    ['num.partitions', '0', 'Invalid value 0 for configuration num.partitions: Value must be at least 1'],
    ['num.partitions', 'six', 'Invalid value six for configuration num.partitions: Not a number of type INT'],
    [
      'offsets.topic.replication.factor',
      '40000',
      'Invalid value 40000 for configuration offsets.topic.replication.factor: Not a number of type SHORT',
    ],
    [
      'log.segment.bytes',
      '100',
      'Invalid value 100 for configuration log.segment.bytes: Value must be at least 1048576',
    ],
    [
      'log.retention.ms',
      '0',
      'requirement failed: log.retention.ms must be unlimited (-1) or, greater than or equal to 1',
    ],
    ['log.roll.ms', '0', 'requirement failed: log.roll.ms must be greater than or equal to 1'],
    ['log.roll.jitter.ms', '-1', 'requirement failed: log.roll.jitter.ms must be greater than or equal to 0'],
    [
      'log.cleaner.threads',
      '128',
      'requirement failed: log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.',
    ],
    [
      'replica.fetch.wait.max.ms',
      '30001',
      'requirement failed: replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent ' +
        'unnecessary socket timeouts',
    ],
    [
      'replica.lag.time.max.ms',
      '499',
      'requirement failed: replica.fetch.wait.max.ms should always be less than or equal to replica.lag.time.max.ms to ' +
        'prevent frequent changes in ISR',
    ],
    [
      'process.roles',
      'broker,clerk',
      'Invalid value clerk for configuration process.roles: String must be one of: broker, controller',
    ],
  ])('%s = %s', (name, value, sentence) => {
    expect(() => checkBrokerConfigs({ [name]: value })).toThrow(new InvalidConfig(sentence));
  });

  it('unless a scenario allows small segments', () => {
    expect(() => checkBrokerConfigs({ 'log.segment.bytes': '100' }, { segmentBytesMin: 14 })).not.toThrow();
    expect(() => checkBrokerConfigs({ 'log.segment.bytes': '13' }, { segmentBytesMin: 14 })).toThrow(
      'Value must be at least 14',
    );
  });
});
