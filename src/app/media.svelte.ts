/** A media query that components can follow. */
class Media {
  matches: boolean = $state(false);

  constructor(query: string) {
    const list = window.matchMedia(query);
    this.matches = list.matches;
    list.addEventListener('change', (event) => {
      this.matches = event.matches;
    });
  }
}

/** Below this the page has bottom tabs; the same bound stands in the style sheets. */
export const phone = new Media('(max-width: 719px)');

/** No mouse: Monaco is of little use, a plain field of much. */
export const touch = new Media('(hover: none) and (pointer: coarse)');

const reduced = new Media('(prefers-reduced-motion: reduce)');

export const motion = {
  get reduced(): boolean {
    return reduced.matches;
  },
};
