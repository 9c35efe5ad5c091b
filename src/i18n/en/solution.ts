const limit = (bytes: number | null): string => (bytes === null ? 'as the lesson has it' : `${bytes} bytes/s`);
const seconds = (us: number): string => `${us / 1_000_000} s`;
const configs = (of: Readonly<Record<string, string | null>>): string =>
  Object.entries(of)
    .map(([name, value]) => (value === null ? `${name} to its default` : `${name}=${value}`))
    .join(', ');

/** The solution, and every command in words: what a learner would do by hand. */
export const solution = {
  show: 'Show the solution',
  label: 'Solution',
  nothing: 'There is nothing to change in this step: let the cluster run, and look.',
  change: (file: string) => `Change ${file}`,
  isIn: (file: string) => `${file} is as it should be. Run it.`,
  putIn: 'Put it in',
  diffOf: (file: string) => `What changes in ${file}`,
  added: 'new: ',
  removed: 'gone: ',
  press: (label: string) => `Press “${label}”`,
  missing: 'The solution could not be fetched. Are you online?',
  commands: {
    run: (c: { program: string; instance: number }) =>
      c.instance === 1 ? `Run ${c.program}` : `Start one more ${c.program}: instance ${c.instance}`,
    stop: (c: { process: string }) => `Stop ${c.process}`,
    kill: (c: { process: string }) => `Kill ${c.process}`,
    edit: (c: { file: string }) => `Change ${c.file}`,
    'add-program': (c: { name: string }) => `Add the program ${c.name}`,
    'start-schedule': (c: { schedule: string }) => `Begin ${c.schedule}`,
    'pause-process': (c: { process: string }) => `Pause ${c.process}`,
    'resume-process': (c: { process: string }) => `Wake ${c.process}`,
    'kill-broker': (c: { broker: number }) => `Kill broker ${c.broker}`,
    'power-off-broker': (c: { broker: number }) => `Power off broker ${c.broker}`,
    'stop-broker': (c: { broker: number }) => `Stop broker ${c.broker} in good order`,
    'start-broker': (c: { broker: number; disk: string }) =>
      c.disk === 'lost' ? `Start broker ${c.broker} with an empty disk` : `Start broker ${c.broker}`,
    'pause-broker': (c: { broker: number }) => `Pause broker ${c.broker}`,
    'resume-broker': (c: { broker: number }) => `Wake broker ${c.broker}`,
    'isolate-broker': (c: { broker: number }) => `Isolate broker ${c.broker} from the network`,
    'heal-broker': (c: { broker: number }) => `Heal all links of broker ${c.broker}`,
    'cut-link': (c: { from: string; to: string }) => `Cut the link ${c.from} → ${c.to}`,
    'slow-link': (c: { from: string; to: string; extraUs: number }) =>
      `Slow the link ${c.from} → ${c.to} by ${seconds(c.extraUs)}`,
    'heal-link': (c: { from: string; to: string }) => `Heal the link ${c.from} → ${c.to}`,
    'slow-disk': (c: { broker: number; extraUs: number }) =>
      c.extraUs === 0
        ? `Make the disk of broker ${c.broker} quick again`
        : `Slow the disk of broker ${c.broker} by ${seconds(c.extraUs)} a write`,
    'set-disk-rate': (c: { broker: number; bytesPerSecond: number | null }) =>
      `Disk of broker ${c.broker}: ${limit(c.bytesPerSecond)}`,
    'set-network-rate': (c: { broker: number; bytesPerSecond: number | null }) =>
      `Network card of broker ${c.broker}: ${limit(c.bytesPerSecond)}`,
    'create-topic': (c: { topic: { name: string; partitions: number; replicationFactor: number } }) =>
      `Create the topic ${c.topic.name}: partitions ${c.topic.partitions}, replication factor ${c.topic.replicationFactor}`,
    'delete-topic': (c: { topic: string }) => `Delete the topic ${c.topic}`,
    'add-partitions': (c: { topic: string; partitions: number }) =>
      `Add partitions to ${c.topic}: ${c.partitions} from then on`,
    'alter-topic-configs': (c: { topic: string; configs: Readonly<Record<string, string | null>> }) =>
      `Set for ${c.topic}: ${configs(c.configs)}`,
    'delete-records': (c: { topic: string; partition: number; beforeOffset: number }) =>
      `Delete the records of ${c.topic}-${c.partition} before offset ${c.beforeOffset}`,
    'elect-leader': (c: { topic: string; partition: number; election: string }) =>
      `Elect a leader of ${c.topic}-${c.partition}: ${c.election}`,
    'reassign-partition': (c: { topic: string; partition: number; replicas: readonly number[] }) =>
      `Reassign ${c.topic}-${c.partition} to brokers ${c.replicas.join(', ')}`,
    'reset-offsets': (c: { group: string; topic: string; to: string | number | object }) =>
      typeof c.to === 'object'
        ? `Reset the offsets of ${c.group} in ${c.topic}`
        : `Reset the offsets of ${c.group} in ${c.topic} to ${c.to}`,
    'delete-group': (c: { group: string }) => `Delete the group ${c.group}`,
  },
};
