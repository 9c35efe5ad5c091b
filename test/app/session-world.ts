import { vi } from 'vitest';
import type { RunSpec } from '../../src/app/run-book';
import { Session } from '../../src/app/session.svelte';
import type { SessionParts } from '../../src/app/session-parts';
import { createKeeper } from '../../src/app/storage';
import type { SimEventBody } from '../../src/contract/event';
import { Crank, FakeSim, FakeStore } from '../support/fake-sim';

export const SECOND = 1_000_000;
export const spec: RunSpec = {
  id: 'lesson',
  scenario: {
    id: 'lesson',
    brokers: [{ id: 1 }],
    links: { clientUs: 200_000, brokerUs: 200_000 },
    topics: [],
  },
  seed: 7,
  programs: [
    { name: 'producer', entry: 'producer.ts', role: 'producer' },
    { name: 'consumer', entry: 'consumer.ts', role: 'consumer' },
  ],
  files: { 'producer.ts': 'produce()', 'consumer.ts': 'consume()', 'shop.ts': 'shop()' },
};

export const heartbeat = (atUs: number) => ({ atUs, ...message('Heartbeat') });
const message = (api: string): SimEventBody => ({
  type: 'message',
  id: 1,
  kind: 'request',
  api,
  apiVersion: 3,
  correlationId: 1,
  connection: 1,
  from: 'process:consumer-1',
  to: 'broker:1',
  bytes: 60,
  arrivesAtUs: null,
  requestId: null,
  batches: [],
  details: {},
});
export const elected = (atUs: number) => ({
  atUs,
  type: 'controller-changed' as const,
  broker: 1,
  epoch: 2,
});

/** A session over a scripted simulation, with frames turned by hand and a store of its own. */
export function setUp(script: ConstructorParameters<typeof FakeSim>[0] = [], parts: Partial<SessionParts> = {}) {
  const sim = new FakeSim(script);
  const frames = new Crank();
  const store = new FakeStore();
  const refused = vi.fn();
  const make = (more: Partial<SessionParts> = {}): Session =>
    new Session({
      spec,
      keeper: createKeeper(() => store, refused),
      connect: () => Promise.resolve(sim),
      frames,
      pace: { speed: 1, auto: false },
      startsPlaying: true,
      ...parts,
      ...more,
    });
  return { sim, frames, store, refused, make, session: make() };
}
