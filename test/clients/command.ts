import { spawn } from 'node:child_process';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly input?: string;
  readonly msMax?: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end; kills it, and throws what it said, when it takes longer than this. */
export function command(
  program: string,
  args: readonly string[],
  { input = '', msMax = 20_000, ...options }: CommandOptions = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: 'pipe' });
    const out = { stdout: '', stderr: '' };
    child.stdout.on('data', (bytes: Buffer) => (out.stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (out.stderr += bytes.toString()));
    const watch = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${program} ${args.join(' ')} did not end within ${msMax} ms\n${out.stdout}\n${out.stderr}`));
    }, msMax);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(watch);
      resolve({ code, ...out });
    });
    child.stdin.end(input);
  });
}
