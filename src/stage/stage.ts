import { Container, Graphics, type Renderer } from 'pixi.js';
import type { Us } from '../contract/ids';
import type { Marks } from '../view/marks';
import type { Scope } from '../view/scope';
import type { Thing } from '../view/thing';
import type { View } from '../view/view';
import { Atlas } from './atlas';
import type { ShelfBox, StageLayout, StageMode } from './boxes';
import { ControlLayer } from './control-layer';
import { controlsOf } from './controls';
import { BookLayer } from './draw-books';
import { drawBoards, drawFurniture } from './draw-furniture';
import { drawCardsBooks } from './draw-hands';
import { FlightLayer } from './draw-flights';
import { drawLinks } from './draw-links';
import { drawMarks, type Sliding } from './draw-marks';
import { FrameTimes, type StageStats } from './frame-times';
import type { Size } from './geometry';
import { labelsOf } from './labels';
import { layoutOf } from './layout';
import { linksOf, type LinkBox } from './links';
import { Outlines } from './outlines';
import { Overlay } from './overlay';
import { readPalette, type Palette } from './palette';
import { StagePointer, type PointerOptions } from './pointer';
import { makeRenderer } from './renderer';
import { SpriteRow } from './sprite-row';
import './stage.css';
import { Transitions } from './transitions';
import type { StageWords } from './words';

export interface StageOptions extends PointerOptions {
  readonly theme: 'light' | 'dark';
  readonly marks: Marks;
  readonly words: StageWords;
  readonly reducedMotion: boolean;
  /** By default what the width suggests. */
  readonly mode?: StageMode;
  /** `webgl`, with canvas where there is none; `canvas` for tests of that. */
  readonly renderer?: 'webgl' | 'canvas';
  /** Targets for fingers. */
  readonly touch?: boolean;
}

export interface Stage {
  /** Shows the cluster as the view has it, and what is under way at this moment. The same again is the same picture. */
  draw(view: View, nowUs: Us): void;
  /** After the class on the root element has changed: colours are read anew. */
  setTheme(theme: 'light' | 'dark'): void;
  setMarks(marks: Marks): void;
  setWords(words: StageWords): void;
  setReducedMotion(reduced: boolean): void;
  /** The thing whose menu is open: a link is drawn for as long. */
  setChosen(thing: Thing | null): void;
  /** Of a large cluster, the part to show; null: all of it. */
  setScope(scope: Scope | null): void;
  /** Takes the host's size; also happens by itself. */
  resize(): void;
  stats(): StageStats;
  destroy(): void;
}

/** Ribbons and posts slide this long, in real time. */
const SLIDE_MS = 160;
/** Marks that would have to slide further than this many offsets are there at once. */
const SLIDE_OFFSETS_MAX = 60;
/** Virtual seconds a real second above which nothing lands any more. */
const LANDING_SPEED_MAX = 10;
const LANDING_FLIGHTS_MAX = 200;

/**
 * Draws into `host`, an element with a size of its own. Needs WebGL or canvas: rejects where there is neither, and
 * the text mirror is the page then.
 */
export async function createStage(host: HTMLElement, options: StageOptions): Promise<Stage> {
  const { clientWidth: width, clientHeight: height } = host;
  const renderer = await makeRenderer(options.renderer ?? 'webgl', width, height);
  return new PixiStage(host, renderer, options);
}

class PixiStage implements Stage {
  private readonly frame = document.createElement('div');
  private readonly root = new Container();
  private readonly furniture = new Graphics();
  private readonly boards = new Graphics();
  private readonly linkLines = new Graphics();
  private readonly lines = new Graphics();
  private readonly marked = new Graphics();
  private readonly books = new BookLayer();
  private readonly hands = new SpriteRow();
  private readonly flights = new FlightLayer();
  private readonly outlines = new Outlines();
  private readonly overlay = new Overlay();
  private readonly pointer: StagePointer;
  private readonly controls: ControlLayer | null;
  private readonly slides = new Transitions(SLIDE_MS);
  private readonly times = new FrameTimes();
  private readonly observer: ResizeObserver;
  private readonly ended = new AbortController();

