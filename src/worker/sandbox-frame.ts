import type { Boot, SandboxFailure } from './boot';

/**
 * What strangers' programs run under: no address can be reached, nothing is loaded, code comes from blobs alone.
 * Workers inherit it. Together with the frame's opaque origin: no storage, no cookies, no page.
 */
const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:";

/** Everything that runs in the frame itself: it starts the simulation's worker and hands the port on. */
const BOOT_SCRIPT = `
addEventListener('message', (event) => {
  if (event.source !== parent) return;
  const fail = (message) => parent.postMessage({ type: 'sandbox-failure', message }, '*');
  try {
    const { simScript, processScript } = event.data;
    const worker = new Worker(URL.createObjectURL(new Blob([simScript], { type: 'text/javascript' })));
    worker.onerror = (error) => fail(error.message || 'The simulation could not be started.');
    worker.postMessage({ processScript }, [event.ports[0]]);
  } catch (error) {
    fail(String(error));
  }
}, { once: true });
`;

export interface SandboxFrame {
  /** To the simulation's worker, once it is there. */
  readonly port: MessagePort;
  /** Called when the frame reports that something broke. */
  onFailure: ((message: string) => void) | null;
  /** Ends the frame and every worker in it. */
  remove(): void;
}

/** Puts an invisible frame of opaque origin into the page and starts the simulation in it. */
export function createSandboxFrame(scripts: Boot): SandboxFrame {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.title = 'simulation';
  frame.style.display = 'none';
  frame.srcdoc = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><script>${BOOT_SCRIPT}</script>`;

  const { port1, port2 } = new MessageChannel();
  const heard = (event: MessageEvent<unknown>): void => {
    if (event.source === frame.contentWindow && isFailure(event.data)) sandbox.onFailure?.(event.data.message);
  };
  const sandbox: SandboxFrame = {
    port: port1,
    onFailure: null,
    remove() {
      window.removeEventListener('message', heard);
      port1.close();
      frame.remove();
    },
  };
  window.addEventListener('message', heard);
  // The origin of the frame is opaque: it has no name that a message could be addressed to.
  frame.addEventListener('load', () => frame.contentWindow?.postMessage(scripts, '*', [port2]), { once: true });
  document.body.append(frame);
  return sandbox;
}

function isFailure(data: unknown): data is SandboxFailure {
  if (typeof data !== 'object' || data === null) return false;
  const { type, message } = data as Partial<SandboxFailure>;
  return type === 'sandbox-failure' && typeof message === 'string';
}
