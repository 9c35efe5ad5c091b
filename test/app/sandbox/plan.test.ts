import { describe, expect, it } from 'vitest';
import { PLAN_MAX, PRESET_IDS, PRESETS, readPlan, specOf, type Plan } from '../../../src/app/sandbox/plan';
import { problemsOf } from '../../../src/app/sandbox/problems';
import { parseSettings } from '../../../src/app/sandbox/topic-settings';
import { Cluster } from '../../../src/sim/cluster/cluster';

const base: Plan = PRESETS.three;
const topic = base.topics[0] ?? { name: '', partitions: 1, replicationFactor: 1, settings: '' };
const program = base.programs[0] ?? { template: 'keyed', name: '', topic: '', instances: 0 };
const withTopic = (more: object): Plan => ({ ...base, topics: [{ ...topic, ...more }] });
const withProgram = (more: object): Plan => ({ ...base, programs: [{ ...program, ...more }] });

/** The cluster that the plan makes, as the simulation begins it. Throws what the simulation throws. */
function begun(plan: Plan): Cluster {
  const { scenario, seed, programs, files } = specOf(plan, 1);
  return new Cluster({ scenario, seed, programs, files, journal: true });
}

describe('a plan', () => {
  it.each(PRESET_IDS)('to begin with has no problem and can be built: %s', (id) => {
    expect(problemsOf(PRESETS[id])).toEqual([]);
    expect(() => begun(PRESETS[id])).not.toThrow();
  });

  it('is a cluster by the names that one typed', () => {
    const plan = {
      ...withTopic({ settings: 'min.insync.replicas=2' }),
      ...{ programs: [{ ...program, name: 'till', instances: 2 }] },
    };
    const spec = specOf(plan, 4);
    expect(spec.id).toBe('sandbox-4');
    expect(spec.scenario.brokers).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(spec.scenario.topics).toEqual([
      { name: 'orders', partitions: 3, replicationFactor: 2, configs: { 'min.insync.replicas': '2' } },
    ]);
    expect(spec.programs).toEqual([{ name: 'till', entry: 'till.ts', role: 'producer', autostart: 2 }]);
    expect(spec.files['till.ts']).toContain("clientId: 'till'");
    expect(spec.files['till.ts']).toContain("topic: 'orders'");
    expect(spec.files['till.ts']).toContain("brokers: ['broker-1:9092', 'broker-2:9092', 'broker-3:9092']");
  });

  it('keeps a topic apart from the words that stand for it in a template', () => {
    const { files } = specOf({ ...withTopic({ name: 'BROKERS' }), programs: [{ ...program, topic: 'BROKERS' }] }, 1);
    expect(files['producer.ts']).toContain("topic: 'BROKERS'");
  });

  it.each([
    ['no broker', { ...base, brokers: 0 }, 'brokers-range'],
    ['more brokers than the stage shows', { ...base, brokers: PLAN_MAX.brokers + 1 }, 'brokers-range'],
    ['half a broker', { ...base, brokers: 2.5 }, 'brokers-range'],
    ['a topic without a name', withTopic({ name: '' }), 'topic-name'],
    ['a topic name that Kafka refuses', withTopic({ name: 'my orders' }), 'topic-name'],
    ['a topic name that is a folder', withTopic({ name: '..' }), 'topic-name'],
    ['no partition', withTopic({ partitions: 0 }), 'partitions-range'],
    ['more copies than brokers', withTopic({ replicationFactor: 4 }), 'replication-range'],
    ['a setting without a value', withTopic({ settings: 'retention.ms' }), 'setting-form'],
    ['a setting that nobody knows', withTopic({ settings: 'colour=red' }), 'setting-unknown'],
    ['a setting that every object has', withTopic({ settings: 'constructor=1' }), 'setting-unknown'],
    ['a value that the setting does not take', withTopic({ settings: 'min.insync.replicas=two' }), 'setting-value'],
    ['a program without a name', withProgram({ name: '' }), 'program-name'],
    ['a program name with a number behind a dash', withProgram({ name: 'producer-2' }), 'program-name'],
    ['a program for a topic that is not there', withProgram({ topic: 'gone' }), 'topic-unknown'],
    ['too many instances', withProgram({ instances: 10 }), 'instances-range'],
  ])('with %s says so', (_, plan, what) => {
    expect(problemsOf(plan).map(({ why }) => why.what)).toContain(what);
  });

  it('says of the second of two with one name, as Kafka does of names that differ in . and _ only', () => {
    const topics = [
      { ...topic, name: 'a.b' },
      { ...topic, name: 'a_b' },
    ];
    const programs = [program, program].map((each) => ({ ...each, topic: 'a.b' }));
    expect(problemsOf({ ...base, topics, programs })).toEqual([
      { at: { topic: 1 }, why: { what: 'name-taken', name: 'a_b' } },
      { at: { program: 1 }, why: { what: 'name-taken', name: 'producer' } },
    ]);
    expect(() => begun({ ...base, topics, programs: [] })).toThrow();
  });

  it.each([
    'cleanup.policy=compact',
    'cleanup.policy=compact,delete',
    'cleanup.policy=delete,compact',
    'compression.type=gzip message.timestamp.type=LogAppendTime',
    'delete.retention.ms=0',
    'max.message.bytes=1000',
    'min.cleanable.dirty.ratio=0.5',
    'min.insync.replicas=9',
    'retention.bytes=-1',
    'retention.ms=-1 segment.ms=1',
    'segment.bytes=14',
    'unclean.leader.election.enable=true',
  ])('with %s has no problem here, and none in the simulation', (settings) => {
    const plan = withTopic({ settings });
    expect(problemsOf(plan)).toEqual([]);
    expect(() => begun(plan)).not.toThrow();
  });

  it.each([
    'segment.bytes=13',
    'segment.ms=0',
    'min.insync.replicas=0',
    'cleanup.policy=burn',
    'retention.ms=-2',
    'min.cleanable.dirty.ratio=1.5',
    'compression.type=brotli',
  ])('with %s has a problem here, and one in the simulation', (settings) => {
    expect(parseSettings(settings)).toHaveProperty('what', 'setting-value');
    const [name = '', value = ''] = settings.split('=');
    const { scenario, ...spec } = specOf(withTopic({ settings: '' }), 1);
    const topics = scenario.topics.map((each) => ({ ...each, configs: { [name]: value } }));
    expect(() => new Cluster({ ...spec, scenario: { ...scenario, topics }, journal: true })).toThrow();
  });

  it('comes back as it was kept; what is none is nothing', () => {
    for (const id of PRESET_IDS) expect(readPlan(JSON.parse(JSON.stringify(PRESETS[id])))).toEqual(PRESETS[id]);
    for (const value of [
      null,
      1,
      {},
      { ...base, brokers: '3' },
      { ...base, topics: [{}] },
      { ...base, topics: {} },
      { ...base, programs: [{ ...program, template: 'constructor' }] },
      { ...base, programs: [null] },
    ]) {
      expect(readPlan(value)).toBeNull();
    }
  });
});
