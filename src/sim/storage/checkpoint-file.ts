import { CorruptFile } from './errors';

const VERSION = '0';

/** A checkpoint: version, number of entries, one entry a line, each line ended. Kafka: CheckpointFile. */
export function checkpointText(lines: readonly string[]): string {
  return [VERSION, String(lines.length), ...lines, ''].join('\n');
}

/**
 * Entries of a checkpoint, each line by `pattern`; an empty file has none. Throws CorruptFile in Kafka's words.
 */
export function parseCheckpoint<T>(
  file: string,
  text: string,
  pattern: RegExp,
  entryOf: (match: RegExpExecArray) => T,
): T[] {
  if (text === '') return [];
  const [version = '', count = '', ...rest] = text.split('\n');
  if (rest.at(-1) === '') rest.pop();
  const malformed = (line: string): CorruptFile =>
    new CorruptFile(`Malformed line in checkpoint file [${file}]: ${line}`);
  if (!/^-?\d+$/.test(version)) throw malformed(version);
  if (version !== VERSION) {
    throw new CorruptFile(
      `Unrecognised version:${version}, expected version: ${VERSION} in checkpoint file at: ${file}`,
    );
  }
  if (!/^\d+$/.test(count)) throw malformed(count);
  const entries = rest.map((line) => {
    const match = pattern.exec(line);
    if (match === null) throw malformed(line);
    return entryOf(match);
  });
  if (entries.length !== Number(count)) {
    throw new CorruptFile(
      `Expected [${count}] entries in checkpoint file [${file}], but found only [${entries.length}]`,
    );
  }
  return entries;
}
