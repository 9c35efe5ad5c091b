/** `net` and `tls` for KafkaJS, whose own socket factory is never called: ours is given to each client. */
export function connect(): never {
  throw new Error('Connections go through the simulated network.');
}

export const isIP = (): number => 0;
