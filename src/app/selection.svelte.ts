import type { Tab } from '../lesson/lesson';
import type { Place } from '../panels/console-text';
import type { DiskPlace } from '../panels/panel';
import { isInspector, type InspectorTab } from './inspectors';

/** Programs, their console where it has no room beside them, and the inspectors. */
export type DrawerTab = 'programs' | 'console' | InspectorTab;
export type PhoneTab = 'lesson' | 'programs' | 'cluster' | 'tasks' | 'more';

/** What is looked at: a file, a place in it, a tab. Lives as long as the lesson's page. */
export class Selection {
  file: string = $state('');
  /** Where the editor is to go; a new object each time, so that going twice to one place works. */
  place: Place | null = $state.raw(null);
  tab: DrawerTab = $state('programs');
  phoneTab: PhoneTab = $state('lesson');
  /** Counts what was asked for: a closed drawer opens then. */
  asked: number = $state(0);
  /** What the disk's inspector is to show; a new object each time, as with `place`. */
  disk: DiskPlace | null = $state.raw(null);

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

  /** A step of a lesson opens its tab; on the phone one stays in the lesson and finds the tab there when one goes. */
  arrive(tab: Tab): void {
    if (tab !== 'programs' && !isInspector(tab)) return;
    this.asked += 1;
    this.tab = tab;
  }

  /** Opens an inspector, on the phone too. */
  inspect(tab: InspectorTab): void {
    this.asked += 1;
    this.tab = tab;
    this.phoneTab = 'more';
  }

  showDisk(place: DiskPlace): void {
    this.disk = { ...place };
    this.inspect('disk');
  }
}
