import type { Command, LoggedCommand } from './command';
import type { SimEvent } from './event';
import type { Us } from './ids';
import type { Query, QueryAnswer } from './query';
import type { RunLog } from './run-log';

/** Page to simulation. */
export type ToSim =
  /** Begin a run from zero, replaying its commands up to `untilUs` (0: stop at the start). Ends the run before it. */
  | { readonly type: 'open'; readonly run: number; readonly log: RunLog; readonly untilUs: Us }
  /** Run everything up to and including this moment, post once, stop. */
  | { readonly type: 'grant'; readonly run: number; readonly untilUs: Us }
  /** Carried out at the time of the last grant. */
  | { readonly type: 'command'; readonly run: number; readonly command: Command }
  | { readonly type: 'query'; readonly run: number; readonly id: number; readonly query: Query };

/** Simulation to page. `run` is the number that `open` gave: answers of an older run are dropped. */
export type FromSim =
  /** One for each `open` and `grant`. */
  | {
      readonly type: 'ran';
      readonly run: number;
      readonly nowUs: Us;
      /** Time of the next thing that will happen by itself, null when nothing will. */
      readonly nextUs: Us | null;
      readonly events: readonly SimEvent[];
      /** Commands carried out since the last post, the watchdog's among them. */
      readonly commands: readonly LoggedCommand[];
      /** Set when the run stopped for good: the journal is full. */
      readonly ended: 'journal-full' | null;
    }
  /** While a long `open` replays; in a long `grant`, as a sign of life. */
  | { readonly type: 'progress'; readonly run: number; readonly nowUs: Us; readonly untilUs: Us }
  | { readonly type: 'answer'; readonly run: number; readonly id: number; readonly answer: QueryAnswer }
  /** The simulation itself broke; the text is for us, the page says what to do. */
  | { readonly type: 'broken'; readonly run: number; readonly message: string };
