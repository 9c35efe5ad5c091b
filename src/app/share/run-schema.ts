import * as v from 'valibot';
import type { Command, FaultCommand, LoggedCommand } from '../../contract/command';
import { TOOL_ENDPOINT, type EndpointId } from '../../contract/ids';
import { RUN_LOG_FORMAT, type RunLog } from '../../contract/run-log';
import type { ProgramSpec, Scenario, TopicSpec } from '../../contract/scenario';
import { LIMITS, type SharedRun } from './shared-run';

/*
 * The shapes of src/contract for what strangers send: nothing more than they name, and within LIMITS. Each is held to
 * its type; a command without a shape does not compile.
 */

const text = v.pipe(v.string(), v.maxLength(LIMITS.textChars));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(249));
const natural = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
const integer = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(Number.MIN_SAFE_INTEGER),
  v.maxValue(Number.MAX_SAFE_INTEGER),
);
const broker = natural(2 ** 31 - 1);
const partition = natural(LIMITS.partitions - 1);
const us = natural(LIMITS.nowUs);
const rate = v.nullable(count(Number.MAX_SAFE_INTEGER));
const role = v.picklist(['producer', 'consumer', 'other']);
const process = v.pipe(v.string(), v.maxLength(249), v.regex(/^.+-\d+$/));
const endpoint = v.custom<EndpointId>(
  (value) =>
    typeof value === 'string' &&
    value.length <= 300 &&
    (value === TOOL_ENDPOINT || /^broker:\d{1,10}$/.test(value) || /^process:.+-\d+$/.test(value)),
);
const source = v.pipe(v.string(), v.maxLength(LIMITS.fileChars));
const fileName = v.pipe(v.string(), v.maxLength(100), v.regex(/^[\w][\w./-]*$/));

/** A record with at most so many entries. */
const few = <K extends v.GenericSchema<string, string>, V extends v.GenericSchema>(key: K, value: V, max: number) =>
  v.pipe(
    v.record(key, value),
    v.check((entries) => Object.keys(entries).length <= max),
  );
const many = <S extends v.GenericSchema>(item: S, max: number) => v.pipe(v.array(item), v.maxLength(max));

const configs = few(name, text, LIMITS.configs);
const files = few(fileName, source, LIMITS.files);

const topic = v.strictObject({
  name,
  partitions: count(LIMITS.partitions),
  replicationFactor: count(LIMITS.brokers),
  assignment: v.exactOptional(many(many(broker, LIMITS.brokers), LIMITS.partitions)),
  configs: v.exactOptional(configs),
}) satisfies v.GenericSchema<unknown, TopicSpec>;

type ShapeOf<T extends Command['type']> = v.GenericSchema<unknown, Extract<Command, { readonly type: T }>>;
type Shapes<T extends Command['type']> = { readonly [K in T]: ShapeOf<K> };

const faults: Shapes<FaultCommand['type']> = {
  'kill-broker': v.strictObject({ type: v.literal('kill-broker'), broker }),
  'power-off-broker': v.strictObject({ type: v.literal('power-off-broker'), broker }),
  'stop-broker': v.strictObject({ type: v.literal('stop-broker'), broker }),
  'start-broker': v.strictObject({ type: v.literal('start-broker'), broker, disk: v.picklist(['kept', 'lost']) }),
  'pause-broker': v.strictObject({ type: v.literal('pause-broker'), broker }),
  'resume-broker': v.strictObject({ type: v.literal('resume-broker'), broker }),
  'cut-link': v.strictObject({ type: v.literal('cut-link'), from: endpoint, to: endpoint }),
  'slow-link': v.strictObject({ type: v.literal('slow-link'), from: endpoint, to: endpoint, extraUs: us }),
  'heal-link': v.strictObject({ type: v.literal('heal-link'), from: endpoint, to: endpoint }),
  'isolate-broker': v.strictObject({ type: v.literal('isolate-broker'), broker }),
  'heal-broker': v.strictObject({ type: v.literal('heal-broker'), broker }),
  'set-disk-rate': v.strictObject({ type: v.literal('set-disk-rate'), broker, bytesPerSecond: rate }),
  'slow-disk': v.strictObject({ type: v.literal('slow-disk'), broker, extraUs: us }),
  'set-network-rate': v.strictObject({ type: v.literal('set-network-rate'), broker, bytesPerSecond: rate }),
};

