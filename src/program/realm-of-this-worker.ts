import { Buffer } from 'buffer/index.js';
import { provide, sweep } from './globals';
import { takePlatform } from './platform';
import { Realm } from './realm';
import { virtualDate, virtualIntl } from './virtual-date';

/**
 * Makes the worker's global scope the program's world. Has to be evaluated before KafkaJS, which must
 * find the virtual clock; and before any line of the program, which must find nothing else.
 */
const scope = globalThis as unknown as Parameters<typeof takePlatform>[0] & Record<string, unknown>;

export const platform = takePlatform(scope);

const RealDate = Date;
sweep(scope);

export const realm = new Realm(platform.queueMicrotask);
realm.locateSyntaxError = platform.locateSyntaxError;
platform.onError(realm.uncaught);
platform.onRejection(realm.rejected);

const { timers, clock } = realm;
const nowMs = (): number => clock.epochMs;
virtualIntl(Intl, RealDate, nowMs);
Math.random = realm.random.next;

const errors = Error as unknown as {
  stackTraceLimit?: number;
  captureStackTrace?: (error: object, above?: unknown) => void;
};
// Frames of the program may lie below many of KafkaJS.
errors.stackTraceLimit = 50;
const { captureStackTrace } = errors;
errors.captureStackTrace = (error, above) => {
  timers.touch();
  captureStackTrace?.(error, above);
};

provide(scope, {
  global: scope,
  Buffer,
  Date: virtualDate(RealDate, nowMs),
  setTimeout: timers.setTimeout,
  setInterval: timers.setInterval,
  setImmediate: timers.setImmediate,
  clearTimeout: timers.clear,
  clearInterval: timers.clear,
  clearImmediate: timers.clear,
  queueMicrotask: realm.enqueue,
  console: realm.console,
  process: realm.process,
  crypto: { getRandomValues: realm.crypto.getRandomValues, randomUUID: realm.crypto.randomUUID },
  performance: {
    now: () => (clock.nowUs - realm.startedUs) / 1000,
    get timeOrigin() {
      return clock.epochMs - (clock.nowUs - realm.startedUs) / 1000;
    },
  },
});
