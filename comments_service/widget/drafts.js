// What somebody is writing, kept in their browser until the service has confirmed it. Knows no form and no service.
import { draftName, DRAFTS, namesIn } from "./storage.js";
import { uuidv7 } from "./uuid.js";

/**
 * `id` is the comment's, made with the draft; `at` in ms, and so is `until`, when its author wants to look at it again.
 * `unnamed`: its author leaves their name out. `kind`: what it is to be. `anchor`: the part of the page that it asks about.
 * @typedef {{block: string, quote: string}} Anchor
 * @typedef {{id: string, body: string, at: number, until?: number, unnamed?: boolean, kind?: string, anchor?: Anchor}} Draft
 */

// For so long what nobody comes back to is kept, in ms; and so is what waits to be sent.
export const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/**
 * Drafts by key, and of one key a draft for each tab that writes there. Where storage fails (full, private, switched off)
 * they live as long as the page does.
 */
export class Drafts {
  #storage;
  #now;
  #tab;
  /** @type {Map<string, Draft | undefined>} by key: what this tab writes, or undefined once it is done with */
  #here = new Map();
  /** @type {Map<string, Pick<Draft, "id" | "at">>} by key: what this tab has seen in the storage last */
  #seen = new Map();

  /**
   * @param {Storage | null} storage
   * @param {() => number} [now]
   * @param {Storage | null} [tab] what this tab alone remembers
   */
  constructor(storage, now = Date.now, tab = null) {
    this.#storage = storage;
    this.#now = now;
    this.#tab = tab;
    this.#sweep();
  }

  /**
   * The draft of this tab; where it has none, the one that was kept last.
   *
   * @param {string} key
   * @param {string} [held] what was typed beside it, before there was anything to show it with
   * @param {number} [until] when the form came, in ms: what has been kept since is being written in another tab
   * @returns {Draft | undefined}
   */
  read(key, held, until = Infinity) {
    if (this.#here.has(key)) return this.#here.get(key);
    const found = this.#try((storage) => {
      const own = this.#tab?.getItem(draftName(key, ""));
      const all = this.#all(storage, key);
      const others = all.filter(({ id, at }) => id !== held && at <= until);
      return all.find((draft) => draft.id === own) ?? others.sort((one, other) => other.at - one.at)[0];
    });
    if (found) this.#seen.set(key, found);
    return found;
  }

  /**
   * @param {string} key
   * @param {Omit<Draft, "at">} what
   * @returns {string} its id from now on: another one where another tab has changed or sent it meanwhile
   */
  keep(key, what) {
    const id = this.#isElsewhere(key, what.id) ? uuidv7() : what.id;
    const draft = { ...what, id, at: Math.max(this.#now(), (this.#seen.get(key)?.at ?? -1) + 1) };
    this.#here.set(key, draft);
    // At each keystroke: it takes microseconds, and whatever waits for a pause is lost when the phone goes dark.
    this.#try((storage) => {
      storage.setItem(draftName(key, id), JSON.stringify(draft));
      this.#seen.set(key, draft);
      this.#tab?.setItem(draftName(key, ""), id);
    });
    return id;
  }

  /**
   * It is done with here; what another tab has made of it meanwhile stays.
   *
   * @param {string} key
   */
  forget(key) {
    const { id = "" } = this.#seen.get(key) ?? {};
    if (!this.#isElsewhere(key, id)) this.#try((storage) => storage.removeItem(draftName(key, id)));
    this.#here.set(key, undefined);
    this.#seen.delete(key);
  }

  /**
   * It has become part of another.
   *
   * @param {string} key
   * @param {string} id
   */
  drop(key, id) {
    this.#try((storage) => storage.removeItem(draftName(key, id)));
  }

  /**
   * Whether another tab has had to do with a draft since this one has seen it.
   *
   * @param {string} key
   * @param {string} id
   */
  #isElsewhere(key, id) {
    const seen = this.#seen.get(key);
    if (seen?.id !== id) return false;
    return this.#try((storage) => this.#parsed(storage.getItem(draftName(key, id)))?.at !== seen.at) ?? false;
  }

  /**
   * @param {Storage} storage
   * @param {string} key
   */
  #all(storage, key) {
    return namesIn(storage, draftName(key, "")).flatMap((name) => this.#parsed(storage.getItem(name)) ?? []);
  }

  #sweep() {
    this.#try((storage) => {
      for (const name of namesIn(storage, DRAFTS)) if (!this.#parsed(storage.getItem(name))) storage.removeItem(name);
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
