import type { OnMenu } from '../view/thing';
import type { Control } from './controls';

/** Three dots; the sign of a switch. */
const DOTS = '<svg width="15" height="4" viewBox="0 0 15 4"><path d="M2 2h.01M7.5 2h.01M13 2h.01"/></svg>';
const POWER = '<svg width="12" height="12" viewBox="-6 -6 12 12"><path d="M0-5v5M-3.5-3.6a5 5 0 1 0 7 0"/></svg>';

/**
 * Buttons over the canvas, one for each thing that has a menu. They are one stop of the Tab key: arrows go from one to
 * the next. The text mirror leads to the same menus.
 */
export class ControlLayer {
  readonly element = document.createElement('div');
  private readonly buttons = new Map<string, { readonly element: HTMLButtonElement; control: Control }>();
  private current: string | null = null;

  constructor(private readonly onMenu: OnMenu) {
    this.element.className = 'stage-controls';
    this.element.setAttribute('role', 'group');
    this.element.addEventListener('keydown', (event) => this.move(event));
  }

  update(controls: readonly Control[], label: string): void {
    this.element.setAttribute('aria-label', label);
    const gone = new Set(this.buttons.keys());
    let before: HTMLButtonElement | null = null;
    for (const control of controls) {
      gone.delete(control.key);
      before = this.show(control, before);
    }
    for (const key of gone) {
      this.buttons.get(key)?.element.remove();
      this.buttons.delete(key);
    }
    this.mark();
  }

  private show(control: Control, before: HTMLButtonElement | null): HTMLButtonElement {
    let known = this.buttons.get(control.key);
    if (known === undefined) {
      const element = document.createElement('button');
      element.type = 'button';
      element.addEventListener('click', (event) => this.choose(event, control.key));
      element.addEventListener('focus', () => {
        this.current = control.key;
        this.mark();
      });
      known = { element, control: { ...control, label: '' } };
      this.buttons.set(control.key, known);
    }
    const { element } = known;
    const next: Node | null = before === null ? this.element.firstChild : before.nextSibling;
    if (next !== element) this.element.insertBefore(element, next);
    if (!same(known.control, control)) write(element, control);
    known.control = control;
    return element;
  }

  private choose(event: MouseEvent, key: string): void {
    event.stopPropagation();
    const known = this.buttons.get(key);
    if (known === undefined) return;
    const { x, y, width, height } = known.element.getBoundingClientRect();
    this.onMenu(known.control.thing, { x, y, width, height }, known.control.act);
  }

  private move(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    const all = [...this.buttons.values()].map((each) => each.element).sort(inOrder);
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    if (at < 0 || (step === undefined && event.key !== 'Home' && event.key !== 'End')) return;
    const to = step === undefined ? (event.key === 'Home' ? 0 : -1) : (at + step + all.length) % all.length;
    all.at(to)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  /** One button alone is a stop of the Tab key. */
  private mark(): void {
    if (this.current === null || !this.buttons.has(this.current))
      this.current = this.buttons.keys().next().value ?? null;
    for (const [key, { element }] of this.buttons) element.tabIndex = key === this.current ? 0 : -1;
  }
}

const inOrder = (a: Node, b: Node): number =>
  a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

function write(element: HTMLButtonElement, { look, x, y, width, height, label, text, act, dotsX }: Control): void {
  element.className = `stage-control is-${look}`;
  element.style.cssText = `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
  element.setAttribute('aria-label', label);
  if (act === null) element.setAttribute('aria-haspopup', 'dialog');
  element.innerHTML = text === null ? DOTS : '';
  if (text !== null) {
    element.append(text);
    element.insertAdjacentHTML('beforeend', POWER);
  }
  if (dotsX !== null) (element.firstElementChild as SVGElement).style.marginLeft = `${dotsX}px`;
}

const same = (a: Control, b: Control): boolean =>
  a.label === b.label &&
  a.look === b.look &&
  a.x === b.x &&
  a.y === b.y &&
  a.width === b.width &&
  a.height === b.height &&
  a.text === b.text;
