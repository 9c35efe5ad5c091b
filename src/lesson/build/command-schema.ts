import * as v from 'valibot';
import type { Command, FaultCommand } from '../../contract/command';
import { brokerEndpoint, type EndpointId, processEndpoint, TOOL_ENDPOINT, US_PER_MS } from '../../contract/ids';
import type { SourceFiles, TopicSpec } from '../../contract/scenario';
import { anyOf, quoted } from './mistake';

/** A schema that can say what it is for. */
export const described = <S extends v.GenericSchema>(schema: S, text: string) => v.pipe(schema, v.description(text));

export const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
export const count = v.pipe(v.number(), v.integer(), v.minValue(1));
export const nodeId = v.pipe(v.number(), v.integer(), v.minValue(0));
const number = v.pipe(v.number(), v.integer(), v.minValue(0));
export const configs = v.record(v.string(), v.string());

const topicName = described(v.string(), 'name of a topic');
const partition = described(number, 'number of a partition');
const group = described(v.string(), 'group id');
/** `broker-1`, `consumer-2`, `tools`. */
const endpoint = v.pipe(
  v.string(),
  v.check((text) => endpointOf(text) !== null, 'broker-1, consumer-2 or tools'),
);
const from = described(endpoint, 'who sends: broker-1, consumer-2, or tools');
const to = described(endpoint, 'who receives');
const extraMs = described(v.pipe(v.number(), v.minValue(0)), 'by how many milliseconds it takes longer');
const broker = described(nodeId, 'node.id of a broker');
const rate = described(v.nullable(count), 'bytes a second; null: as the scenario has it');

export const topicSchema = v.strictObject({
  name: described(v.string(), 'name of the topic'),
  partitions: described(count, 'number of partitions'),
  replicationFactor: described(count, 'copies of each partition'),
  assignment: v.exactOptional(
    described(
      v.array(v.array(nodeId)),
      'brokers of each partition, preferred leader first; placed by Kafka when absent',
    ),
  ),
  configs: v.exactOptional(described(configs, "topic configuration by Kafka's names, values as text")),
}) satisfies v.GenericSchema<unknown, TopicSpec>;

/** What can be done to the cluster, each by the name that `contract/command.ts` has. */
const faults = {
  'kill-broker': v.optional(described(nodeId, 'broker to kill -9')),
  'power-off-broker': v.optional(described(nodeId, 'broker that loses power')),
  'stop-broker': v.optional(described(nodeId, 'broker to shut down in good order')),
  'start-broker': v.optional(described(nodeId, 'broker to start; with `disk: lost` it comes back empty')),
  disk: v.optional(described(v.picklist(['kept', 'lost']), 'with start-broker; kept when absent')),
  'pause-broker': v.optional(described(nodeId, 'broker that stands still')),
  'resume-broker': v.optional(described(nodeId, 'broker that goes on')),
  'cut-link': v.optional(described(v.strictObject({ from, to }), 'one way of a link, cut')),
  'slow-link': v.optional(described(v.strictObject({ from, to, extraMs }), 'one way of a link, slower')),
  'heal-link': v.optional(described(v.strictObject({ from, to }), 'one way of a link, mended')),
  'isolate-broker': v.optional(described(nodeId, 'broker of which every link is cut')),
  'heal-broker': v.optional(described(nodeId, 'broker of which every link is mended')),
  'set-disk-rate': v.optional(described(v.strictObject({ broker, bytesPerSecond: rate }), 'what a disk writes')),
  'slow-disk': v.optional(described(v.strictObject({ broker, extraMs }), 'a disk of which each write takes longer')),
  'set-network-rate': v.optional(described(v.strictObject({ broker, bytesPerSecond: rate }), 'what a card sends')),
};

