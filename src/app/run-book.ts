import type { LoggedCommand } from '../contract/command';
import type { ProcessId, Us } from '../contract/ids';
import { ENGINE_VERSION, RUN_LOG_FORMAT, type RunLog } from '../contract/run-log';
import type { ProgramSpec, Scenario, SourceFiles } from '../contract/scenario';
import type { LeftRun } from './branches.svelte';
import type { Keeper } from './storage';

/** What a run begins with: a lesson gives it, and so does the home page. */
export interface RunSpec {
  /** Under which its run and files are kept. */
  readonly id: string;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly programs: readonly ProgramSpec[];
  /** The files as the lesson hands them out. */
  readonly files: SourceFiles;
  /** A fresh run hurries to this moment, second by second, before its pace begins. */
  readonly warmUpUs?: Us;
  /** What was done to the cluster meanwhile, by time. */
  readonly given?: readonly LoggedCommand[];
}

/** A run that is not begun but taken over: replayed from its log to this moment. */
export interface TakenRun {
  readonly log: RunLog;
  readonly nowUs: Us;
}

/** Where a run stands on the page. */
export interface Place {
  /** The end of the run. */
  readonly nowUs: Us;
  readonly playing: boolean;
  /** The past moment that is looked at; null: the present. */
  readonly pastUs: Us | null;
}

export interface KeptRun extends Place {
  readonly log: RunLog;
}

/** The log of a run in which nobody has done anything yet. */
export function freshLog(spec: RunSpec, files: SourceFiles): RunLog {
  return {
    format: RUN_LOG_FORMAT,
    engine: ENGINE_VERSION,
    scenario: spec.scenario,
    seed: spec.seed,
    programs: spec.programs,
    files,
    commands: spec.given ?? [],
  };
}

/** The same, with the programs that were added in the run before. */
export function logAnew(spec: RunSpec, files: SourceFiles, before: RunLog): RunLog {
  const programs = [...before.programs];
  for (const { command } of before.commands) {
    if (command.type !== 'add-program' || files[command.entry] === undefined) continue;
    const { name, entry, role } = command;
    if (programs.every((program) => program.name !== name)) programs.push({ name, entry, role });
  }
  return { ...freshLog(spec, files), programs };
}

/** When the last command of a fresh run's past was given. */
export const givenUntil = (spec: RunSpec): Us => spec.given?.at(-1)?.atUs ?? 0;

/** The log with these commands added; those that it has already are passed over. */
export function withCommands(log: RunLog, commands: readonly LoggedCommand[]): RunLog {
  if (commands.length === 0) return log;
  const known = new Set(log.commands.map(nameOf));
  const added = commands.filter((each) => !known.has(nameOf(each)));
  return added.length === 0 ? log : { ...log, commands: [...log.commands, ...added] };
}

/** What had been done by this moment. */
export const logUntil = (log: RunLog, atUs: Us): RunLog => ({
  ...log,
  commands: log.commands.filter((each) => each.atUs <= atUs),
});

const nameOf = (logged: LoggedCommand): string => `${logged.atUs}:${logged.seq}`;

/** The files as the simulation has them after all commands of the log. */
export function filesAfter(log: RunLog): SourceFiles {
  let files = log.files;
  for (const { command } of log.commands) {
    if (command.type === 'edit') files = { ...files, [command.file]: command.text };
  }
  return files;
}

/** The files that each process was last started from by this moment. */
export function startedFrom(log: RunLog, atUs: Us): ReadonlyMap<ProcessId, SourceFiles> {
  const started = new Map<ProcessId, SourceFiles>();
  for (const program of log.programs) {
    for (let n = 1; n <= (program.autostart ?? 0); n += 1) started.set(`${program.name}-${n}`, log.files);
  }
  let files = log.files;
  for (const { command } of logUntil(log, atUs).commands) {
    if (command.type === 'edit') files = { ...files, [command.file]: command.text };
    if (command.type === 'run') started.set(`${command.program}-${command.instance}`, files);
  }
  return started;
}

/**
 * Whether a process runs other text than the files now hold: its entry file, or one that is no program's entry
 * and so may be imported.
 */
