import type { ToSim } from '../contract/port';
import { READY, type Boot } from './boot';
import { SimShell } from './sim-shell';
import { WorkerProcessHost } from './worker-process-host';

/**
 * Entry of the simulation's worker, inside of the sandboxed frame. The frame sends the script of programs and the
 * port to the page; from then on the page speaks contract/port.ts through that port.
 */
self.onmessage = (event: MessageEvent<Boot>) => {
  const port = event.ports[0]!;
  const address = URL.createObjectURL(new Blob([event.data.processScript], { type: 'text/javascript' }));
  const channel = new MessageChannel();
  let arrived = (): void => {};
  channel.port1.onmessage = () => arrived();

  const shell = new SimShell({
    host: new WorkerProcessHost(() => new Worker(address)),
    post: (message) => port.postMessage(message),
    realMs: () => performance.now(),
    hop: () =>
      new Promise((resolve) => {
        arrived = resolve;
        channel.port2.postMessage(null);
      }),
    every: (ms, call) => {
      const timer = setInterval(call, ms);
      return () => clearInterval(timer);
    },
  });
  port.onmessage = (message: MessageEvent<ToSim>) => shell.receive(message.data);
  port.postMessage(READY);
};
