/**
 * What is kept in this browser. Storage can be refused (a sandboxed frame, private mode, a full quota): then
 * everything works from memory until the tab is closed, and `onRefused` is called once so that the page can say so.
 */
export interface Keeper {
  /** The kept value, or null when there is none or it is not readable. */
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
}

/** The part of `window.localStorage` that is needed. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Keys begin with this, so that other pages of the same origin keep theirs. */
export const KEY_PREFIX = 'shelfmark:';

/**
 * @param open gives the browser's store; it may throw, as `window.localStorage` does in a sandboxed frame.
 * @param onRefused called once, at the first refusal.
 */
export function createKeeper(open: () => TextStore | null, onRefused: () => void): Keeper {
  const memory = new Map<string, string>();
  let refused = false;

  const attempt = <T>(act: (store: TextStore) => T, otherwise: T): T => {
    try {
      const store = open();
      if (store !== null) return act(store);
    } catch {
      // A browser that refuses throws here: at the property, at getItem, or when the quota is used up.
    }
    if (!refused) {
      refused = true;
      onRefused();
    }
    return otherwise;
  };

  return {
    read(key) {
      const name = KEY_PREFIX + key;
      const text = memory.get(name) ?? attempt((store) => store.getItem(name), null);
      if (text === null) return null;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return null;
      }
    },
    write(key, value) {
      const name = KEY_PREFIX + key;
      const text = JSON.stringify(value);
      const kept = attempt((store) => {
        store.setItem(name, text);
        return true;
      }, false);
      if (kept) memory.delete(name);
      else memory.set(name, text);
    },
    remove(key) {
      const name = KEY_PREFIX + key;
      memory.delete(name);
      attempt((store) => store.removeItem(name), undefined);
    },
  };
}
