import { CorruptFile } from './errors';

export const META_PROPERTIES = 'meta.properties';

/** Which node and cluster a log directory belongs to; written when it is formatted. Kafka: MetaProperties. */
export interface MetaProperties {
  readonly nodeId: number;
  /** A UUID of 22 base64url characters, as the next one. */
  readonly clusterId: string;
  readonly directoryId: string;
}

const MS_PER_DAY = 86_400_000;
const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As java.util.Properties writes it: a comment, the date, and the keys in the order of its hash map. */
export function metaPropertiesText({ nodeId, clusterId, directoryId }: MetaProperties, formattedAtMs: number): string {
  return [
    '#',
    `#${javaDate(formattedAtMs)}`,
    `node.id=${nodeId}`,
    `directory.id=${directoryId}`,
    'version=1',
    `cluster.id=${clusterId}`,
    '',
  ].join('\n');
}

/** Throws CorruptFile when a property is missing or the version is not 1. */
export function parseMetaProperties(text: string): MetaProperties {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0 && !line.startsWith('#')) values.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  const read = (key: string): string => {
    const value = values.get(key);
    if (value === undefined) throw new CorruptFile(`${META_PROPERTIES}: no ${key}`);
    return value;
  };
  if (read('version') !== '1') throw new CorruptFile(`${META_PROPERTIES}: version ${read('version')}, not 1`);
  return { nodeId: Number(read('node.id')), clusterId: read('cluster.id'), directoryId: read('directory.id') };
}

/** `Tue Nov 14 22:13:20 UTC 2023`. */
function javaDate(epochMs: number): string {
  const day = Math.floor(epochMs / MS_PER_DAY);
  const seconds = Math.floor((epochMs - day * MS_PER_DAY) / 1000);
  const { year, month, dayOfMonth } = civilDate(day);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${DAYS[((day % 7) + 7) % 7]} ${MONTHS[month]} ${two(dayOfMonth)} ${clock} UTC ${year}`;
}

/** Year, month (0 to 11) and day of a number of days since 1970, in the Gregorian calendar. */
function civilDate(day: number): { year: number; month: number; dayOfMonth: number } {
  const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  let year = 1970;
  let left = day;
  for (;;) {
    const length = isLeap(year) ? 366 : 365;
    if (left < length) break;
    left -= length;
    year++;
  }
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  let month = 0;
  while (left >= (lengths[month] as number)) left -= lengths[month++] as number;
  return { year, month, dayOfMonth: left + 1 };
}
