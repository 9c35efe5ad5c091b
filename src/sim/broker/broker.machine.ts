import { setup } from 'xstate';

/**
 * The life of a broker's process. Kafka: BrokerState (NOT_RUNNING, STARTING, RECOVERY, RUNNING,
 * PENDING_CONTROLLED_SHUTDOWN, SHUTTING_DOWN) and BrokerLifecycleManager.
 *
 *   start            logs read, caught up       unfenced                SIGTERM
 *   ─────> Starting ────────────────> Recovery ─────────> Running ─────────────> PendingControlledShutdown
 *                                                            │                            │ the controller lets it go
 *   NotRunning <─────────────────────────────────────────────┴── kill -9 ── ShuttingDown <┘
 */
export type BrokerEvent =
  | { readonly type: 'start' }
  /** It has the metadata up to its own registration. */
  | { readonly type: 'caught-up' }
  | { readonly type: 'unfenced' }
  /** The controller fenced it: it lost its session, and goes on asking. */
  | { readonly type: 'fenced' }
  | { readonly type: 'shutdown' }
  | { readonly type: 'released' }
  | { readonly type: 'stopped' }
  | { readonly type: 'kill' };

const IGNORED = {};
const DEAD = 'NotRunning';

export const brokerMachine = setup({ types: { events: {} as BrokerEvent } }).createMachine({
  id: 'broker',
  initial: 'NotRunning',
  states: {
    NotRunning: {
      on: { start: 'Starting', fenced: IGNORED, unfenced: IGNORED, kill: IGNORED, stopped: IGNORED, released: IGNORED },
    },
    Starting: {
      on: { 'caught-up': 'Recovery', fenced: IGNORED, unfenced: IGNORED, shutdown: 'ShuttingDown', kill: DEAD },
    },
    Recovery: {
      on: { 'caught-up': IGNORED, unfenced: 'Running', fenced: IGNORED, shutdown: 'ShuttingDown', kill: DEAD },
    },
    Running: {
      // A fenced broker keeps serving what it may: Kafka's BrokerState stays RUNNING.
      on: {
        'caught-up': IGNORED,
        unfenced: IGNORED,
        fenced: IGNORED,
        shutdown: 'PendingControlledShutdown',
        kill: DEAD,
      },
    },
    PendingControlledShutdown: {
      on: {
        'caught-up': IGNORED,
        unfenced: IGNORED,
        fenced: IGNORED,
        shutdown: IGNORED,
        released: 'ShuttingDown',
        kill: DEAD,
      },
    },
    ShuttingDown: {
      on: {
        'caught-up': IGNORED,
        unfenced: IGNORED,
        fenced: IGNORED,
        shutdown: IGNORED,
        released: IGNORED,
        stopped: DEAD,
        kill: DEAD,
      },
    },
  },
});
