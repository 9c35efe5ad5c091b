import type { Command } from '../contract/command';
import type { RunLog } from '../contract/run-log';
import type { SourceFiles } from '../contract/scenario';
import { filesAfter } from './run-book';

/** Typing that pauses this long reaches the simulation; before a program runs it does at once. */
const EDIT_REST_MS = 1_000;

/** The visitor's source files: as they are typed, as the simulation has them, as the lesson gave them. */
export class RunFiles {
  texts: SourceFiles = $state.raw({});
  /** The last file that was restored, and what stood there. */
  restored: { readonly file: string; readonly before: string } | null = $state.raw(null);
  readonly #originals: SourceFiles;
  readonly #onChange: () => void;
  readonly #onRest: () => void;
  #sent: SourceFiles = {};
  #timer: ReturnType<typeof setTimeout> | null = null;

  /**
   * @param onChange at each edit: the place to keep the texts.
   * @param onRest when typing has paused: the place to send them.
   */
  constructor(originals: SourceFiles, texts: SourceFiles, onChange: () => void, onRest: () => void) {
    this.#originals = originals;
    this.texts = texts;
    this.#onChange = onChange;
    this.#onRest = onRest;
  }

  edit(file: string, text: string): void {
    if (this.texts[file] === text) return;
    this.restored = null;
    this.texts = { ...this.texts, [file]: text };
    this.#onChange();
    this.rest();
    this.#timer = setTimeout(this.#onRest, EDIT_REST_MS);
  }

  /** The file as the lesson gave it; what stood there can be had back until the next edit. */
  restore(file: string): void {
    const original = this.#originals[file];
    const before = this.texts[file];
    if (original === undefined || before === undefined || before === original) return;
    this.edit(file, original);
    this.restored = { file, before };
  }

  undoRestore(): void {
    if (this.restored !== null) this.edit(this.restored.file, this.restored.before);
  }

  /** A run begins, and the simulation has the files of its log. */
  begin(log: RunLog): void {
    this.rest();
    this.#sent = filesAfter(log);
  }

  /** Commands that bring the simulation up to what is typed; they count as sent. */
  unsent(): Command[] {
    this.rest();
    const edits = Object.entries(this.texts)
      .filter(([file, text]) => this.#sent[file] !== text)
      .map(([file, text]): Command => ({ type: 'edit', file, text }));
    this.#sent = { ...this.#sent, ...this.texts };
    return edits;
  }

  /** Whatever was to happen after a pause in typing does not. */
  rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
