import { inspect } from './inspect/inspect';
import type { Realm } from './realm';

/** The package `shelfmark`: how a lesson's own files tell what the program did, and wait. */
export function shelfmarkModule(realm: Realm): Record<string, unknown> {
  return {
    /** Tells the lesson that something was done. `data` is what JSON can hold. */
    effect(name: string, data: unknown = null): void {
      if (typeof name !== 'string') throw new TypeError(`effect: the name must be a string, not ${inspect(name)}`);
      const text = JSON.stringify(data) as string | undefined;
      if (text === undefined) throw new TypeError(`effect: JSON cannot hold ${inspect(data)}`);
      realm.outbox.effect(name, text);
    },
    /** Resolves after this many milliseconds of virtual time. */
    sleep: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        realm.timers.setTimeout(() => resolve(), ms);
      }),
  };
}
