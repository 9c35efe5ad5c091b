/** What a key does, wherever the focus is, unless one types. */
export type KeyAct = 'play-pause' | 'step' | 'step-back' | 'notable-before' | 'notable-after' | 'slower' | 'faster';

/** The part of a KeyboardEvent that matters. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly defaultPrevented: boolean;
  readonly isComposing: boolean;
}

const ACTS: ReadonlyMap<string, KeyAct> = new Map([
  [' ', 'play-pause'],
  ['.', 'step'],
  [',', 'step-back'],
  ['<', 'notable-before'],
  ['>', 'notable-after'],
  ['[', 'slower'],
  [']', 'faster'],
  // The same keys on a Russian layout.
  ['ю', 'step'],
  ['б', 'step-back'],
  ['х', 'slower'],
  ['ъ', 'faster'],
]);

/** Where `<` and `>` would stand on a Russian layout: on the keys of `,` and `.`, with Shift. */
const SHIFTED: ReadonlyMap<string, KeyAct> = new Map([
  ['б', 'notable-before'],
  ['ю', 'notable-after'],
]);

/** What this key press asks for; null when it is somebody else's. */
export function actOf(press: KeyPress, focus: { typing: boolean; button: boolean }): KeyAct | null {
  if (press.defaultPrevented || press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (focus.typing) return null;
  const key = press.key.toLowerCase();
  const act = (press.shiftKey ? SHIFTED.get(key) : null) ?? ACTS.get(key) ?? null;
  // On a button or a link, Space is theirs.
  return act === 'play-pause' && focus.button ? null : act;
}

/** What the focused element would do with a key. */
export function focusOf(element: Element | null): { typing: boolean; button: boolean } {
  if (element === null) return { typing: false, button: false };
  const typing =
    element.closest(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], .monaco-editor',
    ) !== null;
  const button =
    element.closest(
      'button, a, summary, input, [role="tab"], [role="menuitemradio"], [role="radio"], [role="treeitem"]',
    ) !== null;
  return { typing, button };
}
