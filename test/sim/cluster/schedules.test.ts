import { describe, expect, it } from 'vitest';
import type { SimEvent } from '../../../src/contract/event';
import { world, type World } from '../../support/world';

const MS = 1000;
const schedules = {
  quake: [
    { afterUs: 500 * MS, command: { type: 'kill-broker', broker: 2 } },
    { afterUs: 100 * MS, command: { type: 'cut-link', from: 'broker:1', to: 'broker:3' } },
    { afterUs: 0, command: { type: 'pause-broker', broker: 3 } },
    { afterUs: 500 * MS, command: { type: 'kill-broker', broker: 2 } },
  ],
  nothing: [],
} as const;

const told = (here: World, ...types: SimEvent['type'][]): string[] =>
  here.events
    .filter(({ type }) => types.includes(type))
    .map((event) => {
      if (event.type === 'schedule') return `${event.atUs / MS} ${event.schedule} ${event.state}`;
      if (event.type === 'node') return `${event.atUs / MS} node ${event.broker} ${event.reason}`;
      if (event.type === 'link') return `${event.atUs / MS} ${event.from} ${event.to} ${event.state}`;
      if (event.type === 'command-refused')
        return `${event.atUs / MS} ${event.command} ${event.reason} ${event.subject}`;
      return event.type;
    });

describe('a schedule of the scenario', () => {
  it('gives its faults when they are due, counted from its beginning, refused ones as any other', () => {
    const here = world({ schedules });
    here.run(2000);
    expect(told(here, 'schedule', 'node', 'link')).toEqual([]);
    here.cluster.command({ type: 'start-schedule', schedule: 'quake' });
    here.run(2000);
    expect(told(here, 'schedule', 'node', 'link', 'command-refused')).toEqual([
      '2000 quake begun',
      '2000 node 3 paused',
      '2100 broker:1 broker:3 cut',
      '2500 node 2 kill -9',
      '2500 kill-broker not-running broker 2',
      '2500 quake over',
    ]);
  });

  it('begins once, if there is such a one at all; one without faults is over at once', () => {
    const here = world({ schedules });
    for (const schedule of ['quake', 'quake', 'flood', 'toString', 'nothing']) {
      here.cluster.command({ type: 'start-schedule', schedule });
    }
    here.run(1000);
    expect(told(here, 'schedule', 'command-refused')).toEqual([
      '0 quake begun',
      '0 start-schedule already-running quake',
      '0 start-schedule unknown-schedule flood',
      '0 start-schedule unknown-schedule toString',
      '0 nothing begun',
      '0 nothing over',
      '500 kill-broker not-running broker 2',
      '500 quake over',
    ]);
  });
});
