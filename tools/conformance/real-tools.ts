import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AdminCommand } from '../../src/contract/command';
import { commandLine } from '../../src/contract/command-line';
import type { Address } from '../../test/conformance/cluster-under-test';

/** What Kafka's scripts start. */
const MAIN_CLASSES = {
  'kafka-topics.sh': 'org.apache.kafka.tools.TopicCommand',
  'kafka-configs.sh': 'kafka.admin.ConfigCommand',
  'kafka-delete-records.sh': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-leader-election.sh': 'org.apache.kafka.tools.LeaderElectionCommand',
  'kafka-reassign-partitions.sh': 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
  'kafka-consumer-groups.sh': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
};

const JVM = '-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=off';

/**
 * Types the command line of our tool into a shell where Kafka's own tools are, and tells what they print:
 * so the line is tried too.
 */
export async function runRealTool(
  command: AdminCommand,
  addresses: ReadonlyMap<number, Address>,
  classPath: string,
): Promise<string> {
  const bootstrap = [...addresses.values()].map(({ host, port }) => `${host}:${port}`).join(',');
  const scripts = Object.entries(MAIN_CLASSES).map(
    ([script, main]) => `${script}() { java ${JVM} -cp "$TOOLS_CLASS_PATH" ${main} "$@"; }`,
  );
  const line = commandLine(command, [...addresses.keys()]).replace(
    /--bootstrap-server \S+/,
    `--bootstrap-server ${bootstrap}`,
  );
  const shell = spawn('bash', ['-c', [...scripts, line].join('\n')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TOOLS_CLASS_PATH: classPath },
  });
  let printed = '';
  let complained = '';
  shell.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  shell.stderr.on('data', (bytes: Buffer) => (complained += bytes.toString()));
  await once(shell, 'close');
  return printed + complained;
}
