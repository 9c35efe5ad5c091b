import { expect, it } from 'vitest';
import type { EndpointId } from '../../../src/contract/ids';
import { world } from '../../support/world';

it('what a former controller has not answered is asked of the new one', () => {
  const here = world();
  const client = here.client();
  const between = (type: 'cut-link' | 'heal-link'): void => {
    for (const other of ['broker:2', 'broker:3'] as EndpointId[]) {
      here.cluster.command({ type, from: 'broker:1', to: other });
      here.cluster.command({ type, from: other, to: 'broker:1' });
    }
  };
  const socket = client.open(1);
  here.run(1000);
  // Alone, the controller commits nothing, not even that the others are fenced: its own broker's heartbeat waits.
  for (const broker of [2, 3]) here.cluster.command({ type: 'pause-broker', broker });
  here.run(14_000);
  between('cut-link');
  for (const broker of [2, 3]) here.cluster.command({ type: 'resume-broker', broker });
  here.runUntil(() => here.events.filter(({ type }) => type === 'controller-changed').length === 2, 'another one');
  // The heartbeat is still under way when the broker asks the new controller for something else.
  client.send(socket, 'InitProducerId', 4, { transactionalId: null, transactionTimeoutMs: 1000 });
  here.run(50);
  between('heal-link');
  here.run(30_000);
  expect(here.cluster.nodes.get(2)?.broker?.image.brokers.get(1)?.fenced).toBe(false);
});
