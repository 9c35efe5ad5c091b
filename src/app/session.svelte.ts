import type { Command } from '../contract/command';
import type { CommandRefusedEvent, SimEvent } from '../contract/event';
import { US_PER_SECOND, type ProcessId, type Us } from '../contract/ids';
import type { Query, QueryAnswer } from '../contract/query';
import type { RunLog } from '../contract/run-log';
import { emptyView } from '../view/empty-view';
import type { View } from '../view/view';
import { Beat } from './beat';
import { Branches, type BranchesParts, type PresentRun } from './branches.svelte';
import { Grants } from './grants';
import { openingOf, textsOf } from './opening';
import { effectiveSpeed, grantUntil, type Pace } from './pace';
import { RunFiles } from './run-files.svelte';
import { freshLog, givenUntil, isStale, logAnew, RunBook, startedFrom, withCommands, type RunSpec } from './run-book';
import { RunInstances } from './run-instances';
import { RunRecord } from './run-record.svelte';
import type { Phase, SessionParts, StepEnd } from './session-parts';
import type { Ran, Simulation } from './simulation';
import { stepOn } from './step-on';

/** A replay shorter than this is not spoken of. */
const REPLAY_SPOKEN_MS = 500;

/**
 * One run as the page holds it: owns the simulation's client, the log, the view, the pace and the files. The page
 * owns the pace: each frame grants a bit of virtual time, and nothing runs ahead of that.
 *
 * What is on the page may be a past moment: then `view`, `nowUs` and `story` are of that moment, made from the recorded
 * events alone, and the simulation stands at `liveUs`.
 */
export class Session extends RunRecord {
  phase: Phase = $state('opening');
  playing: boolean = $state(false);
  pace: Pace = $state.raw({ speed: 1, auto: true });
  readonly files: RunFiles;
  /** Going on from a past moment, and back. */
  readonly branches: Branches;
  /** Set while a replay takes long enough to speak of. */
  replay: { readonly nowUs: Us; readonly untilUs: Us } | null = $state.raw(null);
  refusal: CommandRefusedEvent | null = $state.raw(null);
  stepEnd: StepEnd = $state(null);
  /** What is to be said of the kept run. */
  keptNote: 'other-engine' | 'lesson-changed' | 'came-out-differently' | null = $state(null);
  failure: string | null = $state(null);
  /** Counts the runs begun here: what belongs to one run only is keyed by it. */
  run: number = $state(0);
  log: RunLog = $state.raw() as RunLog;

  readonly spec: RunSpec;
  readonly #parts: SessionParts;
  readonly #book: RunBook | null;
  #simulation: Simulation | null = null;
  readonly #instances: RunInstances;
  readonly #beat: Beat;
  #replayUntilUs: Us = 0;
  #nextUs: Us | null = null;
  readonly #grants = new Grants();
  #nudge = false;
  #stepping = false;
  #disposed = false;
  readonly #started = $derived(startedFrom(this.log, this.isPast ? this.nowUs : Infinity));

