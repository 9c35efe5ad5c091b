/** What failed at which line of which file; drawn at the line. */
export interface EditorFault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where the cursor is to go. */
export interface EditorPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
