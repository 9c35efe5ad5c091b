import { setup } from 'xstate';

/**
 * A broker as the controller knows it. Kafka: BrokerControlState (FENCED, UNFENCED, CONTROLLED_SHUTDOWN, SHUTDOWN_NOW).
 *
 *   register                caught up            asks to shut down          leads nothing, all know
 *   ────────> Fenced ──────────────────> Unfenced ─────────────> ControlledShutdown ─────────────> ShutdownNow
 *               ^                            │                         │
 *               └──── session expired ───────┴─────────────────────────┘
 *
 * Heartbeats that change nothing never come here: they move a deadline (broker-sessions.ts).
 */
export type RegistrationEvent =
  /** A new registration, after a start or a restart. */
  | { readonly type: 'register' }
  /** It wants to serve, and has all metadata up to its own registration. */
  | { readonly type: 'unfence' }
  /** It asks to be fenced itself. */
  | { readonly type: 'fence' }
  /** No heartbeat for broker.session.timeout.ms. */
  | { readonly type: 'session-expired' }
  | { readonly type: 'shutdown-asked' }
  /** It leads nothing any more, and every active broker has seen that. */
  | { readonly type: 'leaderships-moved' };

const IGNORED = {};

export const registrationMachine = setup({ types: { events: {} as RegistrationEvent } }).createMachine({
  id: 'registration',
  initial: 'Fenced',
  states: {
    Fenced: {
      on: {
        register: IGNORED,
        unfence: 'Unfenced',
        fence: IGNORED,
        'session-expired': IGNORED,
        // It leads nothing and stands in no ISR: it may go at once.
        'shutdown-asked': 'ShutdownNow',
        'leaderships-moved': IGNORED,
      },
    },
    Unfenced: {
      on: {
        register: 'Fenced',
        unfence: IGNORED,
        fence: 'Fenced',
        'session-expired': 'Fenced',
        'shutdown-asked': 'ControlledShutdown',
        'leaderships-moved': IGNORED,
      },
    },
    ControlledShutdown: {
      on: {
        register: 'Fenced',
        unfence: IGNORED,
        fence: 'Fenced',
        'session-expired': 'Fenced',
        'shutdown-asked': IGNORED,
        'leaderships-moved': 'ShutdownNow',
      },
    },
    ShutdownNow: {
      on: {
        register: 'Fenced',
        unfence: IGNORED,
        fence: IGNORED,
        'session-expired': IGNORED,
        'shutdown-asked': IGNORED,
        'leaderships-moved': IGNORED,
      },
    },
  },
});

export type RegistrationState = 'Fenced' | 'Unfenced' | 'ControlledShutdown' | 'ShutdownNow';
