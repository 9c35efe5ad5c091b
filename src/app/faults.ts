import type { ConsoleLine } from '../panels/console-line';
import type { Fault } from '../panels/program-actions';
import type { View } from '../view/view';

/** The last error with a place of each process that is crashed now. */
export function faultsOf(view: View, lines: readonly ConsoleLine[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const line of lines) {
    if (line.what.type !== 'print' || line.what.stream !== 'stderr' || line.what.at === null) continue;
    if (view.processes.get(line.process)?.state !== 'crashed') continue;
    if (line.atUs > (view.processes.get(line.process)?.sinceUs ?? 0)) continue;
    faults.set(line.process, {
      process: line.process,
      program: line.program,
      instance: line.instance,
      atUs: line.atUs,
      file: line.what.at.file,
      line: line.what.at.line,
      column: line.what.at.column,
      message: messageIn(line.what.text),
    });
  }
  return [...faults.values()];
}

/** Of what Node prints when a program dies of an error (place, source line, caret, error, stack): the error. */
function messageIn(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^(Uncaught )?[\w.]*(Error|Exception)\b/.test(line)) ?? lines[0] ?? '';
}