export function isStale(
  started: SourceFiles | undefined,
  now: SourceFiles,
  process: ProcessId,
  programs: readonly ProgramSpec[],
): boolean {
  const program = programs.find(({ name }) => name === process.slice(0, process.lastIndexOf('-')));
  if (started === undefined || program === undefined) return false;
  const entries = new Set(programs.map(({ entry }) => entry));
  return Object.keys({ ...started, ...now }).some(
    (file) => (file === program.entry || !entries.has(file)) && started[file] !== now[file],
  );
}

/** Keeps runs and typed files over a reload. */
export class RunBook {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** The kept run; null when there is none or it is not readable, `changed` when the lesson is another one by now. */
  run(spec: RunSpec): KeptRun | 'changed' | null {
    const log = this.#keeper.read(`run:${spec.id}`);
    const place = this.#keeper.read(`place:${spec.id}`);
    if (!isLog(log)) return null;
    const same =
      JSON.stringify([log.scenario, log.seed]) === JSON.stringify([spec.scenario, spec.seed]) &&
      // More may have been added to them, in a run before.
      JSON.stringify(log.programs.slice(0, spec.programs.length)) === JSON.stringify(spec.programs);
    if (!same) return 'changed';
    const { nowUs, playing, pastUs = null } = isPlace(place) ? place : NOWHERE;
    const last = log.commands.at(-1)?.atUs ?? 0;
    return { log, nowUs: Math.max(nowUs, last), playing, pastUs };
  }

  keepLog(spec: RunSpec, log: RunLog): void {
    this.#keeper.write(`run:${spec.id}`, log);
  }

  keepPlace(spec: RunSpec, place: Place): void {
    this.#keeper.write(`place:${spec.id}`, place);
  }

  /** The run that made way last, or null. */
  left(spec: RunSpec): LeftRun | null {
    const left = this.#keeper.read(`left:${spec.id}`);
    return isLeft(left) ? left : null;
  }

  keepLeft(spec: RunSpec, left: LeftRun | null): void {
    if (left === null) this.#keeper.remove(`left:${spec.id}`);
    else this.#keeper.write(`left:${spec.id}`, left);
  }

  /** The lesson's files with what the visitor has typed over them. */
  files(spec: RunSpec): SourceFiles {
    const kept = this.#keeper.read(`files:${spec.id}`);
    if (typeof kept !== 'object' || kept === null) return spec.files;
    const typed = Object.entries(kept).filter(([, text]) => typeof text === 'string');
    return { ...spec.files, ...(Object.fromEntries(typed) as Record<string, string>) };
  }

  /** Keeps only what differs from the lesson's own, so that a lesson may mend a file that nobody touched. */
  keepFiles(spec: RunSpec, files: SourceFiles): void {
    const typed = Object.entries(files).filter(([name, text]) => spec.files[name] !== text);
    if (typed.length === 0) this.#keeper.remove(`files:${spec.id}`);
    else this.#keeper.write(`files:${spec.id}`, Object.fromEntries(typed));
  }
}

/** Nothing of this run is kept any more. */
export function forgetRun(keeper: Keeper, id: string): void {
  for (const what of ['run', 'place', 'left', 'files']) keeper.remove(`${what}:${id}`);
}

function isLog(value: unknown): value is RunLog {
  if (typeof value !== 'object' || value === null) return false;
  const log = value as Partial<RunLog>;
  return (
    log.format === RUN_LOG_FORMAT &&
    Array.isArray(log.commands) &&
    Array.isArray(log.programs) &&
    typeof log.files === 'object'
  );
}

const NOWHERE: Place = { nowUs: 0, playing: false, pastUs: null };

/** `pastUs` is missing in what older versions kept. */
function isPlace(value: unknown): value is Omit<Place, 'pastUs'> & { pastUs?: Us | null } {
  if (typeof value !== 'object' || value === null) return false;
  const { nowUs, playing, pastUs = null } = value as Readonly<Record<string, unknown>>;
  return typeof nowUs === 'number' && typeof playing === 'boolean' && (pastUs === null || typeof pastUs === 'number');
}

function isLeft(value: unknown): value is LeftRun {
  if (typeof value !== 'object' || value === null) return false;
  const { why, atUs, log, nowUs, hash } = value as Readonly<Record<string, unknown>>;
  return (
    typeof why === 'string' &&
    typeof atUs === 'number' &&
    typeof nowUs === 'number' &&
    (hash === null || typeof hash === 'string') &&
    isLog(log)
  );
}
