import { CorruptFile } from './errors';

/** A log directory has this file only while no broker runs on it and the last one ended in good order. */
export const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';

/** Its content. Kafka: CleanShutdownFileHandler. */
export const cleanShutdownText = (brokerEpoch: number): string => `{"version":0,"brokerEpoch":${brokerEpoch}}`;

/** The broker epoch in it. Throws CorruptFile. */
export function parseCleanShutdown(text: string): number {
  const match = /^\{"version":0,"brokerEpoch":(-?\d+)\}$/.exec(text);
  if (match === null) throw new CorruptFile(`${CLEAN_SHUTDOWN_FILE}: ${text}`);
  return Number(match[1]);
}
