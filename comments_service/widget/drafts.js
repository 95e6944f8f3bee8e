// What somebody is writing, kept in their browser until the service has confirmed it. Knows no form and no service.

/**
 * `id` is the comment's, made with the draft; `at` in ms, and so is `until`, when its author wants to look at it again.
 * `unnamed`: its author leaves their name out. `kind`: what it is to be. `anchor`: the part of the page that it asks about.
 * @typedef {{block: string, quote: string}} Anchor
 * @typedef {{id: string, body: string, at: number, until?: number, unnamed?: boolean, kind?: string, anchor?: Anchor}} Draft
 */

const PREFIX = "townhall:draft:";
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/** The browser's storage, or null where it is switched off: even looking at it may throw. */
export function browserStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** Drafts by key. Where storage fails (full, private, switched off) they live as long as the page does. */
export class Drafts {
  #storage;
  #now;
  /** @type {Map<string, Draft>} */
  #here = new Map();

  /**
   * @param {Storage | null} storage
   * @param {() => number} [now]
   */
  constructor(storage, now = Date.now) {
    this.#storage = storage;
    this.#now = now;
    this.#sweep();
  }

  /**
   * @param {string} key
   * @returns {Draft | undefined}
   */
  read(key) {
    return this.#here.get(key) ?? this.#try((storage) => this.#parsed(storage.getItem(PREFIX + key)));
  }

  /**
   * @param {string} key
   * @param {Omit<Draft, "at">} what
   */
  keep(key, what) {
    const draft = { ...what, at: this.#now() };
    this.#here.set(key, draft);
    // At each keystroke: it takes microseconds, and whatever waits for a pause is lost when the phone goes dark.
    this.#try((storage) => storage.setItem(PREFIX + key, JSON.stringify(draft)));
  }

  /** @param {string} key */
  forget(key) {
    this.#here.delete(key);
    this.#try((storage) => storage.removeItem(PREFIX + key));
  }

  #sweep() {
    this.#try((storage) => {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(PREFIX) && !this.#parsed(storage.getItem(key))) storage.removeItem(key);
      }
    });
  }

  /**
   * @param {string | null} text
   * @returns {Draft | undefined}
   */
  #parsed(text) {
    try {
      const draft = JSON.parse(text ?? "");
      return draft.body && draft.id && draft.at > this.#now() - KEPT_FOR ? draft : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * @template T
   * @param {(storage: Storage) => T} act
   */
  #try(act) {
    try {
      return this.#storage ? act(this.#storage) : undefined;
    } catch {
      return undefined;
    }
  }
}