const shapes: Shapes<Command['type']> = {
  ...faults,
  run: v.strictObject({ type: v.literal('run'), program: name, instance: count(LIMITS.instances) }),
  stop: v.strictObject({ type: v.literal('stop'), process }),
  kill: v.strictObject({ type: v.literal('kill'), process, cause: v.picklist(['visitor', 'unresponsive']) }),
  'pause-process': v.strictObject({ type: v.literal('pause-process'), process }),
  'resume-process': v.strictObject({ type: v.literal('resume-process'), process }),
  edit: v.strictObject({ type: v.literal('edit'), file: fileName, text: source }),
  'add-program': v.strictObject({ type: v.literal('add-program'), name, entry: fileName, role }),
  'start-schedule': v.strictObject({ type: v.literal('start-schedule'), schedule: name }),
  'create-topic': v.strictObject({ type: v.literal('create-topic'), topic }),
  'delete-topic': v.strictObject({ type: v.literal('delete-topic'), topic: name }),
  'add-partitions': v.strictObject({
    type: v.literal('add-partitions'),
    topic: name,
    partitions: count(LIMITS.partitions),
  }),
  'alter-topic-configs': v.strictObject({
    type: v.literal('alter-topic-configs'),
    topic: name,
    configs: few(name, v.nullable(text), LIMITS.configs),
  }),
  'delete-records': v.strictObject({
    type: v.literal('delete-records'),
    topic: name,
    partition,
    beforeOffset: integer,
  }),
  'elect-leader': v.strictObject({
    type: v.literal('elect-leader'),
    topic: name,
    partition,
    election: v.picklist(['preferred', 'unclean']),
  }),
  'reassign-partition': v.strictObject({
    type: v.literal('reassign-partition'),
    topic: name,
    partition,
    replicas: many(broker, LIMITS.brokers),
  }),
  'reset-offsets': v.strictObject({
    type: v.literal('reset-offsets'),
    group: name,
    topic: name,
    partition: v.nullable(partition),
    to: v.union([
      v.picklist(['earliest', 'latest']),
      integer,
      v.strictObject({ shiftBy: integer }),
      v.strictObject({ atUs: us }),
    ]),
  }),
  'delete-group': v.strictObject({ type: v.literal('delete-group'), group: name }),
};

/** The shape that the input's own `type` names: one look instead of some thirty tries. */
function byType<T extends Command['type']>(among: Shapes<T>) {
  const never: v.GenericSchema<unknown, never> = v.never();
  return v.lazy((input): v.GenericSchema<unknown, Extract<Command, { readonly type: T }>> => {
    const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : null;
    return typeof type === 'string' && Object.hasOwn(among, type) ? among[type as T] : never;
  });
}

const logged = v.strictObject({
  atUs: us,
  seq: natural(Number.MAX_SAFE_INTEGER),
  command: byType(shapes),
}) satisfies v.GenericSchema<unknown, LoggedCommand>;

const scenario = v.strictObject({
  id: text,
  brokers: v.pipe(
    v.array(
      v.strictObject({
        id: broker,
        rack: v.exactOptional(name),
        diskBytesPerSecond: v.exactOptional(count(Number.MAX_SAFE_INTEGER)),
        networkBytesPerSecond: v.exactOptional(count(Number.MAX_SAFE_INTEGER)),
      }),
    ),
    v.minLength(1),
    v.maxLength(LIMITS.brokers),
  ),
  controllerId: v.exactOptional(broker),
  controllers: v.exactOptional(many(broker, LIMITS.brokers)),
  links: v.strictObject({ clientUs: v.pipe(us, v.minValue(1)), brokerUs: v.pipe(us, v.minValue(1)) }),
  topics: many(topic, LIMITS.topics),
  config: v.exactOptional(configs),
  schedules: v.exactOptional(
    few(name, many(v.strictObject({ afterUs: us, command: byType(faults) }), LIMITS.scheduled), LIMITS.schedules),
  ),
}) satisfies v.GenericSchema<unknown, Scenario>;

const program = v.strictObject({
  name,
  entry: fileName,
  role,
  autostart: v.exactOptional(natural(LIMITS.instances)),
}) satisfies v.GenericSchema<unknown, ProgramSpec>;

const log = v.pipe(
  v.strictObject({
    format: v.literal(RUN_LOG_FORMAT),
    engine: name,
    scenario,
    seed: integer,
    programs: many(program, LIMITS.programs),
    files,
    commands: many(logged, LIMITS.commands),
  }),
  v.check(({ programs, files: own }) => programs.every(({ entry }) => Object.hasOwn(own, entry))),
) satisfies v.GenericSchema<unknown, RunLog>;

const shared = v.strictObject({
  lesson: v.nullable(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,99}$/))),
  step: v.nullable(natural(100)),
  log,
  nowUs: us,
  hash: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{8,64}$/))),
}) satisfies v.GenericSchema<unknown, SharedRun>;

/** The run, or the path of the first thing that is not as it must be: `log.commands.3`. */
export function checkShared(value: unknown): SharedRun | string {
  const result = v.safeParse(shared, value, { abortEarly: true });
  if (result.success) return result.output;
  return v.getDotPath(result.issues[0]) ?? '';
}
