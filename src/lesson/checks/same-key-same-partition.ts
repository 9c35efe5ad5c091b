import type { BatchAppendedEvent } from '../../contract/event';
import { partitionName, type Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export interface SameKeySamePartitionArgs {
  readonly topic: string;
  readonly keys: number;
  readonly records: number;
}

interface State {
  /** Partition of each key. */
  readonly homes: ReadonlyMap<string, number>;
  readonly records: number;
  readonly strayed: { readonly key: string; readonly partitions: readonly string[] } | null;
  readonly atUs: Us;
}

/** Records with their keys, as a leader took them; a batch names the keys of its first 16. */
export const keyedRecords = (event: BatchAppendedEvent): string[] => event.keys.filter((key) => key !== null);

/** Holds when so many records with so many different keys stand on the leaders, and no key on two partitions. */
export const sameKeySamePartition: Check<SameKeySamePartitionArgs, State> = {
  start: () => ({ homes: new Map(), records: 0, strayed: null, atUs: 0 }),

  step(state, { topic }, _view, event) {
    if (event.type !== 'batch-appended' || event.role !== 'leader' || event.topic !== topic) return state;
    const keys = keyedRecords(event);
    if (keys.length === 0 || state.strayed !== null) return state;
    const homes = new Map(state.homes);
    for (const key of keys) {
      const home = homes.get(key);
      if (home !== undefined && home !== event.partition) {
        const partitions = [partitionName(topic, home), partitionName(topic, event.partition)];
        return { ...state, strayed: { key, partitions }, atUs: event.atUs };
      }
      homes.set(key, event.partition);
    }
    return { ...state, homes, records: state.records + keys.length, atUs: event.atUs };
  },

  report({ homes, records, strayed, atUs }, args) {
    if (strayed !== null) return live({ kind: 'key-in-two', ...strayed }, atUs);
    if (records === 0) return OPEN;
    const fact = {
      kind: 'keys-stay',
      keys: homes.size,
      records,
      wanted: args.keys,
      wantedRecords: args.records,
    } as const;
    return homes.size >= args.keys && records >= args.records ? done(atUs, fact) : live(fact);
  },
};
