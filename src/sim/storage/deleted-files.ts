import { DELETED_SUFFIX } from './file-names';
import { byName, type FileView } from './file-view';
import type { Segment } from './segment';

interface DeletedFile {
  readonly file: FileView;
  readonly dueMs: number;
}

/** A segment whose files wait. */
export interface DeletedSegmentFiles {
  readonly segment: Segment;
  /** When they go, epoch ms. */
  readonly dueMs: number;
}

/** Files that carry `.deleted` until file.delete.delay.ms has passed: a reader may still hold them. */
export class DeletedFiles {
  #files = new Map<string, DeletedFile>();
  #segments = new Map<number, DeletedSegmentFiles>();

  get files(): FileView[] {
    return [...this.#files.values()].map(({ file }) => file).sort(byName);
  }

  /** Whose files they are, by base offset. */
  get segments(): DeletedSegmentFiles[] {
    return [...this.#segments.values()].sort((a, b) => a.segment.baseOffset - b.segment.baseOffset);
  }

  /** When the next file is due, epoch ms; null without files. */
  get nextDueMs(): number | null {
    let next: number | null = null;
    for (const { dueMs } of this.#files.values()) if (next === null || dueMs < next) next = dueMs;
    return next;
  }

  /** A file of the same name that waits already gives way, and takes its earlier hour along: deletion goes by name. */
  add(files: readonly FileView[], dueMs: number): void {
    for (const file of files) {
      const waiting = this.#files.get(file.name);
      this.#files.set(file.name, { file, dueMs: Math.min(dueMs, waiting?.dueMs ?? dueMs) });
    }
  }

  /** The three files of a segment. */
  addSegment(segment: Segment, dueMs: number): void {
    const files = segment.files(DELETED_SUFFIX);
    this.add(files, dueMs);
    this.#segments.set(segment.baseOffset, { segment, dueMs: this.#files.get(files[0]!.name)!.dueMs });
  }

  /** Takes the files whose time has come off the disk; returns their names. */
  unlink(nowMs: number): string[] {
    const due = [...this.#files.values()].filter(({ dueMs }) => dueMs <= nowMs).map(({ file }) => file.name);
    for (const name of due) this.#files.delete(name);
    for (const [baseOffset, { dueMs }] of this.#segments) if (dueMs <= nowMs) this.#segments.delete(baseOffset);
    return due.sort();
  }
}
