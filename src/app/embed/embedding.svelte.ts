import type { Part } from '../../embed/parts';

/** Whether the page stands in a frame of somebody's course, and what of it is shown there. Part of the first paint. */
class Embedding {
  /** `?embed=1` */
  readonly on: boolean = isAsked();
  /** Null: everything. */
  ui: readonly Part[] | null = $state.raw(null);

  shows(part: Part): boolean {
    return this.ui === null || this.ui.includes(part);
  }
}

function isAsked(): boolean {
  if (typeof location === 'undefined') return false;
  const asked = new URLSearchParams(location.search).get('embed');
  return asked !== null && asked !== '0';
}

export const embedding = new Embedding();
