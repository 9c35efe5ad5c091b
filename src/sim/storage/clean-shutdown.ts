/** A log directory has this file only while no broker runs on it and the last one ended in good order. */
export const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';

/** Its content. Kafka: CleanShutdownFileHandler. */
export const cleanShutdownText = (brokerEpoch: number): string => `{"version":0,"brokerEpoch":${brokerEpoch}}`;
