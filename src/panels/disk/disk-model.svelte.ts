import type { BatchPlace, QueryAnswer, SegmentView } from '../../contract/query';
import type { DiskPlace, PanelProps } from '../panel';
import { asked, readContent, readWhole, type FileContent } from './contents';
import { indexKind, segmentFile, segmentOf } from './file-name';
import { foundBatch, type LookupAnswer, type Target } from './look-up';
import { fileRowId, folderOf, openedFor, type FileInfo, type FileRef } from './tree';

type Answer<T extends QueryAnswer['type']> = Extract<QueryAnswer, { type: T }>;

export interface ChosenBatch {
  readonly segment: number;
  readonly place: BatchPlace;
}

/** A list this long is not fetched again each time it grows. */
const LIVE_BATCHES_MAX = 1_000;

/** What is looked at of one broker's disk, and what was answered about it. Answers that come too late are dropped. */
export class DiskModel {
  broker: number = $state(-1);
  /** The partition whose log is shown. */
  place: DiskPlace | null = $state.raw(null);
  opened: ReadonlySet<string> = $state.raw(new Set());
  file: FileRef | null = $state.raw(null);
  batch: ChosenBatch | null = $state.raw(null);

  dir: Answer<'log-dir'> | null = $state.raw(null);
  folders: ReadonlyMap<string, readonly FileInfo[]> = $state.raw(new Map());
  /** `gone`: this broker has no such log, or it is not open. */
  log: Answer<'segments'> | 'gone' | null = $state.raw(null);
  content: FileContent | null = $state.raw(null);
  bytes: Answer<'batch'> | 'gone' | null = $state.raw(null);

  target: Target | null = $state.raw(null);
  lookup: LookupAnswer | 'gone' | null = $state.raw(null);
  /** How many steps of the look-up are shown, from 1. */
  step: number = $state(0);

  readonly #ask: PanelProps['ask'];
  /** Counts what was chosen: an answer to an older choice is dropped. */
  #chosen = 0;
  #busy = false;
  #again = false;
  #readSize = -1;

  constructor(ask: PanelProps['ask']) {
    this.#ask = ask;
  }

  /** Shows the log of a replica, with its folder open. */
  show(place: DiskPlace): void {
    if (place.broker !== this.broker) this.#forget();
    this.broker = place.broker;
    this.place = { ...place };
    this.opened = new Set([...this.opened, ...openedFor(place.topic, place.partition)]);
    this.log = null;
    this.#choose(null);
    this.endLookup();
    void this.refresh();
  }

