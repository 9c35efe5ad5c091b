import type { OnMenu } from '../view/thing';
import type { View } from '../view/view';
import type { StageLayout } from './boxes';
import type { BookLayer } from './draw-books';
import type { FlightLayer } from './draw-flights';
import type { Point } from './geometry';
import { bookCard, HoverCardElement, linkOf, messageCard, standingAt, type Target } from './hover';
import type { StageWords } from './words';

export interface PointerOptions {
  readonly onHover?: (target: Target | null) => void;
  readonly onSelect?: (target: Target) => void;
  /** Asked for a thing's menu. Without it nothing on the stage can be taken hold of. */
  readonly onMenu?: OnMenu;
}

/** What is drawn at this moment, and can be pointed at. */
interface Drawn {
  readonly view: View;
  readonly layout: StageLayout;
  readonly words: StageWords;
  readonly flights: FlightLayer;
  readonly books: BookLayer;
}

/** How near the pointer must come to a message, in px. */
const REACH = 16;

/** The pointer over the stage: what it is on, the card that tells of it, and what a click does. */
export class StagePointer {
  private readonly card = new HoverCardElement();
  private at: Point | null = null;
  private target: Target | null = null;

  /** @param moved draws the stage anew, which comes back to `look` */
  constructor(
    private readonly frame: HTMLElement,
    private readonly options: PointerOptions,
    private readonly moved: () => void,
    signal: AbortSignal,
  ) {
    frame.append(this.card.element);
    frame.addEventListener('pointermove', (event) => this.move(this.placeOf(event)), { signal });
    frame.addEventListener('pointerleave', () => this.move(null), { signal });
    frame.addEventListener('click', (event) => this.click(event), { signal });
  }

  /** Id of the message that it is on. */
  get message(): number | null {
    return this.target?.type === 'message' ? this.target.message.id : null;
  }

  /** What it is on, now that everything is where it is: messages fly under a pointer that stands still. */
  look({ view, layout, words, flights, books }: Drawn): void {
    const { at } = this;
    let target: Target | null = null;
    if (at === null) this.card.show(null, layout);
    else {
      const message = flights.at(at, REACH);
      const book = message === null ? books.at(at.x, at.y) : null;
      if (message !== null) {
        target = { type: 'message', message: message.flight.message };
        this.card.show(messageCard(message, view, words), layout);
      } else if (book !== null) {
        const { topic, partition, broker } = book.box;
        target = { type: 'record', topic, partition, broker, offset: book.book.offset };
        this.card.show(bookCard(book.box, book.book, words), layout);
      } else {
        target = standingAt(at, layout);
        this.card.show(null, layout);
      }
    }
    if (JSON.stringify(target) === JSON.stringify(this.target)) return;
    this.target = target;
    const takes = target !== null && this.options.onMenu !== undefined && linkOf(target) !== null;
    this.frame.style.cursor = takes ? 'pointer' : '';
    this.options.onHover?.(target);
  }

  private placeOf(event: MouseEvent): Point {
    const { left, top } = this.frame.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private move(at: Point | null): void {
    this.at = at;
    this.moved();
  }

  private click(event: MouseEvent): void {
    this.move(this.placeOf(event));
    if (this.target === null) return;
    this.options.onSelect?.(this.target);
    const link = this.options.onMenu === undefined ? null : linkOf(this.target);
    if (link !== null) this.options.onMenu?.(link, { x: event.clientX, y: event.clientY, width: 0, height: 0 }, null);
  }
}
