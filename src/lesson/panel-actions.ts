import type { Command } from '../contract/command';
import type { SourceFiles } from '../contract/scenario';
import type { PlayerState } from './player';

/** What the lesson's panel asks of whoever shows it. */
export interface LessonActions {
  /** The learner did something: this is the state now. */
  readonly change: (state: PlayerState) => void;
  /** The learner's files as they are, and a change of one. */
  readonly files: SourceFiles;
  readonly edit: (file: string, text: string) => void;
  /** A button of the lesson gives a command. */
  readonly act: (command: Command) => void;
  /** Null where the panel cannot be collapsed. */
  readonly collapse: (() => void) | null;
  /** Forget this lesson's progress and begin it again. */
  readonly again: () => void;
  /** How many lessons there are. */
  readonly lessons: number;
  /** Address of the list of lessons. */
  readonly allLessons: string;
  /** The lesson after this one, null after the last. */
  readonly next: { readonly name: string; readonly href: string } | null;
}
