import type { Command } from '../../contract/command';

/** A command in one line, by its own names: `kill-broker broker=2`, `edit producer.ts`. What a text says is left out. */
export function commandLine(command: Command): string {
  if (command.type === 'edit') return `edit ${command.file}`;
  const { type, ...rest } = command;
  const parts = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return [type, ...parts].join(' ').slice(0, LENGTH_MAX);
}

const LENGTH_MAX = 300;
