import type { Us } from '../../src/contract/ids';
import type { Delivery, FromProcess, ProcessOutput } from '../../src/contract/process-port';
import { NodeProcessHost } from './node-process-host';

export interface OneProgramOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly untilUs?: Us;
  /** Length of the windows; results must not depend on it. */
  readonly windowUs?: Us;
  readonly inbox?: readonly Delivery[];
  /** What the network answers to each output, at the output's time or later. */
  readonly answer?: (output: ProcessOutput) => readonly Delivery[];
}

/** One program, `main.ts`, in a thread of Node, over a network that the test plays. All that it did. */
export async function runOne(options: OneProgramOptions): Promise<ProcessOutput[]> {
  const { files, untilUs = 10_000_000, windowUs = 300_000, answer = () => [] } = options;
  const host = new NodeProcessHost();
  const outputs: ProcessOutput[] = [];
  let inbox = [...(options.inbox ?? [])];
  try {
    await host.start({ type: 'start', process: 'main-1', atUs: 0, seed: 1, entry: 'main.ts', files });
    for (let atUs = 0; atUs < untilUs; atUs += windowUs) {
      const endUs = atUs + windowUs;
      const due = inbox.filter((delivery) => delivery.atUs < endUs);
      inbox = inbox.filter((delivery) => delivery.atUs >= endUs);
      const { outbox } = (await host.step('main-1', { type: 'step', untilUs: endUs, inbox: due })) as FromProcess;
      outputs.push(...outbox);
      for (const output of outbox) inbox.push(...answer(output));
      inbox.sort((a, b) => a.atUs - b.atUs);
      if (outbox.at(-1)?.type === 'exit') break;
    }
    return outputs;
  } finally {
    await host.close();
  }
}

/** Runs this text as `main.ts`; further files may stand beside it. */
export const runText = (text: string, files: Readonly<Record<string, string>> = {}): Promise<ProcessOutput[]> =>
  runOne({ files: { ...files, 'main.ts': text } });

export const printed = (outputs: readonly ProcessOutput[]): string[] =>
  outputs.flatMap((output) => (output.type === 'print' ? [output.text] : []));

export const errors = (outputs: readonly ProcessOutput[]): string[] =>
  outputs.flatMap((output) => (output.type === 'print' && output.stream === 'stderr' ? [output.text] : []));

export const exitOf = (outputs: readonly ProcessOutput[]): { code: number; crashed: boolean; atUs: Us } | null => {
  const last = outputs.at(-1);
  return last?.type === 'exit' ? { code: last.code, crashed: last.crashed, atUs: last.atUs } : null;
};
