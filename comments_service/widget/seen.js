// What this browser has shown of a discussion, so that a later visit can say what is new. No server is told.
import { made } from "./nodes.js";
import { readingWords } from "./reading-words.js";

/**
 * `at` in ms; `ids` are the ends of comments' ids, `whole`: that was all there was; `count`: how many comments.
 * @typedef {{at: number, ids: string, whole: boolean, count: number}} Visit
 */

const PREFIX = "townhall:seen:";
// The end of an id is chance: among a few thousand it tells them apart. What was shown first is forgotten first.
const SHORT = 8;
const MOST = 2_000;

export class Seen {
  #storage;
  #key;
  /** @type {Visit | null} */
  #before;
  #then;
  #known;
  /** What is new and has not been in sight. @type {Set<string>} */
  #waiting = new Set();
  /** What comes later and is not shown, on a page that nobody opened, is new the next time. */
  #since = Date.now();
  #whole = false;
  #count = 0;
  #sight = new IntersectionObserver((all) => {
    for (const { target, isIntersecting } of all) if (isIntersecting) this.#met(/** @type {HTMLElement} */ (target));
  });

  /**
   * @param {Storage | null} storage
   * @param {string} key whose visits to which discussion
   */
  constructor(storage, key) {
    this.#storage = storage;
    this.#key = PREFIX + key;
    this.#before = this.#read();
    this.#then = new Set(this.#before?.ids.match(/.{8}/gu));
    this.#known = new Set(this.#then);
  }

  /**
   * Marks the comments that are new since the last visit.
   *
   * @param {HTMLElement} section the discussion, or what of it is shown
   * @returns {HTMLElement[]} the new ones
   */
  mark(section) {
    const all = /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("article"));
    const fresh = [...all].filter((article) => this.#isNew(article));
    for (const article of all) this.#known.add(short(article));
    for (const article of fresh) {
      if (!article.matches("[data-new]")) {
        article.setAttribute("data-new", "");
        article.querySelector(".th-comment__by")?.append(" ", made("span", { class: "th-badge th-badge--new" }, readingWords.isNew));
      }
      if (this.#then.has(short(article))) continue;
      this.#waiting.add(short(article));
      this.#known.delete(short(article));
      this.#sight.observe(article);
    }
    this.#whole = !section.querySelector("[data-next], [data-first]") && !section.dataset.only;
    this.#count = Number(section.dataset.count);
    const visit = this.#keep();
    if (!this.#before) {
      // At the first visit nothing is new but what comes while it lasts.
      this.#before = visit;
      this.#then = new Set(this.#known);
    }
    return fresh;
  }

  /**
   * How many comments there are more than at the last visit; none at the first.
   *
   * @param {HTMLElement} section
   */
  more(section) {
    return this.#before ? Number(section.dataset.count) - this.#before.count : 0;
  }

  /** @param {HTMLElement} article */
  #isNew(article) {
    if (!this.#before || article.matches(".th-comment--mine") || !article.querySelector(".th-comment__by")) return false;
    const isLater = Date.parse(article.querySelector("time")?.dateTime ?? "") > this.#before.at;
    return !this.#then.has(short(article)) && (this.#before.whole || isLater);
  }

  /** @param {HTMLElement} article */
  #met(article) {
    this.#sight.unobserve(article);
    article.setAttribute("data-new", "seen");
    this.#waiting.delete(short(article));
    this.#known.add(short(article));
    this.#keep();
  }

  #keep() {
    // While something new has not been in sight, it is as new the next time.
    const at = this.#waiting.size ? (this.#before?.at ?? 0) : this.#since;
    const ids = [...this.#known].slice(-MOST);
    const whole = this.#whole && this.#known.size <= MOST;
    const visit = { at, ids: ids.join(""), whole, count: this.#count - this.#waiting.size };
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(visit));
    } catch {
      // Full, or switched off: then nothing is new the next time.
    }
    return visit;
  }

  #read() {
    try {
      return JSON.parse(this.#storage?.getItem(this.#key) ?? "null");
    } catch {
      return null;
    }
  }
}

/** @param {HTMLElement} article */
function short(article) {
  return (article.dataset.id ?? "").slice(-SHORT);
}
