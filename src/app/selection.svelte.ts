import type { Place } from '../panels/console-text';

export type DrawerTab = 'programs' | 'console' | 'topics' | 'groups';
export type PhoneTab = 'lesson' | 'programs' | 'cluster' | 'tasks';

/** What is looked at: a file, a place in it, a tab. Lives as long as the lesson's page. */
export class Selection {
  file: string = $state('');
  /** Where the editor is to go; a new object each time, so that going twice to one place works. */
  place: Place | null = $state.raw(null);
  tab: DrawerTab = $state('programs');
  phoneTab: PhoneTab = $state('lesson');

  constructor(file: string) {
    this.file = file;
  }

  choose(file: string): void {
    this.file = file;
    this.place = null;
  }

  goTo(place: Place): void {
    this.tab = 'programs';
    this.file = place.file;
    this.place = { ...place };
  }
}
