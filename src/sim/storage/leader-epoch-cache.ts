import { checkpointText, parseCheckpoint } from './checkpoint-file';
import { LEADER_EPOCH_CHECKPOINT } from './file-names';

export interface EpochEntry {
  readonly epoch: number;
  /** Offset of the first batch that a leader of this epoch wrote. */
  readonly startOffset: number;
}

export interface EpochEndOffset {
  readonly leaderEpoch: number;
  readonly endOffset: number;
}

const UNDEFINED: EpochEndOffset = { leaderEpoch: -1, endOffset: -1 };

/**
 * Which leader wrote which stretch of the log: what followers and consumers compare to find out where their log and the
 * leader's part. Kafka: LeaderEpochFileCache, file leader-epoch-checkpoint.
 */
export class LeaderEpochCache {
  #entries: EpochEntry[] = [];
  /** The file is empty, without even its version, until the first epoch is written. */
  #isWritten = false;

  /** From a leader-epoch-checkpoint. Throws CorruptFile. */
  static parse(text: string): LeaderEpochCache {
    const cache = new LeaderEpochCache();
    const entries = parseCheckpoint(LEADER_EPOCH_CHECKPOINT, text, /^(\d+)\s+(\d+)$/, ([, epoch, startOffset]) => ({
      epoch: Number(epoch),
      startOffset: Number(startOffset),
    }));
    for (const { epoch, startOffset } of entries) cache.assign(epoch, startOffset);
    cache.#isWritten = text !== '';
    return cache;
  }

  /** In order of epoch. */
  get entries(): readonly EpochEntry[] {
    return this.#entries;
  }

  get latestEpoch(): number | null {
    return this.#entries.at(-1)?.epoch ?? null;
  }

  get earliest(): EpochEntry | null {
    return this.#entries[0] ?? null;
  }

  /** Content of leader-epoch-checkpoint. */
  get text(): string {
    if (!this.#isWritten) return '';
    return checkpointText(this.#entries.map(({ epoch, startOffset }) => `${epoch} ${startOffset}`));
  }

  /**
   * An epoch begins at this offset. Entries that contradict it go: those with a later epoch or start. False if the
   * cache says so already.
   */
  assign(epoch: number, startOffset: number): boolean {
    if (epoch < 0 || startOffset < 0) throw new RangeError(`leader epoch ${epoch} from offset ${startOffset}`);
    const latest = this.#entries.at(-1);
    if (latest !== undefined && latest.epoch === epoch && latest.startOffset <= startOffset) return false;
    let last: EpochEntry | undefined;
    while ((last = this.#entries.at(-1)) !== undefined && (last.epoch >= epoch || last.startOffset >= startOffset)) {
      this.#entries.pop();
    }
    this.#entries.push({ epoch, startOffset });
    this.#isWritten = true;
    return true;
  }

  /**
   * Where the epoch ends in this log: the log end for the latest one, else the start of the next higher one, with the
   * greatest epoch that is not above the one asked for. (-1, -1) if the epoch is above all, or there is none.
   */
  endOffsetFor(epoch: number, logEndOffset: number): EpochEndOffset {
    if (epoch === -1) return UNDEFINED;
    if (this.latestEpoch === epoch) return { leaderEpoch: epoch, endOffset: logEndOffset };
    const higher = this.#entries.findIndex((entry) => entry.epoch > epoch);
    if (higher < 0) return UNDEFINED;
    const { startOffset } = this.#entries[higher] as EpochEntry;
    return { leaderEpoch: this.#entries[higher - 1]?.epoch ?? epoch, endOffset: startOffset };
  }

  /** The epoch that wrote the offset, null if the cache begins behind it. */
  epochFor(offset: number): number | null {
    return this.#entries.findLast(({ startOffset }) => startOffset <= offset)?.epoch ?? null;
  }

  /** The log ends here now. True if an entry went. */
  truncateFromEnd(endOffset: number): boolean {
    const kept = this.#entries.filter(({ startOffset }) => startOffset < endOffset);
    const changed = kept.length < this.#entries.length;
    this.#entries = kept;
    return changed;
  }

  /** The log begins here now: the epoch that holds its first offset begins there too. True if something changed. */
  truncateFromStart(startOffset: number): boolean {
    const first = this.#entries.findLastIndex((entry) => entry.startOffset <= startOffset);
    if (first < 0) return false;
    const { epoch, startOffset: before } = this.#entries[first] as EpochEntry;
    if (first === 0 && before === startOffset) return false;
    this.#entries = [{ epoch, startOffset }, ...this.#entries.slice(first + 1)];
    return true;
  }

  clear(): void {
    this.#entries = [];
    this.#isWritten = true;
  }
}