  private theme: 'light' | 'dark';
  private marks: Marks;
  private words: StageWords;
  private reduced: boolean;
  private palette: Palette;
  private atlas: Atlas;
  private size: Size;
  private layout: StageLayout | null = null;
  private view: View | null = null;
  private nowUs: Us = 0;
  /** What was drawn last, to know what has changed. */
  private drawn: { view: View; nowUs: Us; atMs: number; half: number } | null = null;
  private stale = true;
  private links: readonly LinkBox[] = [];
  private chosen: Thing | null = null;
  private scope: Scope | null = null;
  private again = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly renderer: Renderer,
    private readonly options: StageOptions,
  ) {
    this.theme = options.theme;
    this.marks = options.marks;
    this.words = options.words;
    this.reduced = options.reducedMotion;
    this.palette = readPalette(host);
    this.atlas = new Atlas(this.palette, renderer.resolution);
    this.size = { width: host.clientWidth, height: host.clientHeight };
    // What stands is a group of its own: what flies above it does not make Pixi look through it again.
    const standing = new Container({ isRenderGroup: true });
    standing.addChild(
      this.furniture,
      this.linkLines,
      this.lines,
      this.books.container,
      this.boards,
      this.hands.container,
      this.marked,
    );
    this.root.addChild(standing, this.outlines.graphics, this.flights.container);
    this.frame.className = 'stage-host';
    renderer.canvas.setAttribute('aria-hidden', 'true');
    this.controls = options.onMenu === undefined ? null : new ControlLayer(options.onMenu);
    this.frame.append(renderer.canvas, this.overlay.element);
    if (this.controls !== null) this.frame.append(this.controls.element);
    this.pointer = new StagePointer(this.frame, options, () => this.render(), this.ended.signal);
    host.append(this.frame);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(host);
    this.watchScale();
    void this.waitForFonts();
  }

  draw(view: View, nowUs: Us): void {
    this.view = view;
    this.nowUs = nowUs;
    this.render();
  }

  setTheme(theme: 'light' | 'dark'): void {
    if (theme === this.theme) return;
    this.theme = theme;
    this.repaint();
  }

  setMarks(marks: Marks): void {
    if (marks === this.marks) return;
    this.marks = marks;
    this.slides.clear();
    this.refresh();
  }

  setWords(words: StageWords): void {
    if (words === this.words) return;
    this.words = words;
    this.refresh();
  }

  setReducedMotion(reduced: boolean): void {
    this.reduced = reduced;
    this.refresh();
  }

  setScope(scope: Scope | null): void {
    const near = (scope === null) !== (this.scope === null);
    this.scope = scope;
    this.books.forget();
    this.slides.clear();
    // What is near stands on another ground.
    if (near) this.repaint();
    else this.refresh();
  }

  setChosen(thing: Thing | null): void {
    this.chosen = thing;
    this.refresh();
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0 || height === 0) return;
    if (width === this.size.width && height === this.size.height) return;
    this.size = { width, height };
    this.refresh();
  }

  stats(): StageStats {
    return this.times.stats();
  }

  destroy(): void {
    this.ended.abort();
    cancelAnimationFrame(this.again);
    this.observer.disconnect();
    this.frame.remove();
    this.root.destroy({ children: true });
    this.atlas.destroy();
    this.renderer.destroy();
  }

  private render(): void {
    const { view } = this;
    if (view === null || this.ended.signal.aborted) return;
    const nowMs = performance.now();
    const layout = this.layoutFor(view);
    this.slides.begin(nowMs);
    const changed = this.stale || this.drawn === null || standsDifferently(this.drawn.view, view);
    const half = Math.floor(this.nowUs / 500_000);
    if (changed || this.again !== 0) this.drawStanding(view, layout, nowMs);
    if (changed || half !== this.drawn?.half)
      this.overlay.update(labelsOf(view, this.nowUs, layout, this.marks, this.words, this.links), layout);
    const lands = this.books.land(nowMs);
    const outlined = this.outlines.fade(nowMs);
    const hot = this.drawFlights(view, layout);
    this.pointer.look({ view, layout, words: this.words, flights: this.flights, books: this.books });
    // What the pointer has just found, or lost, is drawn anew: nothing else may ever come to draw it.
    if (hot !== this.pointer.message) this.drawFlights(view, layout);
    this.atlas.upload();
    this.renderer.render(this.root);
    this.stale = false;
    this.drawn = { view, nowUs: this.nowUs, atMs: nowMs, half };
    this.times.add(performance.now() - nowMs);
    this.settle(lands || outlined || this.slides.active);
  }

  private drawFlights(view: View, layout: StageLayout): number | null {
    const hot = this.pointer.message;
    this.flights.draw(view, this.nowUs, layout, this.marks, this.atlas, this.palette, hot, this.reduced);
    return hot;
  }

  /** Another frame of the same moment while something is still on its way to where it belongs. */
  private settle(moving: boolean): void {
    cancelAnimationFrame(this.again);
    this.again = moving ? requestAnimationFrame(() => this.render()) : 0;
  }

  private layoutFor(view: View): StageLayout {
    const before = this.layout;
    if (before !== null && !this.stale && this.drawn !== null && !standsDifferently(this.drawn.view, view))
      return before;
    const layout = layoutOf(view, this.size, this.marks, this.options.mode, this.scope);
    this.layout = layout;
    if (before?.width !== layout.width || before.height !== layout.height || this.stale) {
      this.renderer.resize(Math.max(1, layout.width), Math.max(1, layout.height), window.devicePixelRatio);
      this.frame.style.height = `${layout.height}px`;
    }
    return layout;
  }

  private drawStanding(view: View, layout: StageLayout, nowMs: number): void {
    const lands = this.landsAt(view, nowMs);
    if (!this.isForward(view)) {
      this.books.forget();
      this.slides.clear();
    }
    const sliding: Sliding = {
      highWatermark: (box) => this.slide(`${box.key} hw`, box.highWatermark),
      ribbon: (box, ribbon) => this.slide(`${box.key} ${ribbon.group}`, ribbon.offset),
    };
    drawFurniture(this.furniture, layout, view, this.palette);
    this.links = linksOf(view, layout, this.chosen);
    drawLinks(this.linkLines, this.links, this.chosen, this.palette);
    const { words } = this;
    this.controls?.update(controlsOf(view, layout, this.links, words, this.options.touch ?? false), words.controls);
    if (this.reduced) this.outlines.note(layout.shelves, this.isForward(view), nowMs, this.palette);
    const highWatermarkOf = this.marks.highWatermark ? (box: ShelfBox): number => sliding.highWatermark(box) : null;
    this.books.update(
      layout.shelves,
      view,
      highWatermarkOf,
      this.atlas,
      this.lines,
      this.palette,
      lands ? nowMs : null,
    );
    drawBoards(this.boards, layout.shelves, this.palette);
    drawCardsBooks(this.hands, layout, view, this.atlas);
    this.marked.clear();
    for (const box of layout.shelves) drawMarks(this.marked, box, view, this.marks, this.palette, this.words, sliding);
  }

  private slide(key: string, offset: number): number {
    return this.reduced ? offset : this.slides.towards(key, offset, SLIDE_OFFSETS_MAX);
  }

  private isForward(view: View): boolean {
    const { drawn } = this;
    return (
      drawn !== null &&
      view.events >= drawn.view.events &&
      this.nowUs >= drawn.nowUs &&
      this.nowUs - drawn.nowUs < 2_000_000
    );
  }

  private landsAt(view: View, nowMs: number): boolean {
    const { drawn } = this;
    if (drawn === null || this.reduced || !this.isForward(view)) return false;
    const speed = (this.nowUs - drawn.nowUs) / 1000 / Math.max(1, nowMs - drawn.atMs);
    return speed <= LANDING_SPEED_MAX && this.flights.shown.length <= LANDING_FLIGHTS_MAX;
  }

  private refresh(): void {
    this.stale = true;
    this.render();
  }

  private repaint(): void {
    this.palette = readPalette(this.host);
    this.atlas.destroy();
    this.atlas = new Atlas(this.palette, window.devicePixelRatio);
    this.flights.repaint();
    this.refresh();
  }

  private async waitForFonts(): Promise<void> {
    const wanted = `700 9.5px ${this.palette.mono}`;
    if (document.fonts.check(wanted)) return;
    await document.fonts.load(wanted, 'A').catch(() => []);
    if (!this.ended.signal.aborted) this.repaint();
  }

  /** Another screen, another zoom: pictures are baked for the device's pixels. */
  private watchScale(): void {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    const changed = (): void => {
      this.repaint();
      this.watchScale();
    };
    query.addEventListener('change', changed, { once: true, signal: this.ended.signal });
  }
}

/** Whether something that stands, or where it stands, may look different. */
const standsDifferently = (a: View, b: View): boolean =>
  a.topics !== b.topics ||
  a.groups !== b.groups ||
  a.processes !== b.processes ||
  a.brokers !== b.brokers ||
  a.programs !== b.programs ||
  a.linkFaults !== b.linkFaults ||
  a.controller !== b.controller ||
  a.keys !== b.keys;
