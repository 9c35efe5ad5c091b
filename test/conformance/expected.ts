import type { KnownDifference } from './known-differences';

/**
 * The transcript that ours must be: the real one with the known differences put in.
 * @throws when a known difference does not fit the real transcript.
 */
export function expectedTranscript(real: string, differences: readonly KnownDifference[]): string {
  const lines = real.split('\n');
  for (const difference of differences) replace(lines, difference);
  return lines.join('\n');
}

function replace(lines: string[], { scenario, step, real, ours }: KnownDifference): void {
  const heading = lines.indexOf(`== ${step}`);
  if (heading < 0) throw new Error(`${scenario}: there is no step "${step}"`);
  const next = lines.findIndex((line, i) => i > heading && line.startsWith('== '));
  const end = next < 0 ? lines.length : next;
  for (let at = heading + 1; at + real.length <= end; at++) {
    if (!real.every((line, i) => lines[at + i]?.trim() === line)) continue;
    const indent = /^ */.exec(lines[at] ?? '')?.[0] ?? '';
    lines.splice(at, real.length, ...ours.map((line) => indent + line));
    return;
  }
  throw new Error(`${scenario}, ${step}: the real transcript has no such lines:\n${real.join('\n')}`);
}
