import type { ProcessId, Us } from '../../contract/ids';

/** What a check found, as data; the page words it in the reader's language. */
export type Fact = MoreFacts[keyof MoreFacts] | FirstFact;

type FirstFact =
  /** Records that readers may see, of each partition that the check counts. */
  | { readonly kind: 'records'; readonly counts: readonly number[]; readonly wanted: number }
  | { readonly kind: 'instances'; readonly running: number; readonly wanted: number }
  /** `state` is Kafka's name of the group's state; `gone` members have died and were not noticed yet. */
  | {
      readonly kind: 'members';
      readonly state: string;
      readonly members: number;
      readonly gone: number;
      readonly wanted: number;
    }
  | { readonly kind: 'idle'; readonly idle: readonly string[]; readonly members: number }
  | { readonly kind: 'not-idle'; readonly members: number }
  /** Reading goes on: so many records of the wanted number. */
  | { readonly kind: 'reading'; readonly records: number; readonly wanted: number; readonly readers: number }
  /** Reading cannot be measured while the group is not as asked. */
  | { readonly kind: 'waits-for-readers'; readonly members: number; readonly wanted: number }
  | { readonly kind: 'read'; readonly records: number; readonly readers: number; readonly tookUs: Us }
  /** It was read, but not within the limit. */
  | { readonly kind: 'read-too-slowly'; readonly records: number; readonly tookUs: Us; readonly limitUs: Us }
  | { readonly kind: 'killed-owner'; readonly process: ProcessId; readonly partitions: readonly string[] }
  | { readonly kind: 'killed-idle'; readonly process: ProcessId }
  | { readonly kind: 'ownerless'; readonly partition: string; readonly process: ProcessId; readonly sinceUs: Us }
  | {
      readonly kind: 'moved';
      readonly partition: string;
      readonly from: ProcessId;
      readonly to: ProcessId;
      readonly by: 'killed' | 'stopped';
      readonly afterUs: Us;
    };

/** Facts by their kind, each worded by the function of that name in `facts` of src/i18n. */
export type MoreFacts = { readonly [K in keyof FactData]: { readonly kind: K } & FactData[K] };

export interface FactData {
  readonly 'keys-stay': {
    readonly keys: number;
    readonly records: number;
    readonly wanted: number;
    readonly wantedRecords: number;
  };
  readonly 'key-in-two': { readonly key: string; readonly partitions: readonly string[] };
  /** `partitions`: how many there are since some were added; null before. */
  readonly 'keys-at-home': { readonly keys: number; readonly partitions: number | null };
  readonly 'key-moved': { readonly key: string; readonly from: string; readonly to: string };
  readonly keyless: { readonly counts: readonly number[]; readonly partitions: number; readonly records: number };
  readonly 'read-by-all': {
    readonly groups: readonly string[];
    readonly counts: readonly number[];
    readonly common: number;
    readonly wanted: number;
  };
  readonly divided: {
    readonly names: readonly string[];
    readonly counts: readonly number[];
    readonly records: number;
    readonly members: number;
  };
  readonly twice: { readonly place: string; readonly by: readonly string[] };
  readonly once: { readonly records: number };
  /** `reason` in the coordinator's words. */
  readonly rebalance: { readonly group: string; readonly reason: string; readonly generation: number };
  readonly 'group-state': { readonly group: string; readonly state: string; readonly wanted: string };
  readonly coordinator: { readonly group: string; readonly from: number; readonly to: number };
  readonly leaders: {
    readonly topic: string;
    readonly leaders: readonly number[];
    readonly brokers: number;
    readonly wanted: number;
  };
  /** -1: nobody leads. */
  readonly leader: { readonly partition: string; readonly leader: number; readonly wanted: number };
  readonly 'leader-changed': {
    readonly partition: string;
    readonly from: number;
    readonly to: number;
    readonly unclean: boolean;
    readonly withoutUs: Us;
  };
  readonly leaderless: { readonly partition: string };
  readonly unclean: { readonly partition: string; readonly leader: number };
  readonly isr: { readonly partition: string; readonly isr: readonly number[] };
  readonly broker: {
    readonly broker: number;
    readonly node: string;
    readonly state: string;
    readonly registration: string;
    readonly wanted: string;
  };
  /** `missing`: what is not as asked: `partitions=6`. */
  readonly topic: {
    readonly topic: string;
    readonly partitions: number;
    readonly replicationFactor: number;
    readonly missing: readonly string[];
  };
  readonly measuring: { readonly records: number; readonly seconds: number };
  readonly rate: {
    readonly rate: number;
    readonly records: number;
    readonly seconds: number;
    readonly wanted: number;
  };
  readonly refused: { readonly error: string; readonly times: number; readonly wanted: number };
  /** `schedule`: what is still waited for. */
  readonly acknowledged: {
    readonly records: number;
    readonly wanted: number | null;
    readonly schedule: string | null;
  };
  readonly lost: { readonly records: number; readonly lost: number; readonly first: string };
  readonly segments: { readonly partition: string; readonly segments: number; readonly wanted: number };
  readonly 'log-start': { readonly partition: string; readonly offset: number; readonly wanted: number };
  /** Offsets `from` to `to`, both included. */
  readonly 'segment-deleted': {
    readonly partition: string;
    readonly broker: number;
    readonly from: number;
    readonly to: number;
    readonly reason: string;
  };
  readonly compacted: { readonly partition: string; readonly records: number; readonly wanted: number };
  readonly committed: {
    readonly group: string;
    readonly partition: string;
    readonly offset: number;
    readonly wanted: number;
  };
  readonly lag: { readonly group: string; readonly lag: number; readonly wanted: number; readonly records: number };
  readonly 'moved-back': {
    readonly group: string;
    readonly partition: string;
    readonly from: number;
    readonly to: number;
  };
  readonly 'not-moved-back': { readonly group: string };
  readonly 'offsets-record': { readonly key: string; readonly partition: string; readonly offset: number };
  readonly skipped: { readonly place: string; readonly committed: number };
  readonly 'none-skipped': { readonly records: number };
  readonly processed: {
    readonly processed: number;
    readonly records: number;
    readonly wanted: number;
    readonly schedule: string | null;
  };
  readonly 'out-of-order': { readonly key: string; readonly before: number; readonly after: number };
  readonly 'in-order': {
    readonly effects: number;
    readonly keys: number;
    readonly wanted: number | null;
    readonly schedule: string | null;
  };
  readonly handled: {
    readonly begun: number;
    readonly handled: number;
    readonly wanted: number;
    readonly schedule: string | null;
  };
  /** `fault`: name of the command. */
  readonly fault: { readonly fault: string; readonly subject: string };
  readonly schedule: { readonly schedule: string; readonly state: 'begun' | 'over' };
  readonly tool: { readonly line: string; readonly error: string | null };
}
