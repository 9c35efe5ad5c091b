import type { Us } from '../../contract/ids';
import type { RunLog } from '../../contract/run-log';

/** A state of a cluster as it is given to somebody else: all that it takes to have it again. */
export interface SharedRun {
  /** In whose page it opens; null: in none. */
  readonly lesson: string | null;
  /** Which of its steps was on the page, from 0; null outside of lessons. */
  readonly step: number | null;
  readonly log: RunLog;
  /** The moment that was shared: the run is replayed up to it. */
  readonly nowUs: Us;
  /** Of the journal up to then; null when whoever shared it could not tell. */
  readonly hash: string | null;
}

/** Part of each link and file. A newer version is not read; the page says so. */
export const SHARE_VERSION = 1;

/** A link longer than this is cut off by some mail programs and messengers. */
export const LINK_CHARS_CAREFUL = 8_000;

/** What is read of strangers, at most. */
export const LIMITS = {
  linkChars: 1_000_000,
  fileBytes: 8 * 1024 * 1024,
  /** Of the text that a link or a file unpacks to. */
  unpackedBytes: 8 * 1024 * 1024,
  nowUs: 24 * 3_600 * 1_000_000,
  commands: 20_000,
  files: 60,
  fileChars: 256 * 1024,
  programs: 40,
  instances: 100,
  brokers: 60,
  topics: 100,
  partitions: 1_000,
  configs: 200,
  schedules: 40,
  scheduled: 500,
  textChars: 4_096,
} as const;

/** Why nothing came of a link or a file. */
export type Unreadable =
  /** It is no text of ours, or a part is missing. */
  | { readonly why: 'torn' }
  /** A newer Shelfmark made it. */
  | { readonly why: 'newer'; readonly version: string }
  | { readonly why: 'too-large' }
  /** It unpacks, but holds what no run has. */
  | { readonly why: 'strange'; readonly where: string };

export type Unpacked =
  { readonly ok: true; readonly run: SharedRun } | { readonly ok: false; readonly unreadable: Unreadable };
