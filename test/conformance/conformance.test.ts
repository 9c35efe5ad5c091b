import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedTranscript } from './expected';
import { KNOWN_DIFFERENCES } from './known-differences';
import { play } from './play';
import { SCENARIOS } from './scenarios';
import { startSimulatedKafka } from './simulated-kafka';
import { transcriptPath } from './transcript-path';

// Each scenario was played against a real Apache Kafka 4.2.1 once (`npm run conformance:record`), and what it answered
// is in transcripts/. Here it is played against ours, through the loopback door, and must read the same.

describe('answers as Apache Kafka 4.2.1 does', { timeout: 60_000 }, () => {
  it.concurrent.each(SCENARIOS)('$name', async (scenario) => {
    const real = readFileSync(transcriptPath(scenario.name), 'utf8');
    const known = KNOWN_DIFFERENCES.filter((difference) => difference.scenario === scenario.name);
    const cluster = await startSimulatedKafka(scenario.configs ?? {});
    try {
      expect(await play(scenario, cluster)).toBe(expectedTranscript(real, known));
    } finally {
      await cluster.stop();
    }
  });
});

describe('transcripts', () => {
  it('are there for each scenario, and for nothing else', () => {
    const files = readdirSync(dirname(transcriptPath('any'))).sort();
    expect(files).toEqual(SCENARIOS.map(({ name }) => basename(transcriptPath(name))).sort());
  });

  it('differ in scenarios that exist', () => {
    const named = KNOWN_DIFFERENCES.map(({ scenario }) => scenario);
    expect(named.filter((name) => !existsSync(transcriptPath(name)))).toEqual([]);
  });

  it('have headings that differ within each', () => {
    for (const { name } of SCENARIOS) {
      const headings = readFileSync(transcriptPath(name), 'utf8').match(/^== .*$/gm) ?? [];
      expect([name, headings.length]).toEqual([name, new Set(headings).size]);
    }
  });
});
