/** Below this there is no lesson to be seen; above it the time bar leaves the screen of whoever reads. */
const HEIGHT_MIN = 420;
const HEIGHT_MAX = 900;
/** Smaller changes are not worth a jump of the page around. */
const CHANGE_MIN = 8;
const REST_MS = 300;

/**
 * Tells the height at which the text on the screen needs no scrolling, in CSS px: at first, and whenever it has changed.
 * Content that scrolls is marked by `data-scrolls`. Returns what ends it.
 */
export function watchHeight(tell: (height: number) => void): () => void {
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const measure = (): void => {
    timer = null;
    const missing = [...document.querySelectorAll<HTMLElement>('[data-scrolls]')].reduce(
      (sum, each) => sum + contentHeight(each) - each.clientHeight,
      0,
    );
    const height = Math.round(Math.min(HEIGHT_MAX, Math.max(HEIGHT_MIN, window.innerHeight + missing)));
    if (Math.abs(height - told) < CHANGE_MIN) return;
    told = height;
    tell(height);
  };
  const soon = (): void => {
    timer ??= setTimeout(measure, REST_MS);
  };

  const content = new MutationObserver(soon);
  content.observe(document.body, { childList: true, subtree: true });
  const frame = new ResizeObserver(soon);
  frame.observe(document.body);
  return () => {
    content.disconnect();
    frame.disconnect();
    if (timer !== null) clearTimeout(timer);
  };
}

/** What it holds, be that more or less than there is room for. */
function contentHeight(element: HTMLElement): number {
  const top = element.getBoundingClientRect().top - element.scrollTop;
  const bottoms = [...element.children]
    // What is only for those who listen has no room of its own.
    .filter((child) => !child.classList.contains('vh'))
    .map((child) => child.getBoundingClientRect().bottom - top);
  return Math.max(0, ...bottoms) + parseFloat(getComputedStyle(element).paddingBottom);
}