  constructor(parts: SessionParts) {
    super(emptyView(parts.spec.scenario, parts.spec.programs));
    this.#parts = parts;
    this.spec = parts.spec;
    this.log = freshLog(parts.spec, parts.spec.files);
    this.pace = parts.pace;
    this.#book = parts.keeper === null ? null : new RunBook(parts.keeper);
    const keepFiles = (): void => this.#book?.keepFiles(parts.spec, this.files.texts);
    const send = (): void => this.#sendEdits('at once');
    this.files = new RunFiles(parts.spec.files, textsOf(parts, this.#book), keepFiles, send);
    const give = (command: Command): void => this.#give(command);
    this.#instances = new RunInstances(() => this.liveView, give);
    this.#beat = new Beat({
      frames: parts.frames,
      isOn: () => this.playing && !this.#disposed,
      isFree: () => this.isPast || !this.#grants.isOut,
      turn: (elapsedMs) => this.#turn(elapsedMs),
      nowAndThen: () => this.keep(),
    });
    const branches: BranchesParts = {
      connect: parts.connect,
      present: () => this.#present(),
      adopt: (simulation, log, ran) => this.#adopt(simulation, log, ran),
      onLeft: (left) => this.#book?.keepLeft(this.spec, left),
    };
    this.branches = new Branches(branches, this.#book?.left(parts.spec) ?? null);
  }

  /** Connects and opens the kept run where it was left, or a fresh one. */
  async start(): Promise<void> {
    const { log, untilUs, playing, pastUs, note } = openingOf(this.#parts, this.#book, this.files.texts);
    this.keptNote = note;
    await this.#open(log, untilUs, playing, pastUs);
  }

  /** A fresh run, files and programs as they are; asks nothing: what was typed stays, the old run can be had back. */
  async startOver(): Promise<void> {
    this.keptNote = null;
    this.playing = false;
    await this.branches.leaveForFresh(this.spec.given?.length ?? 0);
    await this.#open(logAnew(this.spec, this.files.texts, this.log), givenUntil(this.spec), true);
  }

  play(): void {
    if (!this.canMove || this.playing) return;
    this.playing = true;
    this.stepEnd = null;
    this.#beat.start();
  }

  pause(): void {
    this.playing = false;
    this.keep();
  }

  /** There is a run to look back over. */
  get canLook(): boolean {
    return this.phase !== 'opening' && this.phase !== 'replaying' && this.branches.replay === null;
  }

  /** Time can be moved on. */
  get canMove(): boolean {
    return this.canLook && (this.phase === 'ready' || this.isPast);
  }

  /** Shows this moment of the run, paused. From `liveUs` on it is the present. */
  goTo(atUs: Us): void {
    if (!this.canLook) return;
    this.playing = false;
    this.stepEnd = null;
    this.refusal = null;
    this.branches.asked = null;
    this.#show(Math.max(0, Math.round(atUs)));
  }

  /** Back to the end of the run; what plays plays on there. */
  toNow(): void {
    if (!this.canLook) return;
    this.branches.asked = null;
    this.#show(this.liveUs);
  }

  /** To the event before this moment that is drawn, or to the beginning. */
  stepBack(): void {
    this.goTo(this.drawn('before') ?? 0);
  }

  /** To the notable event before or after this moment; to an end of the run when there is none. */
  goToNotable(way: 'before' | 'after'): void {
    this.goTo(this.notableFrom(way)?.atUs ?? (way === 'after' ? this.liveUs : 0));
  }

  /** Goes, paused, to the next event that is drawn; at most STEP_US_MAX of virtual time. */
  async step(): Promise<void> {
    if (!this.canMove || this.#stepping) return;
    this.playing = false;
    this.stepEnd = null;
    if (this.isPast) {
      this.goTo(this.drawn('after') ?? this.liveUs);
      return;
    }
    this.#stepping = true;
    try {
      await this.#grants.idle();
      this.stepEnd = await stepOn({
        isOn: () => this.phase === 'ready' && !this.playing && !this.isPast,
        nowUs: () => this.liveUs,
        nextUs: () => this.#nextUs,
        grant: (untilUs) => this.#grant(untilUs),
      });
    } finally {
      this.#stepping = false;
      this.keep();
    }
  }

  /**
   * Something that the visitor does to the cluster. While time stands it moves 1 µs, so that the effect shows. In the
   * past it is asked first whether to go on from there.
   */
  command(command: Command): void {
    if (this.phase === 'ready' && !this.#asksFirst(() => this.command(command))) this.#give(command);
  }

  #give(command: Command): void {
    if (this.#simulation === null || this.phase !== 'ready') return;
    if (command.type === 'run' || command.type === 'add-program') this.#sendEdits('with what follows');
    this.refusal = null;
    this.stepEnd = null;
    this.#simulation.command(command);
    this.#nudgeIfStill();
  }

  /** Asks whether to go on from the past moment on the page, as another run. */
  goOnFromHere(): void {
    this.#asksFirst(() => this.play());
  }

  #asksFirst(act: () => void): boolean {
    if (this.branches.replay !== null) return true;
    if (!this.isPast) return false;
    this.playing = false;
    this.branches.ask(this.nowUs, act);
    return true;
  }

  /**
   * Asks the cluster as it stands at the end of the run, also while a past moment is looked at; between two grants.
   * Never rejects: `gone` when there is no run to ask, or another has begun meanwhile.
   */
  async query(query: Query): Promise<QueryAnswer> {
    const run = this.run;
    const gone: QueryAnswer = { type: 'gone', what: query.type };
    if (this.#simulation === null || (this.phase !== 'ready' && this.phase !== 'full')) return gone;
    // A simulation that broke says so at its next grant; a question has nothing to add.
    const answer = await this.#simulation.query(query).catch(() => gone);
    return this.#gone(run) ? gone : answer;
  }

  /** Starts the instance, or the next free one if that is on its way already. */
  startInstance(program: string, wanted: number): void {
    if (this.phase !== 'ready' || this.#asksFirst(() => this.startInstance(program, wanted))) return;
    this.#instances.start(program, wanted);
  }

  /** SIGTERM or kill now, and the same instance again once it has left. */
  restart(process: ProcessId): void {
    if (this.#asksFirst(() => this.restart(process))) return;
    this.#instances.restart(process);
  }

  /** Whether this process runs other text than the files now hold. */
  stale(process: ProcessId): boolean {
    return isStale(this.#started.get(process), this.files.texts, process, this.view.programs);
  }

  /** Writes down everything that must outlive the page. Called when the page goes, and now and then. */
  keep(): void {
    this.#book?.keepFiles(this.spec, this.files.texts);
    if (this.#book === null || this.phase === 'opening' || this.phase === 'replaying') return;
    this.#book.keepPlace(this.spec, {
      nowUs: this.liveUs,
      playing: this.playing,
      pastUs: this.isPast ? this.nowUs : null,
    });
  }

  dispose(): void {
    this.keep();
    this.#disposed = true;
    this.files.rest();
    this.branches.cancel();
    this.#beat.stop();
    this.#simulation?.dispose();
    this.#simulation = null;
  }

  async #open(log: RunLog, untilUs: Us, playing: boolean, pastUs: Us | null = null): Promise<void> {
    const run = this.#renew(log);
    this.phase = log.commands.length > 0 ? 'replaying' : 'opening';
    this.#replayUntilUs = untilUs;
    this.#grants.isOpening = true;
    const spoken = setTimeout(() => {
      if (this.run === run && this.phase === 'replaying') this.replay = { nowUs: 0, untilUs };
    }, REPLAY_SPOKEN_MS);
    try {
      this.#simulation ??= await this.#connect();
      if (this.#gone(run)) return;
      const ran = await this.#simulation.open(log, untilUs);
      if (this.#gone(run)) return;
      await this.#begin(run, log, ran);
      if (untilUs === givenUntil(this.spec)) await this.#warmUp(run);
      if (this.#gone(run)) return;
      if (pastUs !== null && pastUs < this.liveUs) this.#show(pastUs);
      if (playing) this.play();
    } catch (error) {
      if (!this.#gone(run)) this.#break(error);
    } finally {
      clearTimeout(spoken);
      if (this.run === run) {
        this.replay = null;
        this.#grants.isOpening = false;
      }
    }
  }

  /** Nothing of the run before is left. Returns the number of the new one. */
  #renew(log: RunLog): number {
    this.run += 1;
    this.playing = false;
    this.failure = null;
    this.refusal = null;
    this.stepEnd = null;
    this.#instances.clear();
    this.log = log;
    this.files.begin(log);
    this.#grants.forget();
    this.replay = null;
    return this.run;
  }

  /** The run has been replayed as far as it had come. */
  async #begin(run: number, log: RunLog, ran: Ran): Promise<void> {
    this.begin(emptyView(log.scenario, log.programs));
    this.#parts.onBegin?.();
    if (!(await this.takeWhole(ran.events, ran.nowUs, this.#tell, () => this.#gone(run)))) return;
    this.phase = 'ready';
    // What was carried out is the log; a recorded command that could not be would only be repeated for ever.
    if (ran.commands.length >= log.commands.length) this.log = { ...log, commands: [] };
    this.#absorb({ ...ran, events: [] });
    this.#book?.keepLog(this.spec, this.log);
    this.#sendEdits('with what follows');
  }

  /** Another simulation, which has replayed this log, takes the place of the one that is there. */
  async #adopt(simulation: Simulation, log: RunLog, ran: Ran): Promise<boolean> {
    const run = this.#renew(log);
    this.phase = 'replaying';
    this.#replayUntilUs = ran.nowUs;
    this.#simulation?.dispose();
    this.#simulation = simulation;
    this.keptNote = null;
    await this.#begin(run, log, ran);
    this.keep();
    return !this.#gone(run);
  }

  #present(): PresentRun {
    const eventsUntil = (atUs: Us): readonly SimEvent[] => this.eventsUntil(atUs);
    if (this.phase === 'replaying') return { log: this.log, nowUs: this.#replayUntilUs, simulation: null, eventsUntil };
    return { log: this.log, nowUs: this.liveUs, simulation: this.#simulation, eventsUntil };
  }

  #show(atUs: Us): void {
    const wasPast = this.isPast;
    this.show(atUs);
    if (wasPast && !this.isPast) this.#sendEdits('at once');
  }

  /** In pieces, so that the picture fills up while one looks. */
  async #warmUp(run: number): Promise<void> {
    const untilUs = this.spec.warmUpUs ?? 0;
    while (this.liveUs < untilUs && this.phase === 'ready' && !this.playing && !this.#gone(run)) {
      await this.#grant(Math.min(untilUs, this.liveUs + US_PER_SECOND));
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

  #turn(elapsedMs: number): void {
    const speed = effectiveSpeed(this.pace, this.story.attention, this.nowUs);
    const untilUs = grantUntil(this.nowUs, elapsedMs, speed);
    if (this.isPast) this.#show(untilUs);
    else if (this.phase === 'ready') void this.#grant(untilUs);
    else this.playing = false;
  }

  /** Null when the run has ended meanwhile. */
  async #grant(untilUs: Us): Promise<Ran | null> {
    const run = this.run;
    let answer: Ran | null = null;
    const ask = (): Promise<Ran> | null => {
      if (this.#simulation === null || this.phase !== 'ready' || this.#gone(run)) return null;
      return this.#simulation.grant(Math.max(untilUs, this.liveUs));
    };
    try {
      await this.#grants.next(ask, (ran) => {
        if (this.#gone(run)) return;
        answer = ran;
        this.#absorb(ran);
      });
    } catch (error) {
      if (!this.#gone(run)) this.#break(error);
    }
    return answer;
  }

  readonly #tell = (view: View, event: SimEvent): void => {
    this.#instances.told(event);
    if (event.type === 'command-refused') this.refusal = event;
    this.#parts.onEvent?.(view, event);
  };

  #absorb(ran: Ran): void {
    this.take(ran.events, ran.nowUs, this.#tell);
    this.#nextUs = ran.nextUs;
    const log = withCommands(this.log, ran.commands);
    if (log !== this.log) {
      this.log = log;
      this.#book?.keepLog(this.spec, log);
    }
    if (ran.ended === 'journal-full') {
      this.phase = 'full';
      this.playing &&= this.isPast;
      return;
    }
    this.#instances.settle();
    if (this.#nudge) {
      this.#nudge = false;
      this.#nudgeIfStill();
    }
  }

  #nudgeIfStill(): void {
    if ((this.playing && !this.isPast) || this.#stepping) return;
    if (this.#grants.isOut) this.#nudge = true;
    else void this.#grant(this.liveUs + 1);
  }

  /** What is typed reaches the cluster. In the past, and while another run is on its way, it waits for its run. */
  #sendEdits(shows: 'at once' | 'with what follows'): void {
    const simulation = this.#simulation;
    if (simulation === null || this.phase !== 'ready' || this.isPast || this.branches.replay !== null) return;
    const edits = this.files.unsent();
    for (const edit of edits) simulation.command(edit);
    if (shows === 'at once' && edits.length > 0) this.#nudgeIfStill();
  }

  #break(error: unknown): void {
    this.playing = false;
    this.phase = 'broken';
    this.failure = error instanceof Error ? error.message : String(error);
    this.#grants.forget();
    this.#simulation?.dispose();
    this.#simulation = null;
  }
}
