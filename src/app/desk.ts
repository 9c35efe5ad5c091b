import type { Snippet } from 'svelte';
import type { Marks } from '../view/marks';
import type { LessonRun } from './lesson-run.svelte';
import type { Selection } from './selection.svelte';
import type { Session } from './session.svelte';

/** What both desks, the wide one and the phone's, are given. */
export interface DeskProps {
  readonly session: Session;
  /** Null: there is a cluster and no lesson. */
  readonly run: LessonRun | null;
  /** What stands in the lesson's place where there is none; null: nothing does. */
  readonly side: Side | null;
  readonly dark: boolean;
  readonly marks: Marks;
  readonly time: TimeControls;
  /** A sentence for all to see: why a command or a step came to nothing. */
  readonly sight: string;
}

export interface Side {
  readonly title: string;
  /** Of the button that unfolds it. */
  readonly show: string;
  readonly content: Snippet<[SideProps]>;
}

export interface SideProps {
  readonly session: Session;
  readonly selection: Selection;
  /** Null where it cannot be folded away. */
  readonly onCollapse: (() => void) | null;
}

export interface TimeControls {
  readonly playPause: () => void;
  readonly step: () => void;
  readonly setSpeed: (speed: number) => void;
  readonly setAuto: (auto: boolean) => void;
}
