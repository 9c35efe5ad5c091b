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

/** The system wants dark pages. */
export const systemDark = new Media('(prefers-color-scheme: dark)');

const reduced = new Media('(prefers-reduced-motion: reduce)');

/** Whether motion is not wanted: by the visitor's system, or by whoever embeds the page. */
class Motion {
  /** Also a class on the root element, for the style sheets. */
  #asked: boolean = $state(false);

  get reduced(): boolean {
    return this.#asked || reduced.matches;
  }

  ask(reduce: boolean): void {
    this.#asked = reduce;
    document.documentElement.classList.toggle('still', reduce);
  }
}

export const motion = new Motion();
