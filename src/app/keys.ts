/** What a key does, wherever the focus is, unless one types. */
export type KeyAct = 'play-pause' | 'step' | 'slower' | 'faster';

/** The part of a KeyboardEvent that matters. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly defaultPrevented: boolean;
  readonly isComposing: boolean;
}

const ACTS: ReadonlyMap<string, KeyAct> = new Map([
  [' ', 'play-pause'],
  ['.', 'step'],
  ['[', 'slower'],
  [']', 'faster'],
  // The same keys on a Russian layout.
  ['ю', 'step'],
  ['х', 'slower'],
  ['ъ', 'faster'],
]);

/** What this key press asks for; null when it is somebody else's. */
export function actOf(press: KeyPress, focus: { typing: boolean; button: boolean }): KeyAct | null {
  if (press.defaultPrevented || press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (focus.typing) return null;
  const act = ACTS.get(press.key.toLowerCase()) ?? null;
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
