import type { SourcePlace } from '../contract/process-port';
import type { Sources } from './sources';

interface Frame {
  readonly name: string;
  readonly place: SourcePlace;
}

/** `at async main (producer.ts:5:3)` of V8, `main@producer.ts:5:3` of Firefox and Safari. */
const V8_FRAME = /^\s+at (?:(.*) \()?(.+?):(\d+):(\d+)\)?$/;
const OTHER_FRAME = /^(?:(.*?)@)?(.+?):(\d+):(\d+)$/;

/** Names that engines give to the function that wraps a file: its top level has none. */
const TOP_LEVEL = /^(?:async )?(?:eval|anonymous|Object\.<anonymous>|)$/;

/** The frames of an error that lie in the program's own files, innermost first, in the lines as written. */
export function framesOf(error: Error, sources: Sources): Frame[] {
  const frames: Frame[] = [];
  for (const line of String(error.stack ?? '').split('\n')) {
    const match = V8_FRAME.exec(line) ?? OTHER_FRAME.exec(line);
    if (match === null) continue;
    const place = sources.place(decoded(match[2]!), Number(match[3]), Number(match[4]));
    const name = match[1] ?? '';
    if (place !== null) frames.push({ name: TOP_LEVEL.test(name) ? '' : name, place });
  }
  return frames;
}

/** Name, message and own frames, in the form that Node's stacks have. */
export function stackOf(error: Error, sources: Sources): string {
  const frames = framesOf(error, sources).map(({ name, place }) => {
    const where = `${place.file}:${place.line}:${place.column}`;
    return `\n    at ${name === '' ? where : `${name} (${where})`}`;
  });
  return headOf(error) + frames.join('');
}

/** V8's stacks begin with name and message as they were when the error was made; others have frames only. */
function headOf(error: Error): string {
  const stack = String(error.stack ?? '');
  const end = stack.search(/\n\s+at /);
  const hasHead = stack.startsWith(error.name) || stack.startsWith('Error') || end > 0;
  if (hasHead && end > 0) return stack.slice(0, end);
  const { name, message } = error;
  return message === '' ? name : `${name}: ${message}`;
}

function decoded(file: string): string {
  try {
    return decodeURI(file);
  } catch {
    return file;
  }
}
