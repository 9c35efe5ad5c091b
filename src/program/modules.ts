import { Buffer } from 'buffer/index.js';
import { events } from './emitter';
import type { Realm } from './realm';
import { cryptoModule } from './shims/crypto';
import { utilModule } from './shims/util';
import { shelfmarkModule } from './shelfmark-module';

type Exports = Record<string, unknown>;

/** What `require` and `import` mean in a program. */
export class Modules {
  readonly #realm: Realm;
  readonly #builtIn: ReadonlyMap<string, unknown>;
  readonly #loaded = new Map<string, { exports: unknown }>();

  constructor(realm: Realm, kafkajs: Exports) {
    this.#realm = realm;
    const { timers } = realm;
    this.#builtIn = new Map<string, unknown>([
      ['kafkajs', kafkajs],
      ['shelfmark', shelfmarkModule(realm)],
      ['buffer', { Buffer }],
      ['crypto', cryptoModule(realm.random, realm.crypto)],
      ['events', events],
      ['util', utilModule(realm.inspectOptions)],
      [
        'timers/promises',
        {
          setTimeout: (delayMs?: number, value?: unknown) =>
            new Promise((resolve) => void timers.setTimeout(() => resolve(value), delayMs)),
          setImmediate: (value?: unknown) => new Promise((resolve) => void timers.setImmediate(() => resolve(value))),
        },
      ],
    ]);
  }

  /** Runs the entry file; resolves when it has come to its end. */
  async runEntry(file: string): Promise<void> {
    const module = { exports: {} as unknown };
    this.#loaded.set(file, module);
    await this.#realm.sources.compile(file, true)(...this.#arguments(file, module));
  }

  #arguments(file: string, module: { exports: unknown }): unknown[] {
    return [this.#requireIn(file), module, module.exports, this.#realm.console];
  }

  #requireIn(from: string): (name: string) => unknown {
    return (name) => {
      const plain = name.replace(/^node:/, '');
      if (this.#builtIn.has(plain)) return this.#builtIn.get(plain);
      const file = /^\.{0,2}\//.test(name) ? this.#realm.sources.resolve(from, name) : null;
      if (file === null) throw this.#notFound(name, from);
      const loaded = this.#loaded.get(file);
      if (loaded !== undefined) return loaded.exports;
      const module = { exports: {} as unknown };
      this.#loaded.set(file, module);
      try {
        this.#realm.sources.compile(file, false)(...this.#arguments(file, module));
      } catch (error) {
        this.#loaded.delete(file);
        throw error;
      }
      return module.exports;
    };
  }

  #notFound(name: string, from: string): Error {
    const names = [...this.#builtIn.keys()].join(', ');
    const message = `Cannot find module '${name}'\nRequired in ${from}. A program here can import its own files and ${names}.`;
    return Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });
  }
}
