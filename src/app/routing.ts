/** The pages that exist. A route is the part of the address after `#`, so the site works under any path. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'lesson'; readonly lesson: string; readonly step: string | null }
  /** The visitor's own cluster. */
  | { readonly page: 'sandbox' }
  /** A run that somebody shared: in the address itself, or, with no version, in a file that was opened. */
  | { readonly page: 'run'; readonly shared: { readonly version: string; readonly data: string } | 'file' }
  /** An address that leads nowhere; the page says so and shows the way home. */
  | { readonly page: 'missing'; readonly address: string };

const NAME = /^[a-z0-9][a-z0-9-]*$/;

/** Reads `location.hash`: `#/lesson/partitions-and-readers/2`. */
export function parseRoute(hash: string): Route {
  const address = hash.replace(/^#/, '');
  const parts = address.split('/').filter((part) => part !== '');
  if (parts.length === 0) return { page: 'home' };
  const [page, lesson, step] = parts;
  if (page === 'lesson' && parts.length <= 3 && lesson !== undefined && NAME.test(lesson)) {
    if (step === undefined) return { page: 'lesson', lesson, step: null };
    if (NAME.test(step)) return { page: 'lesson', lesson, step };
  }
  if (page === 'sandbox' && parts.length === 1) return { page: 'sandbox' };
  if (page === 'run') return runRoute(parts) ?? { page: 'missing', address };
  return { page: 'missing', address };
}

/** `run/1/…` and `run/file`. What stands in a link is read by its page, which says what is wrong with it. */
function runRoute([, version, data, ...more]: readonly string[]): Route | null {
  if (version === 'file' && data === undefined) return { page: 'run', shared: 'file' };
  if (version === undefined || more.length > 0) return null;
  return { page: 'run', shared: { version, data: data ?? '' } };
}

export const HOME_HREF = '#/';
export const SANDBOX_HREF = '#/sandbox';

/** The address of a shared run, as it was packed. */
export const runHref = (version: number, data: string): string => `#/run/${version}/${data}`;

/** The address of a lesson, or of one of its steps. */
export function lessonHref(lesson: string, step: string | null = null): string {
  return step === null ? `#/lesson/${lesson}` : `#/lesson/${lesson}/${step}`;
}