const tools = {
  'create-topic': v.optional(described(topicSchema, 'topic to create')),
  'delete-topic': v.optional(described(v.string(), 'topic to delete')),
  'add-partitions': v.optional(
    described(
      v.strictObject({ topic: topicName, partitions: described(count, 'how many it has then') }),
      'topic that gets more partitions',
    ),
  ),
  'alter-topic-configs': v.optional(
    described(
      v.strictObject({
        topic: topicName,
        configs: described(v.record(v.string(), v.nullable(v.string())), 'settings; null: the default again'),
      }),
      'settings of a topic to change',
    ),
  ),
  'delete-records': v.optional(
    described(
      v.strictObject({
        topic: topicName,
        partition,
        beforeOffset: described(v.pipe(v.number(), v.integer()), 'first offset to keep; -1: none'),
      }),
      'records to delete from the beginning of a partition',
    ),
  ),
  'elect-leader': v.optional(
    described(
      v.strictObject({
        topic: topicName,
        partition,
        election: described(v.picklist(['preferred', 'unclean']), 'kind of election'),
      }),
      'partition that gets a leader',
    ),
  ),
  'reassign-partition': v.optional(
    described(
      v.strictObject({
        topic: topicName,
        partition,
        replicas: described(
          v.pipe(v.array(nodeId), v.nonEmpty()),
          'brokers that are to hold it, preferred leader first',
        ),
      }),
      'partition that moves',
    ),
  ),
  'reset-offsets': v.optional(
    described(
      v.strictObject({
        group,
        topic: topicName,
        partition: v.optional(described(number, 'one partition; all when absent')),
        to: described(v.union([v.picklist(['earliest', 'latest']), number]), 'earliest, latest or an offset'),
      }),
      'committed offsets of a group without members, to be set anew',
    ),
  ),
  'delete-group': v.optional(described(v.string(), 'group to delete')),
};

const programs = {
  run: v.optional(described(v.string(), 'program to start an instance of')),
  instance: v.optional(described(count, 'with run: which instance; 1 when absent')),
  stop: v.optional(described(v.string(), 'process to stop, such as consumer-2')),
  kill: v.optional(described(v.string(), 'process to kill, such as consumer-2')),
  'pause-process': v.optional(described(v.string(), 'process that stands still, such as consumer-2')),
  'resume-process': v.optional(described(v.string(), 'process that goes on')),
  'start-schedule': v.optional(described(v.string(), 'schedule of the scenario to begin')),
};

/** A fault of a schedule. */
export const faultEntries = faults;

/** A command that a button of a step gives. */
export const actionEntries = { ...programs, ...faults, ...tools };

/** Any command of a script: also an edit, by a file that lies beside the script. */
export const commandEntries = {
  ...actionEntries,
  edit: v.optional(
    described(
      v.union([
        v.string(),
        v.strictObject({
          file: described(v.string(), 'file to replace'),
          with: described(v.string(), 'file of this folder that holds its new text'),
        }),
      ]),
      'file to replace by the one of this folder, or file and with',
    ),
  ),
};

/** A line of YAML that gives a command. */
export type CommandLine = v.InferOutput<ReturnType<typeof v.strictObject<typeof commandEntries>>>;

/** Keys that only qualify another one. */
const QUALIFIERS: readonly string[] = ['instance', 'disk'];

const COMMAND_KEYS = Object.keys(commandEntries).filter((key) => !QUALIFIERS.includes(key));

/** `broker-1` → `broker:1`, `consumer-2` → `process:consumer-2`. */
export function endpointOf(text: string): EndpointId | null {
  if (text === 'tools') return TOOL_ENDPOINT;
  const [, broker] = /^broker-(\d+)$/.exec(text) ?? [];
  if (broker !== undefined) return brokerEndpoint(Number(broker));
  return /^[a-z0-9-]+-\d+$/.test(text) ? processEndpoint(text) : null;
}

const way = ({ from, to }: { from: string; to: string }): { from: EndpointId; to: EndpointId } => ({
  from: endpointOf(from) ?? TOOL_ENDPOINT,
  to: endpointOf(to) ?? TOOL_ENDPOINT,
});
const us = (ms: number): number => Math.round(ms * US_PER_MS);

/** Without keys that are undefined: the contract's optional keys are absent, never undefined. */
const kept = <K extends keyof CommandLine>(line: CommandLine, key: K): NonNullable<CommandLine[K]> | null =>
  line[key] ?? null;

