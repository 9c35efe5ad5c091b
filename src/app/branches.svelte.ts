import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import { ENGINE_VERSION, type RunLog } from '../contract/run-log';
import { logUntil } from './run-book';
import { sameStory } from './same-run';
import type { Ran, Simulation } from './simulation';

/** A run that made way for another one, and can be brought back. */
export interface LeftRun {
  /** It was gone on from at a past moment; begun again; or itself made way for a run that was brought back. */
  readonly why: 'forked' | 'over' | 'back';
  /** Where the run that took its place begins to be another one. */
  readonly atUs: Us;
  readonly log: RunLog;
  /** How far it had come. */
  readonly nowUs: Us;
  /** Of its journal up to then; null when nobody could tell. */
  readonly hash: string | null;
}

/** The run that stands on the page. */
export interface PresentRun {
  readonly log: RunLog;
  readonly nowUs: Us;
  /** Null when there is none that could tell of the run. */
  readonly simulation: Simulation | null;
  eventsUntil(atUs: Us): readonly SimEvent[];
}

export interface BranchesParts {
  readonly connect: () => Promise<Simulation>;
  readonly present: () => PresentRun;
  /** The replayed run takes the place of the present one, which is ended. False when another one came in between. */
  readonly adopt: (simulation: Simulation, log: RunLog, ran: Ran) => Promise<boolean>;
  /** To be kept over a reload. */
  readonly onLeft: (left: LeftRun | null) => void;
}

interface Replayed {
  readonly simulation: Simulation;
  readonly ran: Ran;
}

/**
 * Going on from a past moment, and the way back. Another cluster is replayed from zero beside the one on the page,
 * which stays until the other one agrees with it.
 */
export class Branches {
  /** What is asked of the visitor who acts in the past; `act` is what he wants done there. */
  asked: { readonly atUs: Us; readonly act: () => void } | null = $state.raw(null);
  /** A replay under way. */
  replay: { readonly nowUs: Us; readonly untilUs: Us } | null = $state.raw(null);
  /** Why the last replay changed nothing. */
  ended: 'differs' | 'failed' | null = $state(null);
  /** The last run that made way. */
  left: LeftRun | null = $state.raw(null);
  /** Whether the page speaks of it by itself. */
  leftIsNews: boolean = $state(false);
  readonly #parts: BranchesParts;
  /** What has been asked within this turn. */
  #asking: (() => void)[] | null = null;
  #replaying: { simulation: Simulation | null } | null = null;

  constructor(parts: BranchesParts, left: LeftRun | null) {
    this.#parts = parts;
    this.left = left;
  }

  /** What is asked at one go, as when all faults are healed, is one question. */
  ask(atUs: Us, act: () => void): void {
    if (this.replay !== null) return;
    this.ended = null;
    const acts = this.#asking !== null && this.asked?.atUs === atUs ? this.#asking : [];
    acts.push(act);
    this.#asking = acts;
    queueMicrotask(() => (this.#asking = null));
    this.asked = { atUs, act: () => acts.forEach((each) => each()) };
  }

  /** Takes the question back, or ends the replay: the present run stays. */
  cancel(): void {
    this.asked = null;
    this.replay = null;
    this.ended = null;
    this.#replaying?.simulation?.dispose();
    this.#replaying = null;
  }

  /** Goes on from where it was asked; resolves when that is done or has come to nothing. */
  async goOn(): Promise<void> {
    const { asked } = this;
    if (asked === null || this.replay !== null) return;
    this.asked = null;
    const present = this.#parts.present();
    const log: RunLog = { ...logUntil(present.log, asked.atUs), engine: ENGINE_VERSION };
    const agrees = ({ ran }: Replayed, isAwaited: () => boolean): Promise<boolean> =>
      sameStory(present.eventsUntil(asked.atUs), ran.events, isAwaited);
    if (await this.#replace(log, asked.atUs, agrees, 'forked', asked.atUs)) asked.act();
  }

  /** The run that made way last takes its place again, and the present one makes way. */
  async bringBack(): Promise<void> {
    const { left } = this;
    if (left === null || this.replay !== null) return;
    this.asked = null;
    const agrees = async ({ simulation }: Replayed): Promise<boolean> =>
      left.hash === null || left.hash === (await hashOf(simulation));
    await this.#replace(left.log, left.nowUs, agrees, 'back', left.atUs);
  }

  /**
   * The present run makes way for one that begins from zero.
   * @param given commands that any fresh run has.
   */
  async leaveForFresh(given: number): Promise<void> {
    this.cancel();
    const { log, nowUs, simulation } = this.#parts.present();
    // A run in which nobody did anything is had again by waiting.
    if (log.commands.length > given) this.#leave({ why: 'over', atUs: 0, log, nowUs, hash: await hashOf(simulation) });
  }

  /** Whether that came to be: not if it was cancelled, broke, or does not agree. */
  async #replace(
    log: RunLog,
    untilUs: Us,
    agrees: (replayed: Replayed, isAwaited: () => boolean) => Promise<boolean>,
    why: LeftRun['why'],
    atUs: Us,
  ): Promise<boolean> {
    const mine = { simulation: null as Simulation | null };
    this.#replaying = mine;
    this.ended = null;
    this.replay = { nowUs: 0, untilUs };
    const isMine = (): boolean => this.#replaying === mine;
    try {
      const simulation = await this.#parts.connect();
      mine.simulation = simulation;
      if (!isMine()) return give(simulation);
      simulation.onProgress = ({ nowUs }) => {
        if (isMine()) this.replay = { nowUs, untilUs };
      };
      const ran = await simulation.open(log, untilUs);
      const hash = await hashOf(this.#parts.present().simulation);
      const agreed = await agrees({ simulation, ran }, isMine);
      if (!isMine()) return give(simulation);
      if (!agreed) {
        this.#end('differs');
        return give(simulation);
      }
      const present = this.#parts.present();
      this.#leave({ why, atUs, log: present.log, nowUs: present.nowUs, hash });
      this.#end(null);
      return await this.#parts.adopt(simulation, log, ran);
    } catch {
      mine.simulation?.dispose();
      if (isMine()) this.#end('failed');
      return false;
    }
  }

  #end(ended: 'differs' | 'failed' | null): void {
    this.#replaying = null;
    this.replay = null;
    this.ended = ended;
  }

  #leave(left: LeftRun): void {
    this.left = left;
    this.leftIsNews = true;
    this.#parts.onLeft(left);
  }
}

function give(simulation: Simulation): false {
  simulation.dispose();
  return false;
}

/** A simulation that is busy for longer is not waited for: it may hang, and that may be why its run is left. */
const HASH_MS_MAX = 1_000;

/** Hash of the journal so far, or null when nobody can tell. */
async function hashOf(simulation: Simulation | null): Promise<string | null> {
  if (simulation === null) return null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), HASH_MS_MAX)));
  const answer = await Promise.race([simulation.query({ type: 'journal-hash' }).catch(() => null), late]);
  clearTimeout(timer);
  return answer?.type === 'journal-hash' ? answer.hash : null;
}
