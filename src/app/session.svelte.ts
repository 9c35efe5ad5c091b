import type { Command } from '../contract/command';
import type { CommandRefusedEvent, SimEvent } from '../contract/event';
import { US_PER_SECOND, type ProcessId, type Us } from '../contract/ids';
import type { Query, QueryAnswer } from '../contract/query';
import { ENGINE_VERSION, type RunLog } from '../contract/run-log';
import type { SourceFiles } from '../contract/scenario';
import { isDrawn } from '../view/drawn';
import { emptyView } from '../view/empty-view';
import { isAlive } from '../view/selectors';
import { Timeline, type Notable } from '../view/timeline';
import { INSTANCES_MAX } from '../panels/instances';
import { AskedRuns } from './asked-runs';
import type { View } from '../view/view';
import { chronicle, EMPTY_CHRONICLE, type Chronicle } from './chronicle';
import { effectiveSpeed, grantUntil, STEP_US_MAX, type Pace } from './pace';
import { RunFiles } from './run-files.svelte';
import {
  filesAfter,
  freshLog,
  givenUntil,
  isStale,
  RunBook,
  startedFrom,
  withCommands,
  type RunSpec,
} from './run-book';
import type { Frames, Ran, Simulation } from './simulation';
import type { Keeper } from './storage';

/** Where the run stands; `replaying` is a kept run on its way back to where it was left. */
export type Phase = 'opening' | 'replaying' | 'ready' | 'full' | 'broken';

/** Why a step stopped without showing anything. */
export type StepEnd = 'nothing-next' | 'quiet-minute' | null;

/** A replay shorter than this is not spoken of. */
const REPLAY_SPOKEN_MS = 500;
/** The place in the run is kept this often; the log, whenever it grew. */
const KEEP_EVERY_MS = 2_000;

export interface SessionParts {
  readonly spec: RunSpec;
  /** Null: nothing is kept, as for the cluster on the home page. */
  readonly keeper: Keeper | null;
  readonly connect: () => Promise<Simulation>;
  readonly frames: Frames;
  readonly pace: Pace;
  /** Whether time starts by itself in a run that nobody has begun yet. */
  readonly startsPlaying: boolean;
  /** A run begins from zero, be it a fresh one or a kept one that is replayed. */
  readonly onBegin?: () => void;
  /** Told each event of the run, with the view after it. */
  readonly onEvent?: (view: View, event: SimEvent) => void;
}

/**
 * One run as the page holds it: owns the simulation's client, the log, the view, the pace and the files. The page
 * owns the pace: each frame grants a bit of virtual time, and nothing runs ahead of that.
 */
export class Session {
  view: View = $state.raw() as View;
  nowUs: Us = $state(0);
  phase: Phase = $state('opening');
  playing: boolean = $state(false);
  pace: Pace = $state.raw({ speed: 1, auto: true });
  story: Chronicle = $state.raw(EMPTY_CHRONICLE);
  notable: readonly Notable[] = $state.raw([]);
  readonly files: RunFiles;
  /** Set while a replay takes long enough to speak of. */
  replay: { readonly nowUs: Us; readonly untilUs: Us } | null = $state.raw(null);
  refusal: CommandRefusedEvent | null = $state.raw(null);
  stepEnd: StepEnd = $state(null);
  /** What is to be said of the kept run. */
  keptNote: 'other-engine' | 'lesson-changed' | null = $state(null);
  failure: string | null = $state(null);
  /** Counts the runs begun here: what belongs to one run only is keyed by it. */
  run: number = $state(0);
  log: RunLog = $state.raw({} as RunLog);

