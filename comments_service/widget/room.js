// The discussion once it is there: what can be done in it, and what is shown after. presses.js says by which press.
import { announce } from "./announcer.js";
import { Composer } from "./composer.js";
import { browserStorage, Drafts } from "./drafts.js";
import { inlineForm } from "./inline.js";
import { commentIn, parsed } from "./nodes.js";
import { Opening } from "./opening.js";
import { outcomeOf } from "./outcome.js";
import { EVERYTHING, extend, fetchedWith } from "./pages.js";
import { inTime } from "./parts.js";
import { goTo, keepExpanded, tellAt } from "./places.js";
import { hear } from "./presses.js";
import { Service } from "./service.js";
import { fillSlot } from "./slot.js";
import { words } from "./words.js";

export class Room {
  #host;
  #service;
  #drafts = new Drafts(browserStorage(), Date.now, browserStorage("sessionStorage"));
  /** @type {import("./pages.js").Shown | undefined} */
  #shown;
  #opening = new Opening();
  /** What may be missing: then it is read as on the first day, and nothing happens meanwhile. */
  #reading;
  #waiting;

  /**
   * @param {HTMLElement} host the element in the article
   * @param {string} thread
   */
  constructor(host, thread) {
    this.#host = host;
    this.#service = new Service(thread);
    this.#reading = inTime(import("./reading.js")).then((part) => part && new part.Reading(host, this, this.#service));
    this.#waiting = inTime(import("./waiting.js")).then((part) => part && new part.WaitingRoom(host, this));
    hear(host, this);
  }

  /**
   * Shows the discussion, with a comment in sight if one is sought; false if the service did not answer.
   *
   * @param {string} [sought] a comment's id
   * @param {import("./pages.js").View} [view] what is shown now, unless told otherwise
   */
  async show(sought = "", view = this.#shown?.view ?? { ...EVERYTHING, pages: [""] }) {
    const [shown, reading] = await Promise.all([fetchedWith(this.#service, view, sought), this.#reading]);
    if (!shown) return false;
    this.#shown = shown;
    keepExpanded(this.#host, shown.section);
    this.#opening.forget();
    this.#furnish(shown);
    reading?.furnish(shown);
    void this.#waiting.then((waiting) => waiting?.furnish(shown));
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
    const { status, body } = await this.#service.fragment(shown.view, after);
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

  /**
   * Opens a form under a comment, to reply to it or to change it.
   *
   * @param {string} id
   * @param {HTMLElement} trigger what was pressed, where the focus comes back to
   * @param {boolean} isEdit
   */
  write(id, trigger, isEdit) {
    const article = commentIn(this.#host, id);
    const me = this.#shown?.me;
    // As the service renders it: the one above has got tools, and perhaps what was wrong with what is written there.
    const form = me && /** @type {HTMLFormElement | null} */ (parsed(me.composer).querySelector("form.th-composer"));
    if (!article || !form) {
      // Where the discussion has closed, what was returned can still be changed: on the page that the link leads to.
      if (isEdit && trigger instanceof HTMLAnchorElement) location.assign(trigger.href);
      else this.focusComposer();
      return;
    }
    const name = article.querySelector(".th-comment__name")?.textContent ?? "";
    const [label, button] = isEdit ? [words.edit, words.save] : [words.replyTo(name), words.postReply];
    this.#opening.open(article, inlineForm(form, id, label, button, () => this.#opening.close()), trigger, isEdit);
    const said = isEdit ? me.mine.find((one) => one.id === id)?.body : "";
    new Composer(form, isEdit ? { edit: id } : { parent: id }, this.#surroundings(me), said).focus();
  }

  /**
   * Asks before withdrawing.
   *
   * @param {string} id
   * @param {HTMLElement} trigger
   */
  async withdraw(id, trigger) {
    const part = await inTime(import("./withdrawing.js"));
    // The plain page can do the same.
    if (!part) return location.assign(/** @type {HTMLAnchorElement} */ (trigger).href);
    part.askToWithdraw(id, trigger, {
      host: this.#host,
      opening: this.#opening,
      service: this.#service.from(this.#shown?.me?.token ?? ""),
      show: (sought) => this.show(sought),
      tell: (sentence) => tellAt(this.#host, sentence),
    });
  }

  /** @param {import("./pages.js").Shown} shown */
  #furnish({ section, me }) {
    const form = fillSlot(section, me, this.#service, () => this.show());
    if (me && form) new Composer(form, {}, this.#surroundings(me));
    if (me) document.dispatchEvent(new CustomEvent("townhall:person", { detail: me.person }));
  }

  /**
   * @param {import("./service.js").Me} me
   * @returns {import("./composer.js").Surroundings}
   */
  #surroundings(me) {
    const ways = { posted: this.#posted.bind(this), later: this.#later.bind(this) };
    return { me, service: this.#service.from(me.token), drafts: this.#drafts, ...ways };
  }

  /** @type {import("./composer.js").Surroundings["later"]} */
  async #later(...what) {
    const isKept = (await this.#waiting)?.later(...what) ?? false;
    if (isKept) this.#opening.close();
    return isKept;
  }

  /**
   * @param {{id: string, state: string, why?: string[], usual_wait?: string}} comment
   * @param {import("./sending.js").Purpose} purpose
   */
  async #posted(comment, purpose) {
    const { held, sentences } = outcomeOf(comment, purpose);
    if (await this.show(comment.id)) announce(...sentences);
    else {
      this.#opening.close();
      tellAt(this.#host, [...sentences, words.notShown].join(" "));
    }
    const detail = { id: comment.id, held };
    this.#host.dispatchEvent(new CustomEvent("townhall:posted", { bubbles: true, detail }));
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
