interface NumberShape {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  /** What stands there when one puts the setting in. */
  readonly first: string;
}

interface ChoiceShape {
  readonly kind: 'choice';
  /** What one chooses among. */
  readonly options: readonly string[];
  readonly first: string;
  /** Values that Kafka takes beside those. */
  readonly others: RegExp | null;
}

const INT_MAX = 2 ** 31 - 1;
/** Kafka's longs go further; nobody types these. */
const LONG_MAX = Number.MAX_SAFE_INTEGER;

const int = (min: number, first: string): NumberShape => ({ kind: 'number', min, max: INT_MAX, first });
const long = (min: number, first: string): NumberShape => ({ kind: 'number', min, max: LONG_MAX, first });
const choice = ([first = '', ...rest]: readonly string[], others: RegExp | null = null): ChoiceShape => ({
  kind: 'choice',
  options: [first, ...rest],
  first,
  others,
});

/** Kafka wants 1 MiB; the simulated brokers take less, so that a lesson has segments. */
const SEGMENT_BYTES_MIN = 14;

/** Settings of a topic that matter in a lesson, with Kafka's limits. Source: LogConfig of 4.2. */
const SHAPES: ReadonlyMap<string, NumberShape | ChoiceShape> = new Map<string, NumberShape | ChoiceShape>([
  ['min.insync.replicas', int(1, '2')],
  ['cleanup.policy', choice(['compact', 'delete', 'compact,delete'], /^delete,compact$/)],
  ['retention.ms', long(-1, '60000')],
  ['retention.bytes', long(-1, '1048576')],
  ['segment.bytes', int(SEGMENT_BYTES_MIN, '16384')],
  ['segment.ms', long(1, '10000')],
  ['delete.retention.ms', long(0, '1000')],
  ['max.message.bytes', int(0, '1048588')],
  ['min.cleanable.dirty.ratio', choice(['0.01', '0.1', '0.5', '0.9'], /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/)],
  ['unclean.leader.election.enable', choice(['true', 'false'])],
  ['message.timestamp.type', choice(['LogAppendTime', 'CreateTime'])],
  ['compression.type', choice(['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd', 'producer'])],
]);

export const TOPIC_SETTINGS: readonly string[] = [...SHAPES.keys()];

/** Undefined: a setting whose limits are not known here. */
export const settingShape = (name: string): NumberShape | ChoiceShape | undefined => SHAPES.get(name);

/** A whole number as it is typed; null when it is none, or too long to be exact. */
export function wholeNumber(text: string | undefined): number | null {
  const trimmed = (text ?? '').trim();
  if (!/^-?\d{1,16}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isSafeInteger(value) ? value : null;
}

/** Whether Kafka takes this value for a setting that is known here. */
export function takes(name: string, value: string): boolean {
  const shape = SHAPES.get(name);
  if (shape === undefined) return false;
  if (shape.kind === 'choice') return shape.options.includes(value) || shape.others?.test(value) === true;
  const number = wholeNumber(value);
  return number !== null && number >= shape.min && number <= shape.max;
}
