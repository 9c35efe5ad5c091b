import { platform, realm } from './realm-of-this-worker';
import { kafkajsOver } from './kafka';
import { StepLoop } from './step-loop';
import type { FromProcess, ToProcess } from '../contract/process-port';

/** Entry of a program's worker: speaks contract/process-port.ts. */
const loop = new StepLoop({
  realm,
  kafkajs: kafkajsOver(realm.sockets),
  // The second hop is for rejections that nobody handles: engines report them in a task of their own,
  // which comes after the first.
  drain: async () => {
    await platform.hop();
    await platform.hop();
  },
});

/** Batches are moved, not copied, from this size on: below it the moving costs more. */
const MOVE_BYTES_MIN = 4_096;

function answer(message: FromProcess): void {
  const moved: ArrayBuffer[] = [];
  for (const output of message.outbox) {
    if (output.type === 'write' && output.bytes.byteLength >= MOVE_BYTES_MIN)
      moved.push(output.bytes.buffer as ArrayBuffer);
  }
  platform.post(message, moved);
}

platform.onMessage((data) => {
  const message = data as ToProcess;
  if (message.type === 'start') answer(loop.start(message));
  else void loop.step(message).then(answer);
});