  readonly spec: RunSpec;
  readonly #parts: SessionParts;
  readonly #book: RunBook | null;
  #simulation: Simulation | null = null;
  #timeline: Timeline;
  #nextUs: Us | null = null;
  #pending = false;
  #granting: Promise<void> | null = null;
  #nudge = false;
  #stepping = false;
  #lastFrameMs: number | null = null;
  #lastKeptMs = 0;
  #cancelFrame: (() => void) | null = null;
  #disposed = false;
  readonly #started = $derived(this.run > 0 ? startedFrom(this.log) : new Map<ProcessId, SourceFiles>());

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.spec = parts.spec;
    this.pace = parts.pace;
    this.#book = parts.keeper === null ? null : new RunBook(parts.keeper);
    this.files = new RunFiles(
      parts.spec.files,
      this.#book?.files(parts.spec) ?? parts.spec.files,
      () => this.#keepFiles(),
      () => {
        if (this.#sendEdits()) this.#nudgeIfStill();
      },
    );
    this.#timeline = new Timeline(emptyView(parts.spec.scenario, parts.spec.programs));
    this.view = this.#timeline.view;
  }

  /** Connects and opens the kept run where it was left, or a fresh one. */
  async start(): Promise<void> {
    const kept = this.#book?.run(this.spec) ?? null;
    if (kept === null || kept === 'changed') {
      if (kept === 'changed') this.keptNote = 'lesson-changed';
      await this.#open(freshLog(this.spec, this.files.texts), givenUntil(this.spec), this.#parts.startsPlaying);
      return;
    }
    if (kept.log.engine !== ENGINE_VERSION) this.keptNote = 'other-engine';
    await this.#open({ ...kept.log, engine: ENGINE_VERSION }, kept.nowUs, kept.playing);
  }

  /** A fresh run with the files as they are; asks nothing, since nothing that was typed is lost. */
  async startOver(): Promise<void> {
    this.keptNote = null;
    await this.#open(freshLog(this.spec, this.files.texts), givenUntil(this.spec), true);
  }

  play(): void {
    if (this.phase !== 'ready' || this.playing) return;
    this.playing = true;
    this.stepEnd = null;
    this.#lastFrameMs = null;
    this.#ask();
  }

  pause(): void {
    this.playing = false;
    this.keep();
  }

