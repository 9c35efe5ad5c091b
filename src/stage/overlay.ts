import type { CardBox, StageLayout } from './boxes';
import type { Label } from './label';

/** Standing text over the canvas: names, tags, numbers. Elements are kept, and touched only when they change. */
export class Overlay {
  readonly element = document.createElement('div');
  private readonly labels = new Map<string, { element: HTMLElement; label: Label }>();
  private readonly glyphs = new Map<string, { element: HTMLElement; at: string }>();

  constructor() {
    this.element.className = 'stage-overlay';
    // The text mirror says the same in an order that can be listened to.
    this.element.setAttribute('aria-hidden', 'true');
  }

  update(labels: readonly Label[], layout: StageLayout): void {
    const gone = new Set(this.labels.keys());
    for (const label of labels) {
      gone.delete(label.key);
      this.show(label);
    }
    for (const key of gone) {
      this.labels.get(key)?.element.remove();
      this.labels.delete(key);
    }
    this.showGlyphs(layout);
  }

  private show(label: Label): void {
    const known = this.labels.get(label.key);
    if (known === undefined) {
      const element = document.createElement('div');
      this.labels.set(label.key, { element, label });
      write(element, label);
      place(element, label);
      this.element.append(element);
      return;
    }
    if (!sameText(known.label, label)) write(known.element, label);
    if (!samePlace(known.label, label)) place(known.element, label);
    known.label = label;
  }

  private showGlyphs(layout: StageLayout): void {
    const gone = new Set(this.glyphs.keys());
    const put = (card: CardBox, glyph: keyof typeof GLYPHS, x: number, y: number): void => {
      const key = card.key;
      const at = `${glyph} ${x} ${y}`;
      gone.delete(key);
      const known = this.glyphs.get(key);
      if (known?.at === at) return;
      const element = known?.element ?? this.element.appendChild(document.createElement('div'));
      element.className = 'stage-glyph';
      element.style.transform = `translate(${x}px, ${y}px)`;
      element.innerHTML = `<svg width="22" height="22" viewBox="0 0 22 22">${GLYPHS[glyph]}</svg>`;
      this.glyphs.set(key, { element, at });
    };
    for (const card of layout.producers) {
      if (card.detail === 'rich' || card.detail === 'plain')
        put(card, 'writer', card.x + (card.detail === 'rich' ? 9 : 8), card.y + card.height / 2 - 10);
    }
    for (const card of layout.readers) {
      if (card.detail === 'rich' || card.detail === 'medium')
        put(card, card.idle ? 'idle' : 'reader', card.x + 12, card.y + 11);
      if (card.detail === 'plain') put(card, card.idle ? 'idle' : 'reader', card.x + 10, card.y + 9.5);
    }
    for (const key of gone) {
      this.glyphs.get(key)?.element.remove();
      this.glyphs.delete(key);
    }
  }
}

function write(element: HTMLElement, label: Label): void {
  element.className = `stage-label on-${label.ground} ${label.anchor}${label.slides === true ? ' slides' : ''}${label.tight === true ? ' tight' : ''}`;
  element.style.fontSize = `${label.size}px`;
  element.style.maxWidth = label.room === undefined ? '' : `${label.room}px`;
  element.replaceChildren(
    ...label.parts.map(({ style, text, icon }) => {
      const span = document.createElement('span');
      span.className = `stage-${style}`;
      span.textContent = text;
      if (icon !== undefined) span.prepend(iconElement(icon));
      return span;
    }),
  );
}

const ICONS = { cross: 'M1.5 1.5l6 6m0-6l-6 6', pause: 'M2.5 1v7M6.5 1v7' } as const;

function iconElement(icon: keyof typeof ICONS): Element {
  const holder = document.createElement('span');
  holder.className = 'stage-icon';
  holder.innerHTML = `<svg width="9" height="9" viewBox="0 0 9 9"><path d="${ICONS[icon]}"/></svg>`;
  return holder;
}

/** Line height of all labels, in px. */
const LINE = 16;
/** Middle of a line to its baseline, in parts of the font size: Inter and JetBrains Mono agree on it. */
const BASELINE = 0.362;

function place(element: HTMLElement, label: Label): void {
  const top = label.y - LINE / 2 - BASELINE * label.size;
  const shift = label.anchor === 'start' ? '' : label.anchor === 'middle' ? ' translateX(-50%)' : ' translateX(-100%)';
  element.style.transform = `translate(${Math.round(label.x * 2) / 2}px, ${Math.round(top)}px)${shift}`;
}

const samePlace = (a: Label, b: Label): boolean =>
  a.x === b.x && a.y === b.y && a.anchor === b.anchor && a.size === b.size;

const sameText = (a: Label, b: Label): boolean =>
  a.size === b.size &&
  a.ground === b.ground &&
  a.anchor === b.anchor &&
  a.room === b.room &&
  a.slides === b.slides &&
  a.parts.length === b.parts.length &&
  a.parts.every((part, index) => {
    const other = b.parts[index];
    return part.text === other?.text && part.style === other.style && part.icon === other.icon;
  });

/** Somebody who writes, somebody with an open book, somebody with empty hands. */
const GLYPHS = {
  writer:
    '<circle cx="8" cy="4.5" r="3.2"/><path d="M2.5 18.5v-4c0-2.2 2.2-3.8 5.5-3.8 1.6 0 3 .4 4 1"/><path d="M11 18.5l.6-2.4 5-5 1.8 1.8-5 5z"/>',
  reader:
    '<circle cx="10" cy="4.5" r="3.2"/><path d="M10 12.2C8 10.6 5 10.4 2.5 11v7c2.5-.6 5.500-.4 7.500 1.200 2-1.600 5-1.800 7.500-1.200v-7C15 10.400 12 10.600 10 12.200z"/><path d="M10 12.200v7"/>',
  idle: '<circle cx="10" cy="4.500" r="3.200"/><path d="M4 18c.6-5 2.600-7.200 6-7.200s5.400 2.200 6 7.200"/>',
} as const;
