import { wholeNumber, type Field, type Remarks, type ToolSay, type Values } from './tool-form';

type Shape =
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly first: string }
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly first: string };

const INT_MAX = 2 ** 31 - 1;
/** Kafka's longs go further; nobody types these. */
const LONG_MAX = Number.MAX_SAFE_INTEGER;

const int = (min: number, first: string): Shape => ({ kind: 'number', min, max: INT_MAX, first });
const long = (min: number, first: string): Shape => ({ kind: 'number', min, max: LONG_MAX, first });
const choice = (first: string, ...others: string[]): Shape => ({ kind: 'choice', options: [first, ...others], first });

/** Kafka wants 1 MiB; the simulated brokers take less, so that a lesson has segments. */
const SEGMENT_BYTES_MIN = 14;

/**
 * Settings of a topic that matter in a lesson, with Kafka's limits and with what stands there when one puts them in.
 * Source: LogConfig of 4.2.
 */
const SHAPES: Readonly<Record<string, Shape>> = {
  'min.insync.replicas': int(1, '2'),
  'cleanup.policy': choice('compact', 'delete', 'compact,delete'),
  'retention.ms': long(-1, '60000'),
  'retention.bytes': long(-1, '1048576'),
  'segment.bytes': int(SEGMENT_BYTES_MIN, '16384'),
  'segment.ms': long(1, '10000'),
  'delete.retention.ms': long(0, '1000'),
  'max.message.bytes': int(0, '1048588'),
  'min.cleanable.dirty.ratio': choice('0.01', '0.1', '0.5', '0.9'),
  'unclean.leader.election.enable': choice('true', 'false'),
  'message.timestamp.type': choice('LogAppendTime', 'CreateTime'),
  'compression.type': choice('uncompressed', 'gzip', 'snappy', 'lz4', 'zstd', 'producer'),
};

const TOPIC_SETTINGS = Object.keys(SHAPES);

const PREFIX = 'config:';

export const settingId = (name: string): string => `${PREFIX}${name}`;

/** What stands there when one puts it in. */
export const firstValue = (name: string): string => SHAPES[name]?.first ?? '';

/** The settings that stand in the form. */
export function settingsIn(values: Values): Record<string, string> {
  const found = Object.entries(values).filter(([id]) => id.startsWith(PREFIX));
  return Object.fromEntries(found.map(([id, value]) => [id.slice(PREFIX.length), value.trim()]));
}

export const settingsLeft = (values: Values): string[] =>
  TOPIC_SETTINGS.filter((name) => values[settingId(name)] === undefined);

/** One field for each setting in the form, in the order in which they came. */
export function settingFields(values: Values): Field[] {
  return Object.entries(settingsIn(values)).map(([name, value]) => {
    const shape = SHAPES[name];
    const known = shape?.kind === 'choice' ? shape.options : [];
    // A value that a program or the lesson has set stays choosable.
    const options = known.length === 0 || known.includes(value) ? known : [...known, value];
    return {
      id: settingId(name),
      label: { setting: name },
      input:
        options.length > 0
          ? { kind: 'choice', size: 'short', options: options.map((each) => ({ value: each, label: () => each })) }
          : { kind: 'text', size: 'short', numeric: shape?.kind === 'number' },
      hint: null,
      removable: true,
    };
  });
}

/** Says of each setting in the form what Kafka would not take. */
export function checkSettings(values: Values, remarks: Remarks): void {
  for (const [name, value] of Object.entries(settingsIn(values))) {
    const problem = settingProblem(name, value);
    if (problem !== null) remarks.isDoubtful(settingId(name), problem);
    if (value === '') remarks.isWrong(settingId(name), (m) => m.wrong.empty);
  }
}

/** Kafka answers INVALID_CONFIG to these. Null: it takes the value, or it is no setting that we know the limits of. */
function settingProblem(name: string, value: string): ToolSay | null {
  const shape = SHAPES[name];
  if (shape?.kind !== 'number') return null;
  const number = wholeNumber(value);
  if (number === null) return (m) => m.doubts.settingNotNumber;
  if (number < shape.min) return (m) => m.doubts.settingTooSmall(shape.min);
  if (number > shape.max) return (m) => m.doubts.settingTooLarge(shape.max);
  return null;
}