  /** Another broker; the same partition where it has a replica of it. */
  async showBroker(broker: number): Promise<void> {
    const dir = await asked(this.#ask, 'log-dir', { type: 'log-dir', broker });
    const places = (dir?.entries ?? []).flatMap((entry) => entry.partition ?? []);
    const same = places.find(
      ({ topic, partition }) => topic === this.place?.topic && partition === this.place.partition,
    );
    const place = same ?? places.find(({ topic }) => !topic.startsWith('__')) ?? places[0];
    if (place !== undefined) return this.show({ broker, ...place });
    this.#forget();
    this.broker = broker;
    this.place = null;
    void this.refresh();
  }

  toggle(rowId: string): void {
    const opened = new Set(this.opened);
    if (!opened.delete(rowId)) opened.add(rowId);
    this.opened = opened;
    void this.refresh();
  }

  /** Shows what is in a file; one of another folder brings that folder's log along. */
  openFile(file: FileRef): void {
    const place = this.placeOf(file);
    if (place !== null && folderOf(place.topic, place.partition) !== this.#folder()) this.show(place);
    this.#choose(file);
    void this.refresh();
  }

  openSegment(baseOffset: number): void {
    const folder = this.#folder();
    if (folder === null) return;
    const isDeleted = this.segment(baseOffset)?.deletedAtUs != null;
    this.openFile({ folder, name: segmentFile(baseOffset, isDeleted ? '.log.deleted' : '.log') });
  }

  async openBatch(segment: number, batch: BatchPlace): Promise<void> {
    const { place } = this;
    if (place === null) return;
    const chosen: ChosenBatch = { segment, place: batch };
    this.batch = chosen;
    this.bytes = null;
    const answer = await asked(this.#ask, 'batch', { type: 'batch', ...place, baseOffset: batch.baseOffset });
    if (this.batch === chosen) this.bytes = answer ?? 'gone';
  }

  async find(target: Target): Promise<void> {
    const { place } = this;
    if (place === null) return;
    this.target = target;
    const answer = await asked(this.#ask, 'lookup', { type: 'lookup', ...place, target });
    if (this.target !== target) return;
    this.lookup = answer ?? 'gone';
    this.step = answer?.steps.length ?? 0;
    const found = answer === null ? null : foundBatch(answer.steps);
    this.batch = null;
    if (found === null) return;
    const folder = this.#folder();
    if (folder !== null) this.#choose({ folder, name: segmentFile(found.segment, '.log') });
    void this.refresh();
    await this.openBatch(found.segment, found.batch);
  }

  endLookup(): void {
    this.target = null;
    this.lookup = null;
    this.step = 0;
  }

  get segments(): readonly SegmentView[] {
    return this.log === null || this.log === 'gone' ? [] : this.log.segments;
  }

  segment(baseOffset: number): SegmentView | null {
    return this.segments.find((each) => each.baseOffset === baseOffset) ?? null;
  }

  placeOf(file: FileRef): DiskPlace | null {
    const entry = this.dir?.entries.find((each) => each.name === file.folder);
    return entry?.partition === undefined ? null : { broker: this.broker, ...entry.partition };
  }

  sizeOf(file: FileRef): number {
    const list = file.folder === null ? this.dir?.entries : this.folders.get(file.folder);
    return list?.find((each) => each.name === file.name)?.sizeBytes ?? 0;
  }

  /** The whole file that is shown; null when it went meanwhile. */
  readFile(file: FileRef): Promise<Uint8Array<ArrayBuffer> | null> {
    return readWhole(this.#ask, this.broker, this.placeOf(file), file, this.sizeOf(file));
  }

  /** Asks again for all that is shown and may have changed. One round at a time; a call meanwhile makes one more. */
  async refresh(): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      do {
        this.#again = false;
        await this.#round();
      } while (this.#again);
    } finally {
      this.#busy = false;
    }
  }

  async #round(): Promise<void> {
    const { broker, place } = this;
    const ask = this.#ask;
    const dir = await asked(ask, 'log-dir', { type: 'log-dir', broker });
    if (broker !== this.broker) return void (this.#again = true);
    const folders = await this.#readFolders(dir);
    const log = place === null ? null : ((await asked(ask, 'segments', { type: 'segments', ...place })) ?? 'gone');
    if (broker !== this.broker || place !== this.place) return void (this.#again = true);
    this.dir = dir;
    this.folders = folders;
    this.log = log;
    await this.#readFile();
  }

  async #readFolders(dir: Answer<'log-dir'> | null): Promise<Map<string, readonly FileInfo[]>> {
    const open = (dir?.entries ?? []).filter((entry) => this.opened.has(entry.name));
    const answers = await Promise.all(
      open.map(async ({ name, partition }) => {
        if (partition === undefined) return null;
        const query = { type: 'partition-folder' as const, broker: this.broker, ...partition };
        const answer = await asked(this.#ask, 'partition-folder', query);
        return answer === null ? null : ([name, answer.files] as const);
      }),
    );
    return new Map(answers.filter((each) => each !== null));
  }

  async #readFile(): Promise<void> {
    const { file } = this;
    if (file === null) return;
    const sizeBytes = this.sizeOf(file);
    const isLong = this.content?.type === 'log' && this.content.batches.length > LIVE_BATCHES_MAX;
    if (this.content !== null && (sizeBytes === this.#readSize || isLong)) return;
    const chosen = this.#chosen;
    const content = await readContent(this.#ask, this.broker, this.placeOf(file), file, this.#entriesOf(file));
    if (chosen !== this.#chosen) return;
    this.#readSize = sizeBytes;
    this.content = content;
  }

  #entriesOf(file: FileRef): number | null {
    const baseOffset = segmentOf(file.name);
    const segment = baseOffset === null ? null : this.segment(baseOffset);
    if (segment === null) return null;
    return indexKind(file.name) === 'time' ? segment.timeIndexEntries : segment.indexEntries;
  }

  #folder(): string | null {
    return this.place === null ? null : folderOf(this.place.topic, this.place.partition);
  }

  #choose(file: FileRef | null): void {
    if (file !== null && this.file !== null && fileRowId(file) === fileRowId(this.file)) return;
    this.#chosen += 1;
    this.file = file;
    this.content = null;
    this.batch = null;
    this.bytes = null;
  }

  #forget(): void {
    this.dir = null;
    this.folders = new Map();
    this.log = null;
    this.opened = new Set();
    this.#choose(null);
    this.endLookup();
  }
}
