import { plural } from '../plural';

const records = (n: number): string => `${n} ${plural('en', n, { one: 'record', other: 'records' })}`;
const keys = (n: number): string => `${n} ${plural('en', n, { one: 'key', other: 'keys' })}`;
const seconds = (us: number): string => `${(us / 1_000_000).toFixed(1)} s`;
const list = (names: readonly (string | number)[]): string => names.join(', ');
const pairs = (names: readonly string[], counts: readonly number[]): string =>
  names.map((name, i) => `${name}: ${counts[i] ?? 0}`).join(', ');
const waits = (schedule: string | null): string => (schedule === null ? '' : `; counts once ${schedule} is over`);
const of = (wanted: number | null): string => (wanted === null ? '' : `, wanted ${wanted}`);

/** What checks find, each fact by its kind: see src/lesson/checks/fact.ts. */
export const facts = {
  'keys-stay': (f: { keys: number; records: number; wanted: number; wantedRecords: number }) =>
    `${records(f.records)} of ${keys(f.keys)}, each key on one partition; wanted ${f.wantedRecords} of ${f.wanted}`,
  'key-in-two': (f: { key: string; partitions: readonly string[] }) => `key ${f.key} stands on ${list(f.partitions)}`,
  'keys-at-home': (f: { keys: number; partitions: number | null }) =>
    f.partitions === null
      ? `${keys(f.keys)} seen; no partition was added yet`
      : `${f.partitions} partitions now; ${keys(f.keys)} known from before, none has moved yet`,
  'key-moved': (f: { key: string; from: string; to: string }) => `key ${f.key}: before on ${f.from}, now on ${f.to}`,
  keyless: (f: { counts: readonly number[]; partitions: number; records: number }) =>
    `without a key: ${f.counts.join(' · ')}; wanted ${f.records} on each of ${f.partitions} partitions`,
  'read-by-all': (f: { groups: readonly string[]; counts: readonly number[]; common: number; wanted: number }) =>
    `${pairs(f.groups, f.counts)}; by all ${f.common} of ${f.wanted}`,
  divided: (f: { names: readonly string[]; counts: readonly number[]; records: number; members: number }) =>
    `${pairs(f.names, f.counts)}; wanted ${f.records} by ${f.members}, none twice`,
  twice: (f: { place: string; by: readonly string[] }) => `${f.place} by ${list(f.by)}`,
  once: (f: { records: number }) => `${records(f.records)} so far, each once`,
  rebalance: (f: { group: string; reason: string; generation: number }) =>
    `${f.group} rebalances: ${f.reason}, generation ${f.generation} ends`,
  'group-state': (f: { group: string; state: string; wanted: string }) =>
    f.state === f.wanted ? `${f.group} is ${f.state}` : `${f.group} is ${f.state}, wanted ${f.wanted}`,
  coordinator: (f: { group: string; from: number; to: number }) =>
    f.from === f.to
      ? `the coordinator of ${f.group} is broker ${f.to}`
      : `the coordinator of ${f.group} was broker ${f.from}, now it is broker ${f.to}`,
  leaders: (f: { topic: string; leaders: readonly number[]; brokers: number; wanted: number }) =>
    `leaders of ${f.topic}: ${f.leaders.map((leader) => (leader < 0 ? 'none' : leader)).join(' · ')}; on ${f.brokers} of ${f.wanted} brokers`,
  leader: (f: { partition: string; leader: number; wanted: number }) =>
    `${f.partition}: ${f.leader < 0 ? 'no leader' : `leader is broker ${f.leader}`}${f.leader === f.wanted ? '' : f.wanted < 0 ? ', wanted none' : `, wanted ${f.wanted}`}`,
  'leader-changed': (f: { partition: string; from: number; to: number; unclean: boolean; withoutUs: number }) =>
    `${f.partition}: leader ${f.from} → ${f.to}${f.unclean ? ', not from the ISR' : ''}${f.withoutUs > 0 ? `, ${seconds(f.withoutUs)} without one` : ''}`,
  leaderless: (f: { partition: string }) => `${f.partition} has no leader`,
  unclean: (f: { partition: string; leader: number }) =>
    `${f.partition}: broker ${f.leader} leads, and was not in the ISR`,
  isr: (f: { partition: string; isr: readonly number[] }) => `ISR of ${f.partition}: ${list(f.isr)}`,
  broker: (f: { broker: number; node: string; state: string; registration: string; wanted: string }) =>
    `broker ${f.broker}: process ${f.node}, ${f.state}; for the controller ${f.registration}`,
  topic: (f: { topic: string; partitions: number; replicationFactor: number; missing: readonly string[] }) =>
    `${f.topic}: partitions=${f.partitions}, replication-factor=${f.replicationFactor}${f.missing.length === 0 ? '' : `; wanted ${list(f.missing)}`}`,
  measuring: (f: { records: number; seconds: number }) => `${records(f.records)} so far, measured over ${f.seconds} s`,
  rate: (f: { rate: number; records: number; seconds: number; wanted: number }) =>
    `${records(f.records)} in ${f.seconds} s: ${f.rate.toFixed(1)} a second${f.rate >= f.wanted ? '' : `, wanted ${f.wanted}`}`,
  refused: (f: { error: string; times: number; wanted: number }) =>
    `${f.error}, ${f.times}×${f.times < f.wanted ? ` of ${f.wanted}` : ''}`,
  acknowledged: (f: { records: number; wanted: number | null; schedule: string | null }) =>
    `${records(f.records)} acknowledged, none lost${of(f.wanted)}${waits(f.schedule)}`,
  lost: (f: { records: number; lost: number; first: string }) =>
    `${f.lost} of ${f.records} acknowledged records are gone, the first is ${f.first}`,
  segments: (f: { partition: string; segments: number; wanted: number }) =>
    `${f.segments} ${plural('en', f.segments, { one: 'segment', other: 'segments' })} in ${f.partition}${f.segments >= f.wanted ? '' : of(f.wanted)}`,
  'log-start': (f: { partition: string; offset: number; wanted: number }) =>
    `${f.partition} begins at offset ${f.offset}${f.offset >= f.wanted ? '' : of(f.wanted)}`,
  'segment-deleted': (f: { partition: string; broker: number; from: number; to: number; reason: string }) =>
    `${f.partition} on broker ${f.broker}: segment with offsets ${f.from} to ${f.to} deleted, because of ${f.reason}`,
  compacted: (f: { partition: string; records: number; wanted: number }) =>
    `compaction removed ${records(f.records)} of ${f.partition}${f.records >= f.wanted ? '' : of(f.wanted)}`,
  committed: (f: { group: string; partition: string; offset: number; wanted: number }) =>
    `${f.group} has committed ${f.offset} for ${f.partition}${f.offset === f.wanted ? '' : of(f.wanted)}`,
  lag: (f: { group: string; lag: number; wanted: number; records: number }) =>
    `lag of ${f.group}: ${f.lag} of ${records(f.records)}, wanted ${f.wanted} at most`,
  'moved-back': (f: { group: string; partition: string; from: number; to: number }) =>
    `${f.group}, ${f.partition}: from ${f.from} back to ${f.to}`,
  'not-moved-back': (f: { group: string }) => `what ${f.group} has committed has only risen so far`,
  'offsets-record': (f: { key: string; partition: string; offset: number }) =>
    `${f.partition}@${f.offset} has the key (${f.key})`,
  skipped: (f: { place: string; committed: number }) => `nobody worked on ${f.place}, and ${f.committed} is committed`,
  'none-skipped': (f: { records: number }) => `${records(f.records)} so far, none passed over`,
  processed: (f: { processed: number; records: number; wanted: number; schedule: string | null }) =>
    `${f.processed} of ${records(f.records)} worked on${f.records >= f.wanted ? '' : of(f.wanted)}${waits(f.schedule)}`,
  'out-of-order': (f: { key: string; before: number; after: number }) =>
    `${f.key === '' ? '' : `${f.key}: `}${f.after} was done after ${f.before}`,
  'in-order': (f: { effects: number; keys: number; wanted: number | null; schedule: string | null }) =>
    `${f.effects} of ${keys(f.keys)}, in order${of(f.wanted)}${waits(f.schedule)}`,
  handled: (f: { begun: number; handled: number; wanted: number; schedule: string | null }) =>
    `${f.handled} of ${f.begun} done${f.begun >= f.wanted ? '' : of(f.wanted)}${waits(f.schedule)}`,
  fault: (f: { fault: string; subject: string }) => `${f.fault}: ${f.subject}`,
  schedule: (f: { schedule: string; state: 'begun' | 'over' }) =>
    f.state === 'over' ? `${f.schedule} is over` : `${f.schedule} has begun`,
  tool: (f: { line: string; error: string | null }) => (f.error === null ? f.line : `${f.line}: ${f.error}`),
};
