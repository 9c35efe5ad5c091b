import type { Session } from '../session.svelte';
import { freeName, programOf, type TemplateId } from './templates';

/**
 * Puts a program of the template into the run that stands: its file, and itself in the list. It does not run yet.
 * Returns the name of the file.
 */
export function addProgram(
  session: Pick<Session, 'view' | 'files' | 'command'>,
  template: TemplateId,
  topic: string,
): string {
  const { brokers, programs } = session.view;
  // A file may be there of a program that another run had.
  const files = Object.keys(session.files.texts).map((file) => file.replace(/\.ts$/, ''));
  const name = freeName(template, [...programs.map((program) => program.name), ...files]);
  const { program, file, text } = programOf({ template, name, topic }, [...brokers.keys()]);
  session.files.edit(file, text);
  session.command({ type: 'add-program', name, entry: program.entry, role: program.role });
  return file;
}
