import { EmbeddedLesson } from '../../../src/app/embed/embedded-lesson.svelte';
import { RunFiles } from '../../../src/app/run-files.svelte';
import type { RunSpec } from '../../../src/app/run-book';
import { specOf } from '../../../src/app/spec-of';
import { createKeeper } from '../../../src/app/storage';
import { HostLink, type HostLinkParts } from '../../../src/embed/host-link';
import type { Configuration } from '../../../src/embed/incoming';
import type { LessonRun } from '../../../src/app/lesson-run.svelte';

export const HOST = 'https://moodle.example.org';
const nothing = (): void => undefined;

/** What was posted to the page around: a message and the origin that it is for. */
export interface Posted {
  readonly message: Readonly<Record<string, unknown>>;
  readonly target: string;
}

/** A course page with the lesson in a frame: messages one way and the other, without a browser. */
export class Course {
  readonly posted: Posted[] = [];
  readonly configured: Configuration[] = [];
  /** Fresh runs that were begun. */
  runs = 0;
  readonly lesson: EmbeddedLesson;
  readonly link: HostLink;
  #session: { run: LessonRun; files: RunFiles; spec: RunSpec; startOver: () => Promise<void> } | null = null;

  constructor(parts: Partial<HostLinkParts> = {}) {
    const keeper = createKeeper(() => null, nothing);
    this.lesson = new EmbeddedLesson({
      keeper,
      session: () => this.session(),
      configure: (configuration) => {
        this.configured.push(configuration);
        return Promise.resolve(null);
      },
    });
    this.link = new HostLink({
      post: (message, target) => this.posted.push({ message: message as Posted['message'], target }),
      page: this.lesson,
      origin: null,
      foreign: false,
      ...parts,
    });
  }

  /** As the workbench does: a session for the lesson on the screen. */
  session() {
    const run = this.lesson.run;
    if (run === null) return null;
    if (this.#session?.run !== run) {
      const spec = specOf(run.lesson);
      const files = new RunFiles(spec.files, spec.files, nothing, nothing);
      const startOver = (): Promise<void> => {
        this.runs += 1;
        return Promise.resolve();
      };
      this.#session = { run, files, spec, startOver };
    }
    return this.#session;
  }

  /** The host sends this; resolves to what came back of it. */
  async says(data: unknown, origin = HOST): Promise<Posted['message'][]> {
    const before = this.posted.length;
    this.link.hear(data, origin);
    await this.link.idle();
    return this.posted.slice(before).map(({ message }) => message);
  }

  /** A proper message of this type. */
  asks(type: string, more: object = {}, origin = HOST): Promise<Posted['message'][]> {
    return this.says({ ns: 'shelfmark', v: 1, type, ...more }, origin);
  }

  /** What the page looks like to the learner, as data. */
  seen(): unknown {
    const run = this.lesson.run;
    return structuredClone({
      lesson: run?.lesson.id,
      state: run?.state,
      files: this.session()?.files.texts,
      configured: this.configured,
      runs: this.runs,
    });
  }
}
