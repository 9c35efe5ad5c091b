import { inspect, type InspectOptions } from './inspect';

/** Node's util.format: what console.log makes of its arguments. */
export function format(args: readonly unknown[], options: InspectOptions = {}): string {
  const [first, ...others] = args;
  const rest = [...others];
  let text = '';
  if (typeof first !== 'string') rest.unshift(...args.slice(0, 1));
  else if (rest.length === 0) return first;
  else {
    text = first.replace(/%[sdifjoOc%]/g, (directive) => {
      if (directive === '%%') return '%';
      if (rest.length === 0) return directive;
      return direct(directive, rest.shift(), options);
    });
  }
  const words = rest.map((value) => (typeof value === 'string' ? value : inspect(value, options)));
  return typeof first === 'string' ? [text, ...words].join(' ') : words.join(' ');
}

function direct(directive: string, value: unknown, options: InspectOptions): string {
  switch (directive) {
    case '%s':
      return stringOf(value, options);
    case '%d':
      return typeof value === 'bigint' ? `${value}n` : typeof value === 'object' ? 'NaN' : String(Number(value));
    case '%i':
      return typeof value === 'bigint'
        ? `${value}n`
        : typeof value === 'object'
          ? 'NaN'
          : String(parseInt(String(value)));
    case '%f':
      return typeof value === 'symbol' ? 'NaN' : String(parseFloat(String(value)));
    case '%j':
      return json(value);
    case '%o':
      return inspect(value, { ...options, depth: 4 });
    case '%O':
      return inspect(value, options);
    default:
      return '';
  }
}

function stringOf(value: unknown, options: InspectOptions): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    return hasOwnWords(value) ? String(value) : inspect(value, { ...options, depth: 0 });
  }
  return inspect(value, options);
}

/** Whether somebody wrote a toString for it: those of the language itself say less than `inspect`. */
function hasOwnWords(value: object): boolean {
  const { toString } = value as { toString?: unknown };
  if (typeof toString !== 'function' || value instanceof Date) return false;
  return !Function.prototype.toString.call(toString).includes('[native code]');
}

function json(value: unknown): string {
  try {
    return String(JSON.stringify(value));
  } catch (error) {
    if (error instanceof TypeError && /circular|cyclic/i.test(error.message)) return '[Circular]';
    throw error;
  }
}
