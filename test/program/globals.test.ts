import { expect, test } from 'vitest';
import { provide, sweep } from '../../src/program/globals';

function scopeLikeAWorkers(): { scope: Record<string, unknown>; prototype: object } {
  class EventTarget {
    addEventListener(): void {}
  }
  class WorkerScope extends EventTarget {
    get indexedDB(): string {
      return 'a way out';
    }
  }
  const scope = new WorkerScope() as unknown as Record<string, unknown>;
  Object.assign(scope, { WebSocket: class {}, fetch: () => {}, Map, JSON, [Symbol('secret')]: 1 });
  scope['URL'] = Object.assign(class {}, { createObjectURL: () => 'blob:', canParse: () => true });
  return { scope, prototype: WorkerScope.prototype };
}

test('only what is listed stays, along the whole chain of prototypes', () => {
  const { scope, prototype } = scopeLikeAWorkers();
  expect(sweep(scope)).toEqual([]);
  expect(Reflect.ownKeys(scope).sort()).toEqual(['JSON', 'Map', 'URL']);
  expect(scope['indexedDB']).toBe(undefined);
  expect(scope['addEventListener']).toBe(undefined);
  expect(Reflect.ownKeys(prototype)).toEqual([]);
  expect(scope.constructor).toBe(Object);
});

test('ways out that hang on what stays go too', () => {
  const { scope } = scopeLikeAWorkers();
  sweep(scope);
  expect(Object.keys(scope['URL'] as object)).toEqual(['canParse']);
});

test('what the engine does not let go is told', () => {
  const { scope } = scopeLikeAWorkers();
  Object.defineProperty(scope, 'stuck', { value: 1, configurable: false });
  expect(sweep(scope)).toEqual(['stuck']);
});

test('what is provided can be written over, as in Node, and is not listed', () => {
  const scope: Record<string, unknown> = {};
  provide(scope, { setTimeout: 1 });
  expect(Object.keys(scope)).toEqual([]);
  scope['setTimeout'] = 2;
  expect(scope['setTimeout']).toBe(2);
});
