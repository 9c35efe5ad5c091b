import { describe, expect, it } from 'vitest';
import { world } from '../../support/world';

const partitions = 24;

describe('wishes for another ISR', () => {
  it('gather while one is under way: a broker’s return is a few requests, and no heartbeat waits behind them', () => {
    const topics = [{ name: 'T', partitions, replicationFactor: 3, configs: {} }];
    const here = world({
      brokers: 3,
      topics,
      clientMs: 200,
      brokerMs: 200,
      config: { 'broker.session.timeout.ms': '6000' },
    });
    here.run(2_000);
    here.cluster.command({ type: 'kill-broker', broker: 1 });
    here.run(15_000);
    here.cluster.command({ type: 'start-broker', broker: 1, disk: 'kept' });
    const before = here.events.length;
    here.run(15_000);
    const events = here.events.slice(before);
    const back = events.filter((event) => event.type === 'partition-changed' && event.reason === 'isr-expanded');
    expect(back).toHaveLength(partitions);
    const asked = events.flatMap((event) =>
      event.type === 'message' && event.api === 'AlterPartition' && event.kind === 'request' ? [event.from] : [],
    );
    for (const broker of ['broker:2', 'broker:3']) {
      const own = asked.filter((from) => from === broker).length;
      expect(own).toBeGreaterThan(0);
      expect(own).toBeLessThanOrEqual(4);
    }
    const fenced = events.flatMap((event) =>
      event.type === 'registration' && event.state === 'Fenced' ? [event.broker] : [],
    );
    expect(fenced.filter((broker) => broker !== 1)).toEqual([]);
  });
});
