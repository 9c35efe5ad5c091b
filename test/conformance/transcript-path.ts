import { join } from 'node:path';

/** Where what the real Kafka answered in this scenario is kept. */
export const transcriptPath = (scenario: string): string => join(import.meta.dirname, 'transcripts', `${scenario}.txt`);
