/** Why Kafka would refuse this as a topic name, null when it is legal. Kafka: Topic.validate. */
export function topicNameProblem(name: string): string | null {
  if (name.length === 0) return 'Topic name is invalid: the empty string is not allowed';
  if (name === '.' || name === '..') return `Topic name is invalid: '${name}' is not allowed`;
  if (name.length > 249)
    return `Topic name is invalid: the length of '${name}' is longer than the max allowed length 249`;
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    return `Topic name is invalid: '${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`;
  }
  return null;
}

/** Names that differ only in `.` and `_` share a metric name, so Kafka refuses the second. */
export const collisionKey = (name: string): string => name.replaceAll('.', '_');
