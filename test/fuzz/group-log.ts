import { partitionName } from '../../src/contract/ids';
import { InvariantBroken } from './invariant-broken';

/** Where the members of one group note what they were given and what they have read. */
export class GroupLog {
  /** Values by offset, by partition: what some member has processed. */
  readonly processed = new Map<string, Map<number, string>>();
  /** Who has a partition in a generation, by both. */
  readonly #owners = new Map<string, string>();

  constructor(
    readonly group: string,
    /** Partitions of which records were lost, and may be others now; see Invariants. */
    readonly forgiven: ReadonlySet<string> = new Set(),
  ) {}

  /** `owner`: the same for a static member and its successor, who gets its partitions in the same generation. */
  claim(generation: number, owner: string, partitions: readonly string[]): void {
    for (const partition of partitions) {
      const key = `${partition} in generation ${generation} of ${this.group}`;
      const known = this.#owners.get(key);
      if (known !== undefined && known !== owner && !this.#isForgiven()) {
        throw new InvariantBroken('one owner a generation', `${key}: ${known} and ${owner}`);
      }
      this.#owners.set(key, owner);
    }
  }

  /** A record was read. Who reads it again reads the same. */
  process(topic: string, partition: number, offset: number, value: string): void {
    const name = partitionName(topic, partition);
    const values = this.processed.get(name) ?? new Map<number, string>();
    this.processed.set(name, values);
    const before = values.get(offset);
    if (before !== undefined && before !== value && !this.forgiven.has(name)) {
      throw new InvariantBroken('committed records never change', `${name}@${offset} was ${before}, is ${value}`);
    }
    values.set(offset, value);
  }

  /** The next record of a reader that stood at `position`: offsets of these topics have no holes. */
  follow(partition: string, position: number, offset: number): void {
    if (offset === position || this.forgiven.has(partition)) return;
    throw new InvariantBroken('no record is skipped', `${this.group} reads ${partition}@${offset}, not ${position}`);
  }

  /** Somebody begins here: whatever stands before has been processed, or it never will be. */
  begin(partition: string, position: number, firstOffset: number): void {
    const values = this.processed.get(partition);
    if (this.forgiven.has(partition)) return;
    for (let offset = firstOffset; offset < position; offset++) {
      if (values?.has(offset) === true) continue;
      throw new InvariantBroken(
        'no record is skipped',
        `${this.group} begins ${partition} at ${position}, ${offset} unread`,
      );
    }
  }

  /** What the group itself knew was lost: its generations begin anew. */
  #isForgiven(): boolean {
    return [...this.forgiven].some((name) => name.startsWith('__consumer_offsets-'));
  }
}
