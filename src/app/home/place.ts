import type { LessonEntry } from '../../lesson/lesson';
import type { Standing } from './kept-progress';

/** A lesson in the list, in the language of the page. */
export interface Place extends Omit<LessonEntry, 'text'> {
  readonly name: string;
  readonly question: string;
  /** Null: not begun. */
  readonly standing: Standing | null;
}
