/** Every text of a message module with its path; a function is called with stand-ins of each kind it may want. */
export function textsOf(messages: unknown, path = ''): { readonly path: string; readonly text: string }[] {
  if (typeof messages === 'string') return [{ path, text: messages }];
  if (typeof messages === 'function') return calls(messages as (...args: unknown[]) => unknown, path);
  if (Array.isArray(messages)) return messages.flatMap((each, index) => textsOf(each, `${path}[${index}]`));
  if (typeof messages === 'object' && messages !== null) {
    return Object.entries(messages).flatMap(([key, value]) => textsOf(value, path === '' ? key : `${path}.${key}`));
  }
  return [];
}

/** Counts that take each plural form of both languages. */
const COUNTS = [0, 1, 2, 5, 21];

/** An object with any field: a number, or a list, whichever a text can be made of. */
const standIn = (count: number): object =>
  new Proxy(
    {},
    {
      get: (_, field) => (LISTS.includes(String(field)) ? ['a', 'b'] : count),
    },
  );
const LISTS = ['partitions', 'names', 'groups', 'counts', 'leaders', 'isr', 'by', 'missing'];

function calls(make: (...args: unknown[]) => unknown, path: string): { path: string; text: string }[] {
  const found: { path: string; text: string }[] = [];
  for (const count of COUNTS) {
    // A parameter is a number, a word or a list of either; which one, only the message knows.
    for (const args of [count, 'thing', ['a', 'b']].flatMap((value) => [Array(6).fill(value), [standIn(count)]])) {
      try {
        const text = make(...(args as unknown[]));
        if (typeof text === 'string')
          found.push({
            path: `${path}(${typeof args[0] === 'object' && !Array.isArray(args[0]) ? `{${count}}` : String(args[0])})`,
            text,
          });
      } catch {
        // Not made for such arguments.
      }
    }
  }
  return found;
}