/** Says what is wrong when a line does not give exactly one command. */
export function countMistake(line: object): string | null {
  const given = Object.keys(line).filter((key) => COMMAND_KEYS.includes(key));
  if (given.length === 1) return null;
  const what = given.length === 0 ? 'no command' : given.join(' and ');
  return `found ${what}, expected one of ${anyOf(COMMAND_KEYS.slice(0, 4))}, or another of docs/writing-lessons.md.`;
}

/** The fault that a line gives, or null when it gives none. */
export function faultOf(line: CommandLine): FaultCommand | null {
  for (const type of [
    'kill-broker',
    'power-off-broker',
    'stop-broker',
    'pause-broker',
    'resume-broker',
    'isolate-broker',
    'heal-broker',
  ] as const) {
    const broker = kept(line, type);
    if (broker !== null) return { type, broker };
  }
  const start = kept(line, 'start-broker');
  if (start !== null) return { type: 'start-broker', broker: start, disk: line.disk ?? 'kept' };
  const cut = kept(line, 'cut-link');
  if (cut !== null) return { type: 'cut-link', ...way(cut) };
  const heal = kept(line, 'heal-link');
  if (heal !== null) return { type: 'heal-link', ...way(heal) };
  const slow = kept(line, 'slow-link');
  if (slow !== null) return { type: 'slow-link', ...way(slow), extraUs: us(slow.extraMs) };
  const disk = kept(line, 'slow-disk');
  if (disk !== null) return { type: 'slow-disk', broker: disk.broker, extraUs: us(disk.extraMs) };
  for (const type of ['set-disk-rate', 'set-network-rate'] as const) {
    const rate = kept(line, type);
    if (rate !== null) return { type, ...rate };
  }
  return null;
}

function toolOf(line: CommandLine): Command | null {
  const topic = kept(line, 'create-topic');
  if (topic !== null) return { type: 'create-topic', topic };
  const deleted = kept(line, 'delete-topic');
  if (deleted !== null) return { type: 'delete-topic', topic: deleted };
  const more = kept(line, 'add-partitions');
  if (more !== null) return { type: 'add-partitions', ...more };
  const altered = kept(line, 'alter-topic-configs');
  if (altered !== null) return { type: 'alter-topic-configs', ...altered };
  const records = kept(line, 'delete-records');
  if (records !== null) return { type: 'delete-records', ...records };
  const elected = kept(line, 'elect-leader');
  if (elected !== null) return { type: 'elect-leader', ...elected };
  const moved = kept(line, 'reassign-partition');
  if (moved !== null) return { type: 'reassign-partition', ...moved };
  const reset = kept(line, 'reset-offsets');
  if (reset !== null) return { type: 'reset-offsets', ...reset, partition: reset.partition ?? null };
  const group = kept(line, 'delete-group');
  return group === null ? null : { type: 'delete-group', group };
}

/**
 * The command that a line gives, or what is wrong with it.
 * @param own texts of the files beside the script, for an edit.
 */
export function commandOf(line: CommandLine, own: SourceFiles): Command | string {
  const wrong = countMistake(line);
  if (wrong !== null) return wrong;
  if (line.run !== undefined) return { type: 'run', program: line.run, instance: line.instance ?? 1 };
  if (line.stop !== undefined) return { type: 'stop', process: line.stop };
  if (line.kill !== undefined) return { type: 'kill', process: line.kill, cause: 'visitor' };
  for (const type of ['pause-process', 'resume-process'] as const) {
    const process = kept(line, type);
    if (process !== null) return { type, process };
  }
  if (line['start-schedule'] !== undefined) return { type: 'start-schedule', schedule: line['start-schedule'] };
  const made = faultOf(line) ?? toolOf(line);
  if (made !== null) return made;
  const { file, with: source } = editOf(line) ?? { file: '', with: '' };
  const text = own[source];
  if (text === undefined) return `found no file ${quoted(source)} beside script.yaml, expected it.`;
  return { type: 'edit', file, text };
}

/** Which file an edit replaces, and by which file of the folder. */
export function editOf(line: CommandLine): { readonly file: string; readonly with: string } | null {
  if (line.edit === undefined) return null;
  return typeof line.edit === 'string' ? { file: line.edit, with: line.edit } : line.edit;
}
