import type { ProcessId, Us } from '../../contract/ids';

/** What a check found, as data; the page words it in the reader's language. */
export type Fact =
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
      readonly afterUs: Us;
    };
