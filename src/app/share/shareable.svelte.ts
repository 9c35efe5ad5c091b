import type { LessonPlace } from './shared-of';
import type { Session } from '../session.svelte';

/** What the button in the top bar shares: the run of the page that stands, while there is one. */
class OnPage {
  current: { readonly session: Session; readonly place: () => LessonPlace | null } | null = $state.raw(null);
  /** A file that somebody has opened; its page is `#/run/file`. Counted, so that the same one can be opened again. */
  file: { readonly text: string; readonly number: number } | null = $state.raw(null);

  openFile(text: string): void {
    this.file = { text, number: (this.file?.number ?? 0) + 1 };
    location.hash = FILE_HREF;
  }
}

const FILE_HREF = '#/run/file';

export const onPage = new OnPage();