  /** Goes, paused, to the next event that is drawn; at most STEP_US_MAX of virtual time. */
  async step(): Promise<void> {
    if (this.phase !== 'ready' || this.#stepping) return;
    this.playing = false;
    this.stepEnd = null;
    this.#stepping = true;
    try {
      await this.#idle();
      const limitUs = this.nowUs + STEP_US_MAX;
      while (this.phase === 'ready' && !this.playing) {
        if (this.#nextUs === null) {
          this.stepEnd = 'nothing-next';
          break;
        }
        if (this.#nextUs > limitUs) {
          this.stepEnd = 'quiet-minute';
          break;
        }
        const ran = await this.#grant(Math.max(this.#nextUs, this.nowUs + 1));
        if (ran === null || ran.events.some(isDrawn)) break;
      }
    } finally {
      this.#stepping = false;
      this.keep();
    }
  }

  /** Something that the visitor does to the cluster. While time stands it moves 1 µs, so that the effect shows. */
  command(command: Command): void {
    if (this.#simulation === null || this.phase !== 'ready') return;
    if (command.type === 'run') this.#sendEdits();
    this.refusal = null;
    this.stepEnd = null;
    this.#simulation.command(command);
    this.#nudgeIfStill();
  }

  /**
   * Asks the cluster as it stands at the end of the run, also while a past moment is looked at. Answered between two
   * grants, so no frame waits for it. Never rejects: `gone` when there is no run to ask, or another has begun meanwhile.
   */
  async query(query: Query): Promise<QueryAnswer> {
    const run = this.run;
    const gone: QueryAnswer = { type: 'gone', what: query.type };
    if (this.#simulation === null || (this.phase !== 'ready' && this.phase !== 'full')) return gone;
    try {
      const answer = await this.#simulation.query(query);
      return this.#gone(run) ? gone : answer;
    } catch {
      // A simulation that broke says so at its next grant; a question has nothing to add.
      return gone;
    }
  }

  /** Starts the instance, or the next free one if that is on its way already. */
  startInstance(program: string, wanted: number): void {
    if (this.phase !== 'ready') return;
    const isTaken = (process: ProcessId): boolean => {
      const known = this.view.processes.get(process);
      return known !== undefined && isAlive(known);
    };
    const instance = this.#asked.take(program, wanted, isTaken);
    if (instance <= INSTANCES_MAX) this.command({ type: 'run', program, instance });
  }

  readonly #asked = new AskedRuns();

  /** SIGTERM or kill now, and the same instance again once it has left. */
  restart(process: ProcessId): void {
    const view = this.view.processes.get(process);
    if (view === undefined) return;
    const again = (): void => this.command({ type: 'run', program: view.program, instance: view.instance });
    if (!isAlive(view)) {
      again();
      return;
    }
    this.#restarting.add(process);
    if (view.state !== 'stopping') this.command({ type: 'stop', process });
  }

  readonly #restarting = new Set<ProcessId>();

  /** Whether this process runs other text than the files now hold. */
  stale(process: ProcessId): boolean {
    const view = this.view.processes.get(process);
    const program = this.view.programs.find((each) => each.name === view?.program);
    if (program === undefined) return false;
    return isStale(this.#started.get(process), this.files.texts, program.entry, this.view.programs);
  }

  /** Writes down everything that must outlive the page. Called when the page goes, and now and then. */
  keep(): void {
    this.#keepFiles();
    if (this.#book === null || this.phase === 'opening' || this.phase === 'replaying') return;
    this.#book.keepPlace(this.spec, this.nowUs, this.playing);
  }

  dispose(): void {
    this.keep();
    this.#disposed = true;
    this.files.rest();
    this.#cancelFrame?.();
    this.#simulation?.dispose();
    this.#simulation = null;
  }

  async #open(log: RunLog, untilUs: Us, playing: boolean): Promise<void> {
    const run = this.run + 1;
    this.run = run;
    this.phase = log.commands.length > 0 ? 'replaying' : 'opening';
    this.playing = false;
    this.failure = null;
    this.refusal = null;
    this.stepEnd = null;
    this.#restarting.clear();
    this.log = log;
    this.files.begin(filesAfter(log));
    this.#granting = null;
    this.#pending = true;
    this.replay = null;
    const spoken = setTimeout(() => {
      if (this.run === run && this.phase === 'replaying') this.replay = { nowUs: 0, untilUs };
    }, REPLAY_SPOKEN_MS);
    try {
      this.#simulation ??= await this.#connect();
      if (this.#gone(run)) return;
      const ran = await this.#simulation.open(log, untilUs);
      if (this.#gone(run)) return;
      this.#timeline = new Timeline(emptyView(log.scenario, log.programs));
      this.#asked.clear();
      this.notable = [];
      this.#parts.onBegin?.();
      this.story = EMPTY_CHRONICLE;
      this.nowUs = 0;
      this.phase = 'ready';
      // What was carried out is the log; a recorded command that could not be would only be repeated for ever.
      if (ran.commands.length >= log.commands.length) this.log = { ...log, commands: [] };
      this.#absorb(ran);
      this.#book?.keepLog(this.spec, this.log);
      this.#sendEdits();
      await this.#warmUp(run);
      if (playing && !this.#gone(run)) this.play();
    } catch (error) {
      if (!this.#gone(run)) this.#break(error);
    } finally {
      clearTimeout(spoken);
      if (this.run === run) {
        this.replay = null;
        this.#pending = false;
      }
    }
  }

  /** In pieces, so that the picture fills up while one looks. */
  async #warmUp(run: number): Promise<void> {
    const untilUs = this.spec.warmUpUs ?? 0;
    while (this.nowUs < untilUs && this.phase === 'ready' && !this.playing && !this.#gone(run)) {
      await this.#grant(Math.min(untilUs, this.nowUs + US_PER_SECOND));
    }
  }

  async #connect(): Promise<Simulation> {
    const simulation = await this.#parts.connect();
    if (this.#disposed) simulation.dispose();
    simulation.onProgress = ({ nowUs, untilUs }) => {
      if (this.replay !== null) this.replay = { nowUs, untilUs };
    };
    return simulation;
  }

  #gone(run: number): boolean {
    return this.#disposed || this.run !== run;
  }

  #ask(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = this.#parts.frames.next((realMs) => this.#frame(realMs));
  }

  #frame(realMs: number): void {
    if (!this.playing || this.#disposed) return;
    this.#ask();
    if (this.#parts.frames.hidden()) {
      this.#lastFrameMs = null;
      return;
    }
    if (this.#lastFrameMs === null) {
      this.#lastFrameMs = realMs;
      return;
    }
    if (this.#pending) return;
    const elapsedMs = realMs - this.#lastFrameMs;
    this.#lastFrameMs = realMs;
    if (realMs - this.#lastKeptMs > KEEP_EVERY_MS) {
      this.#lastKeptMs = realMs;
      this.keep();
    }
    const speed = effectiveSpeed(this.pace, this.story.attention, this.nowUs);
    void this.#grant(grantUntil(this.nowUs, elapsedMs, speed));
  }

  /** One grant at a time: a second one waits for the first. Null when the run has ended meanwhile. */
  async #grant(untilUs: Us): Promise<Ran | null> {
    const run = this.run;
    while (this.#granting !== null) await this.#granting;
    const simulation = this.#simulation;
    if (simulation === null || this.phase !== 'ready' || this.#gone(run)) return null;
    this.#pending = true;
    let done = (): void => undefined;
    const granting = new Promise<void>((resolve) => (done = resolve));
    this.#granting = granting;
    try {
      const ran = await simulation.grant(Math.max(untilUs, this.nowUs));
      if (this.#gone(run)) return null;
      this.#pending = false;
      this.#granting = null;
      this.#absorb(ran);
      return ran;
    } catch (error) {
      if (!this.#gone(run)) this.#break(error);
      return null;
    } finally {
      if (this.#granting === granting) this.#granting = null;
      done();
    }
  }

  #absorb(ran: Ran): void {
    for (const event of ran.events) {
      this.#asked.told(event);
      const view = this.#timeline.append([event]);
      this.#parts.onEvent?.(view, event);
    }
    this.view = this.#timeline.view;
    if (this.#timeline.notable.length !== this.notable.length) this.notable = [...this.#timeline.notable];
    this.nowUs = ran.nowUs;
    this.#nextUs = ran.nextUs;
    this.story = chronicle(this.story, ran.events);
    const log = withCommands(this.log, ran.commands);
    if (log !== this.log) {
      this.log = log;
      this.#book?.keepLog(this.spec, log);
    }
    for (const event of ran.events) {
      if (event.type === 'command-refused') this.refusal = event;
    }
    if (ran.ended === 'journal-full') {
      this.playing = false;
      this.phase = 'full';
      return;
    }
    this.#runAgain();
    if (this.#nudge) {
      this.#nudge = false;
      this.#nudgeIfStill();
    }
  }

  #runAgain(): void {
    for (const process of this.#restarting) {
      const view = this.view.processes.get(process);
      if (view !== undefined && isAlive(view)) continue;
      this.#restarting.delete(process);
      if (view !== undefined) this.command({ type: 'run', program: view.program, instance: view.instance });
    }
  }

  #nudgeIfStill(): void {
    if (this.playing || this.#stepping) return;
    if (this.#pending) this.#nudge = true;
    else void this.#grant(this.nowUs + 1);
  }

  /** Resolves once no grant is out. */
  async #idle(): Promise<void> {
    while (this.#pending && !this.#disposed) await new Promise((done) => setTimeout(done, 1));
  }

  /** Says whether there was anything to send. */
  #sendEdits(): boolean {
    const simulation = this.#simulation;
    if (simulation === null || this.phase !== 'ready') return false;
    const edits = this.files.unsent();
    for (const edit of edits) simulation.command(edit);
    return edits.length > 0;
  }

  #keepFiles(): void {
    this.#book?.keepFiles(this.spec, this.files.texts);
  }

  #break(error: unknown): void {
    this.playing = false;
    this.phase = 'broken';
    this.failure = error instanceof Error ? error.message : String(error);
    this.#pending = false;
    this.#simulation?.dispose();
    this.#simulation = null;
  }
}
