import type { Us } from '../contract/ids';
import type { FromProcess, ProcessOutput } from '../contract/process-port';

/** A program's worker answered something that contract/process-port.ts does not allow. */
class BadAnswer extends Error {}

/**
 * Programs are strangers' code, and so is whatever comes out of their workers.
 * @throws BadAnswer unless this is an answer to the step that ended at `untilUs`.
 */
export function checkAnswer(answer: unknown, fromUs: Us, untilUs: Us): FromProcess {
  const { type, outbox, wakeUs } = fields(answer);
  if (type !== 'stepped') throw new BadAnswer(`type ${String(type)}`);
  if (!Array.isArray(outbox)) throw new BadAnswer('outbox is no list');
  if (wakeUs !== null && !(isTime(wakeUs) && wakeUs >= untilUs)) throw new BadAnswer(`wakeUs ${String(wakeUs)}`);
  let lastUs = fromUs;
  let ended = false;
  for (const output of outbox as unknown[]) {
    const { atUs } = fields(output);
    if (ended) throw new BadAnswer('output after exit');
    if (!isTime(atUs) || atUs < lastUs || atUs >= untilUs) throw new BadAnswer(`output at ${String(atUs)}`);
    if (!isOutput(fields(output) as Untrusted<ProcessOutput>)) throw new BadAnswer('output of unknown form');
    lastUs = atUs;
    ended = fields(output)['type'] === 'exit';
  }
  return answer as FromProcess;
}

type Untrusted<T> = T extends unknown ? { readonly [K in keyof T]: K extends 'type' ? T[K] : unknown } : never;

function isOutput(output: Untrusted<ProcessOutput>): boolean {
  switch (output.type) {
    case 'connect':
      return isCount(output.socket) && typeof output.host === 'string' && isCount(output.port);
    case 'write':
      return isCount(output.socket) && output.bytes instanceof Uint8Array;
    case 'close':
      return isCount(output.socket);
    case 'print':
      return isStream(output.stream) && typeof output.text === 'string' && isPlace(output.at);
    case 'effect':
      return typeof output.name === 'string' && typeof output.data === 'string';
    case 'exit':
      return Number.isSafeInteger(output.code) && typeof output.crashed === 'boolean';
    default:
      return false;
  }
}

const isTime = (value: unknown): value is Us => Number.isSafeInteger(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isStream = (value: unknown): boolean => value === 'stdout' || value === 'stderr';

function isPlace(value: unknown): boolean {
  if (value === null) return true;
  const { file, line, column } = fields(value);
  return typeof file === 'string' && isCount(line) && isCount(column);
}

function fields(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new BadAnswer(`${String(value)} where an object belongs`);
  return value as Record<string, unknown>;
}
