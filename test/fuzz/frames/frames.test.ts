import { describe, expect, it } from 'vitest';
import type { Broker } from '../../../src/sim/broker/broker';
import type { GroupDesk } from '../../../src/sim/broker/context';
import { besiege } from './run';

/** In `npm test`; `npm run fuzz -- --frames 1000000` goes on from here. A request that waits is rare: the ninth has one. */
const SEEDS = [1, 2, 3, 4, 5, 6, 9];

describe('bad bytes', () => {
  it(`${SEEDS.length} sieges: every frame is answered or ends its connection, and the neighbour notices nothing`, () => {
    const fates = { answered: 0, refused: 0, closed: 0, silent: 0, waits: 0 };
    for (const seed of SEEDS) {
      const siege = besiege(seed);
      for (const fate of Object.keys(fates) as (keyof typeof fates)[]) fates[fate] += siege.fates[fate];
    }
    process.stdout.write(`of ${SEEDS.length} sieges: ${JSON.stringify(fates)}\n`);
    for (const [fate, count] of Object.entries(fates)) expect(count, fate).toBeGreaterThan(0);
  });

  it('a seed sends the same frames again', () => {
    expect(besiege(3, 200)).toEqual(besiege(3, 200));
  });
});

describe('a bug in the broker is seen', () => {
  type Handle = GroupDesk['handle'];
  type Answer = (response: object) => void;

  /** Handles ListGroups otherwise than it should, which no neighbour asks for. */
  const besiegeWith = (listGroups: (broker: Broker, respond: Answer) => void): (() => void) => {
    const plant = (broker: Broker): void => {
      const handle = broker.groups.handle.bind(broker.groups) as Handle;
      broker.groups.handle = ((api, call, request, respond) => {
        if (api === 'ListGroups') listGroups(broker, respond as Answer);
        else handle(api, call, request, respond);
      }) as Handle;
    };
    return () => besiege(2, 500, plant);
  };

  it('something escapes', () => {
    const escape = (): void => {
      throw new TypeError('nobody thought of this');
    };
    expect(besiegeWith(escape)).toThrow('nobody thought of this');
  });

  it('no answer', () => {
    expect(besiegeWith(() => undefined)).toThrow('ListGroups is not answered');
  });

  it('an answer that cannot be sent', () => {
    expect(besiegeWith((_broker, respond) => respond({ groups: [{ groupId: null }] }))).toThrow('groupId');
  });

  it('a code that says nothing', () => {
    const respondUnknown = (_broker: Broker, respond: Answer): void => respond({ errorCode: -1 });
    expect(besiegeWith(respondUnknown)).toThrow('ListGroups is answered with error -1');
  });

  it('an answer to somebody else', () => {
    expect(besiegeWith((_broker, respond) => (respond({}), respond({})))).toThrow('nobody asked for');
  });

  it('a neighbour that notices', () => {
    const forgetAll = (broker: Broker, respond: Answer): void => {
      for (const partition of broker.replicas.partitions) partition.truncateTo(0, 0);
      respond({});
    };
    expect(besiegeWith(forgetAll)).toThrow('the neighbour');
  });
});
