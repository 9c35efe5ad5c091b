import { format as formatArgs } from '../inspect/format';
import { inspect as inspectValue, INSPECT, type InspectOptions } from '../inspect/inspect';

type Callback = (error: unknown, value?: unknown) => void;

export function promisify(work: (...args: [...unknown[], Callback]) => void) {
  return function (this: unknown, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      work.call(this, ...args, (error: unknown, value?: unknown) => (error ? reject(error) : resolve(value)));
    });
  };
}

export const format = (...args: unknown[]): string => formatArgs(args);

/** Node's `util` for programs, with their own lines in the stacks that it writes. */
export const utilModule = (options: InspectOptions): Record<string, unknown> => ({
  promisify,
  format: (...args: unknown[]) => formatArgs(args, options),
  inspect: Object.assign((value: unknown, given?: InspectOptions) => inspectValue(value, { ...options, ...given }), {
    custom: INSPECT,
  }),
  isDeepStrictEqual: (a: unknown, b: unknown) => inspectValue(a, { depth: null }) === inspectValue(b, { depth: null }),
});
