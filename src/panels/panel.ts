import type { Command } from '../contract/command';
import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import type { Query, QueryAnswer } from '../contract/query';
import type { View } from '../view/view';

/** One replica's log, as a place to look at. */
export interface DiskPlace {
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
}

/** What every inspector is given; it takes what it needs. */
export interface PanelProps {
  readonly view: View;
  readonly nowUs: Us;
  /** Asks the cluster as it stands now; what cannot be had is `gone`, it never rejects. */
  readonly ask: (query: Query) => Promise<QueryAnswer>;
  readonly act: (command: Command) => void;
  /** How much room there is: a drawer of about 240 px, an enlarged one, or one column on a phone. */
  readonly room: 'small' | 'tall' | 'phone';
  /** Makes room; null where there is no more to be had. */
  readonly enlarge: (() => void) | null;
  /** The view is of a past moment; `ask` still answers from the end of the run. */
  readonly isPast: boolean;
  /** What is to be shown of the disk; a new object each time somebody asks for it. */
  readonly disk: DiskPlace | null;
  /** Events up to the moment on the page, newest first, as long as `each` does not answer false. */
  readonly backwards: (each: (event: SimEvent) => boolean) => void;
}
