/** Node's `assert` as KafkaJS calls it. */
export default function assert(value: unknown, message?: string): asserts value {
  if (value) return;
  const text = message ?? 'The expression evaluated to a falsy value';
  throw Object.assign(new Error(text), { name: 'AssertionError', code: 'ERR_ASSERTION' });
}
