import type { Locator, Page } from 'playwright';
import type { Way } from './course';

export const withTheMouse: Way = {
  // An option's own box is drawn over by its label, which takes the click.
  async presses(thing) {
    const label = thing.locator('xpath=ancestor::label');
    await ((await label.count()) > 0 ? label : thing).click();
  },
  async fills(field, value) {
    await field.click();
    await field.fill(String(value));
  },
};

/** More stops than any page has. */
const STOPS_MAX = 300;

/** Nothing but keys: whatever cannot be reached and pressed so fails the test. */
export function withKeysOnly(page: Page): Way {
  const goesTo = async (thing: Locator): Promise<void> => {
    await thing.waitFor();
    for (let stops = 0; stops < STOPS_MAX; stops++) {
      const where = await thing.evaluate(whereIsFocus);
      if (where === 'here') return;
      await page.keyboard.press(where);
    }
    throw new Error(`No key leads to ${String(thing)}.`);
  };
  return {
    async presses(thing) {
      await goesTo(thing);
      await page.keyboard.press(
        await thing.evaluate((element) => (element instanceof HTMLInputElement ? ' ' : 'Enter')),
      );
    },
    async fills(field, value) {
      await goesTo(field);
      await page.keyboard.type(String(value));
    },
  };
}

/** Runs in the page: `here`, or the key that leads there, as somebody presses it who sees where it stands. */
function whereIsFocus(wanted: globalThis.Element): 'here' | 'ArrowRight' | 'ArrowDown' | 'Tab' | 'Shift+Tab' {
  const focused = document.activeElement ?? document.body;
  if (focused === wanted) return 'here';
  const isRadio = (element: globalThis.Element): element is HTMLInputElement =>
    element instanceof HTMLInputElement && element.type === 'radio';
  if (isRadio(wanted) && isRadio(focused) && focused.name === wanted.name) return 'ArrowDown';
  // Things that share one stop of the Tab key: all but one of them are out of its way.
  if (wanted.getAttribute('tabindex') === '-1' && focused.parentElement === wanted.parentElement) {
    return wanted.getAttribute('role')?.startsWith('menuitem') === true ? 'ArrowDown' : 'ArrowRight';
  }
  const isBefore = focused !== document.body && (focused.compareDocumentPosition(wanted) & 2) !== 0;
  return isBefore ? 'Shift+Tab' : 'Tab';
}
