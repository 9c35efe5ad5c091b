import type { EffectEvent, ProcessEvent, ProgramAddedEvent, Stamp } from '../contract/event';
import { withRecent } from './recent';
import { isAlive } from './selectors';
import type { ProcessView, View } from './view';

export function foldProcess(view: View, event: Stamp & ProcessEvent): View {
  const before = view.processes.get(event.process);
  const starts = event.state === 'running' && (before === undefined || !isAlive(before));
  const after: ProcessView = {
    id: event.process,
    program: event.program,
    instance: event.instance,
    state: event.state,
    reason: event.reason,
    sinceUs: before?.state === event.state ? before.sinceUs : event.atUs,
    // A new run has empty hands and has produced nothing yet.
    acks: starts ? null : (before?.acks ?? null),
    topics: starts ? [] : (before?.topics ?? []),
    fetched: starts ? [] : (before?.fetched ?? []),
    recent: starts ? [] : (before?.recent ?? []),
    producedRecords: before?.producedRecords ?? 0,
    fetchedRecords: before?.fetchedRecords ?? 0,
    effects: before?.effects ?? 0,
  };
  return { ...view, processes: new Map(view.processes).set(event.process, after) };
}

export function foldEffect(view: View, event: Stamp & EffectEvent): View {
  const before = view.processes.get(event.process);
  if (before === undefined) return view;
  const after: ProcessView = {
    ...before,
    effects: before.effects + 1,
    recent: withRecent(before.recent, { atUs: event.atUs, what: 'effects', count: 1 }),
  };
  return { ...view, processes: new Map(view.processes).set(event.process, after) };
}

export function foldProgramAdded(view: View, event: ProgramAddedEvent): View {
  const { name, entry, role } = event;
  if (view.programs.some((program) => program.name === name)) return view;
  return { ...view, programs: [...view.programs, { name, entry, role }] };
}
