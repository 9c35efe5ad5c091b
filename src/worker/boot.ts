/** Page to frame, with the simulation's end of the port: both workers' scripts as text. */
export interface Boot {
  readonly simScript: string;
  readonly processScript: string;
}

/** First message of the simulation's worker through the port: its script has run. */
export const READY = 'ready';

/** Frame to page: a worker could not be started, or broke outside of any message. */
export interface SandboxFailure {
  readonly type: 'sandbox-failure';
  readonly message: string;
}
