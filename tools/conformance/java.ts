import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Complaint } from '../brokers/complaint';

const JAVA_MIN = 17;

/**
 * The class path of a Kafka node, worked out and downloaded by Maven once and kept in `cache`.
 * @throws Complaint when there is no JDK 17 or no Maven here, or Maven fails.
 */
export function kafkaClassPath(cache: string): string {
  requireJava();
  const pom = join(import.meta.dirname, 'pom.xml');
  const file = join(cache, 'classpath.txt');
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    const maven = spawnSync('mvn', ['-q', '-B', '-f', pom, 'dependency:build-classpath', `-Dmdep.outputFile=${file}`], {
      encoding: 'utf8',
    });
    if (maven.error !== undefined)
      throw new Complaint('Recording needs Maven (mvn) to download Apache Kafka; it is not here.');
    if (maven.status !== 0) throw new Complaint(`Maven could not get Apache Kafka:\n${maven.stdout}${maven.stderr}`);
  }
  return readFileSync(file, 'utf8').trim();
}

function requireJava(): void {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(java.stderr ?? '')?.[1];
  if (java.error !== undefined || version === undefined) {
    throw new Complaint(`Recording needs Java ${JAVA_MIN} or newer to run a real Apache Kafka; it is not here.`);
  }
  if (Number(version) < JAVA_MIN) {
    throw new Complaint(`Recording needs Java ${JAVA_MIN} or newer to run a real Apache Kafka; this is ${version}.`);
  }
}
