/** Questions that the page may ask of the stopped cluster; never on the way of a frame. */
export type Query =
  /** The records of one batch as stored on one broker. */
  | {
      readonly type: 'batch';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly baseOffset: number;
    }
  /** The files of a partition's folder on one broker, as `ls` orders them. */
  | { readonly type: 'partition-folder'; readonly broker: number; readonly topic: string; readonly partition: number }
  /** Bytes of one of them; those that it has of the range. */
  | {
      readonly type: 'file';
      readonly broker: number;
      readonly topic: string;
      readonly partition: number;
      readonly name: string;
      readonly fromByte: number;
      /** Not included. */
      readonly toByte: number;
    }
  /** SHA-like hash of the journal so far (see sim/cluster/journal.ts). */
  | { readonly type: 'journal-hash' };

export interface RecordView {
  readonly offset: number;
  readonly timestampMs: number;
  /** UTF-8 text, or null when there is none. */
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly { readonly key: string; readonly value: string | null }[];
}

export type QueryAnswer =
  | { readonly type: 'batch'; readonly records: readonly RecordView[]; readonly bytes: Uint8Array }
  | { readonly type: 'journal-hash'; readonly hash: string; readonly events: number }
  | {
      readonly type: 'partition-folder';
      readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
    }
  | { readonly type: 'file'; readonly bytes: Uint8Array }
  /** What was asked for is not there (any more). */
  | { readonly type: 'gone'; readonly what: string };
