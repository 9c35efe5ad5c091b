/** What the program's machinery needs of the worker around it; taken before anything is hidden from the program. */
export interface Platform {
  /** Sends an answer to the simulation. */
  readonly post: (message: unknown, transfer?: readonly ArrayBuffer[]) => void;
  readonly onMessage: (handler: (message: unknown) => void) => void;
  /** Errors that nothing caught, of callbacks that the engine itself runs. */
  readonly onError: (handler: (error: unknown) => void) => void;
  readonly onRejection: (handler: (reason: unknown, promise: unknown) => void) => void;
  readonly queueMicrotask: (job: () => void) => void;
  /** Resolves when every promise job that is due has run. */
  readonly hop: () => Promise<void>;
  /** Line and column at which the engine stops reading a text that it refuses; null when it does not tell. */
  readonly locateSyntaxError: (text: string) => Promise<{ line: number; column: number } | null>;
}

interface Scope {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  addEventListener(type: string, listener: (event: ScopeEvent) => void): void;
  queueMicrotask(callback: () => void): void;
  eval(text: string): unknown;
  MessageChannel: new () => { port1: Port; port2: Port };
  /** Given by hosts whose engine reports no line with an uncaught error. */
  locateSyntaxError?(text: string): { line: number; column: number } | null;
}

interface Port {
  onmessage: (() => void) | null;
  postMessage(message: unknown): void;
}

interface ScopeEvent {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly reason?: unknown;
  readonly promise?: unknown;
  readonly lineno?: number;
  readonly colno?: number;
  preventDefault(): void;
  stopImmediatePropagation(): void;
}

export function takePlatform(scope: Scope): Platform {
  const channel = new scope.MessageChannel();
  let arrived: (() => void) | null = null;
  channel.port1.onmessage = () => arrived?.();
  const sender = channel.port2;

  const later = scope.queueMicrotask.bind(scope);
  const read = scope.eval;
  const listen = scope.addEventListener.bind(scope);
  const locateHere = scope.locateSyntaxError;
  let located: ((event: ScopeEvent) => void) | null = null;
  let failed: (error: unknown) => void = () => {};
  listen('error', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (located !== null) located(event);
    else failed(event.error);
  });

  return {
    post: scope.postMessage.bind(scope),
    onMessage: (handler) =>
      listen('message', (event) => {
        // A listener that the program manages to add must not see how the windows of time are cut.
        event.stopImmediatePropagation();
        handler(event.data);
      }),
    onError: (handler) => {
      failed = handler;
    },
    onRejection: (handler) =>
      listen('unhandledrejection', (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        handler(event.reason, event.promise);
      }),
    queueMicrotask: later,
    hop: () =>
      new Promise((resolve) => {
        arrived = resolve;
        sender.postMessage(null);
      }),
    // Engines tell the place of a syntax error only in the report of an error that nobody caught.
    locateSyntaxError: (text) =>
      new Promise((resolve) => {
        if (locateHere !== undefined) return resolve(locateHere(text));
        located = ({ lineno, colno }) => {
          located = null;
          resolve(lineno === undefined ? null : { line: lineno, column: colno ?? 1 });
        };
        later(() => {
          read(text);
          located = null;
          resolve(null);
        });
      }),
  };
}
