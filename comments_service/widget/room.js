// The discussion once it is there: what can be done in it, and what is shown after. presses.js says by which press.
import { announce } from "./announcer.js";
import { hold } from "./holding.js";
import { keepLast } from "./last-here.js";
import { commentIn } from "./nodes.js";
import { Opening } from "./opening.js";
import { EVERYTHING, extend, fetchedWith } from "./pages.js";
import { inTime, once } from "./parts.js";
import { goTo, keepExpanded, tellAt } from "./places.js";
import { hear } from "./presses.js";
import { Service } from "./service.js";
import { fillSlot } from "./slot.js";
import { browserStorage, DRAFTS, namesIn, WAITS } from "./storage.js";
import { words } from "./words.js";

export class Room {
  #host;
  /** @type {import("./pages.js").Shown | undefined} */
  #shown;
  /** What may be missing: then it is read as on the first day, and nothing happens meanwhile. */
  #reading;
  /** @type {import("./posting.js").Posting | undefined} */
  #posting;
  #bringPosting = once(async () => {
    const { Posting } = await import("./posting.js");
    this.#posting = new Posting(this.#host, this);
    if (this.#shown) this.#posting.furnish(this.#shown);
    return this.#posting;
  });
  /** What is open under a comment. */
  opening = new Opening();

  /**
   * @param {HTMLElement} host the element in the article
   * @param {string} thread
   */
  constructor(host, thread) {
    this.#host = host;
    this.service = new Service(thread);
    this.#reading = inTime(import("./reading.js")).then((part) => part && new part.Reading(host, this, this.service));
    // Another tab may leave something to wait, or there is a connection again.
    for (const news of ["storage", "online"]) addEventListener(news, () => this.#mindKept(WAITS));
    hear(host, this);
  }

  /**
   * Shows the discussion, with a comment in sight if one is sought; false if the service did not answer.
   *
   * @param {string} [sought] a comment's id
   * @param {import("./pages.js").View} [view] what is shown now, unless told otherwise
   */
  async show(sought = "", view = this.#shown?.view ?? { ...EVERYTHING, pages: [""] }) {
    const [shown, reading] = await Promise.all([fetchedWith(this.service, view, sought), this.#reading]);
    if (!shown) return false;
    this.#shown = shown;
    keepExpanded(this.#host, shown.section);
    this.opening.forget();
    this.#furnish(shown);
    reading?.furnish(shown);
    this.#posting?.furnish(shown);
    this.#mindKept(WAITS, DRAFTS);
    // Whoever came to what is replaced, be it while they waited, is not thrown to the page's top.
    const isHere = this.#host.contains(document.activeElement);
    this.#host.replaceChildren(shown.section);
    if (isHere) this.#one("h2")?.focus();
    reading?.follow();
    if (sought) this.#goTo(sought);
    return true;
  }

  /**
   * Goes to a comment, fetching the page it stands on if that is another one.
   *
   * @param {string} id
   */
  async find(id) {
    if (commentIn(this.#host, id)) this.#goTo(id);
    else if (!(await this.show(id))) tellAt(this.#host, words.unreachable);
  }

  /** Goes to where one can write, or to what must be done first. */
  focusComposer() {
    this.#one("[data-slot] > :not(.th-receipt) :is(textarea, a, button)")?.focus();
  }

  /**
   * Shows the discussion in another order, or other branches of it.
   *
   * @param {HTMLElement} link which was pressed
   */
  async choose({ dataset: { sort = "", only = "" }, textContent: said, parentElement: row }) {
    await this.turn({ sort, only }, `[aria-label="${row?.getAttribute("aria-label")}"] a`);
    announce(said ?? "");
  }

  /**
   * Shows the discussion from its beginning.
   *
   * @param {{sort?: string, only?: string, about?: string}} change of the view
   * @param {string} focus where it goes
   */
  async turn(change, focus) {
    const view = { ...EVERYTHING, ...this.#shown?.view, ...change, pages: [""] };
    if (await this.show("", view)) this.#one(focus)?.focus();
    else tellAt(this.#host, words.unreachable);
  }

  /** @param {string} after */
  async more(after) {
    const shown = this.#shown;
    if (!shown || shown.view.pages.includes(after)) return;
    shown.view.pages.push(after);
    const { status, body } = await this.service.fragment(shown.view, after);
    if (status !== 200) {
      shown.view.pages.pop();
      tellAt(this.#host, words.unreachable, ".th-more");
      return;
    }
    this.#one(".th-notice")?.remove();
    const fresh = extend(shown, body);
    (await this.#reading)?.extended(shown);
    if (fresh[0]) commentIn(shown.section, fresh[0])?.focus();
    announce(words.more(fresh.length));
  }

  /** Somebody is about to write: what that takes is fetched. */
  expectWriting() {
    void this.#bringPosting().catch(() => {});
  }

  /**
   * Opens a form under a comment, to reply to it or to change it.
   *
   * @param {string} id
   * @param {HTMLElement} trigger what was pressed
   * @param {boolean} isEdit
   */
  async write(id, trigger, isEdit) {
    const part = await inTime(this.#bringPosting());
    if (part) part.write(id, trigger, isEdit);
    else this.#leaveBy(trigger);
  }

  /**
   * Asks before withdrawing.
   *
   * @param {string} id
   * @param {HTMLElement} trigger
   */
  async withdraw(id, trigger) {
    const part = await inTime(import("./withdrawing.js"));
    if (!part) return this.#leaveBy(trigger);
    part.askToWithdraw(id, trigger, {
      host: this.#host,
      opening: this.opening,
      service: this.service.from(this.#shown?.me?.token ?? ""),
      show: (sought) => this.show(sought),
      tell: (sentence) => tellAt(this.#host, sentence),
    });
  }

  /** @param {import("./pages.js").Shown} shown */
  #furnish({ section, me }) {
    const form = fillSlot(section, me, this.service, () => this.show());
    if (!me) return;
    keepLast(section.dataset.thread, me);
    if (form) hold(form, me, once(async () => (await this.#bringPosting()).take(form, me)));
    document.dispatchEvent(new CustomEvent("townhall:person", { detail: me.person }));
  }

  /**
   * The plain page that a link leads to can do the same.
   *
   * @param {HTMLElement} link
   */
  #leaveBy(link) {
    if (navigator.onLine) location.assign(/** @type {HTMLAnchorElement} */ (link).href);
    else tellAt(this.#host, words.unreachable);
  }

  /**
   * What was said without a connection is shown, and sent; and what was begun too long ago goes, wherever it was.
   *
   * @param {...string} kinds of what is kept in this browser
   */
  #mindKept(...kinds) {
    if (kinds.some((kind) => namesIn(browserStorage(), kind).length)) this.expectWriting();
  }

  /** @param {string} id */
  #goTo(id) {
    if (!goTo(this.#host, id)) tellAt(this.#host, words.gone);
  }

  /** @type {(selector: string) => HTMLElement | null} */
  #one(selector) {
    return this.#host.querySelector(selector);
  }
}
