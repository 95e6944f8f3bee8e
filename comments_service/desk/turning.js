// Turning the page: the same links and forms, but only what is in <main> is changed, and the focus is led on. Whatever
// goes wrong with that, the browser does it the plain way.
import { announce } from "../widget/announcer.js";
import { made, parsed } from "../widget/nodes.js";
import { deskWords } from "./desk-words.js";
import { Keeping } from "./keeping.js";
import { LookingAhead } from "./looking-ahead.js";

const PATIENCE = 15_000;
// The forms whose answer is another page of the desk; all others are the browser's own.
const TURNED = ["/admin/decisions", "/admin/bulk", "/admin/cases/settle"];

export class Turning {
  #main = /** @type {HTMLElement} */ (document.getElementById("main"));
  #keeping = new Keeping();
  #ahead = new LookingAhead();
  #turned;
  #shown = shownAddress();
  #isBusy = false;

  /** @param {(isSeenBefore: boolean) => void} turned called when another page is shown; whether it was looked at ahead */
  constructor(turned) {
    this.#turned = turned;
    document.addEventListener("click", (event) => this.#pressed(event));
    document.addEventListener("submit", (event) => this.#submitted(event));
    // Going to a place within the page is told as well, and is the browser's own.
    window.addEventListener("popstate", () => this.#shown !== shownAddress() && void this.go(location.href, false));
    this.#look();
  }

  /**
   * @param {string} address
   * @param {boolean} [isNew] whether "back" leads here again
   */
  async go(address, isNew = true) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const seen = await this.#ahead.seen(address);
      const answer = seen ? null : await this.#fetched(address);
      const page = seen || (answer ? await answer.text() : "");
      if (isNew) history.pushState(null, "", address);
      this.#show(page, Boolean(seen));
    } catch {
      location.assign(address);
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} submitter
   */
  async send(form, submitter) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form, submitter)));
    let answer;
    try {
      answer = await this.#fetched(addressOf(form), { method: "POST", body });
    } catch {
      this.#tell(deskWords.notSent);
      return;
    } finally {
      this.#isBusy = false;
    }
    try {
      const page = await answer.text();
      if (answer.redirected) history.pushState(null, "", answer.url);
      if (answer.ok) this.#keeping.forget(body.get("comment") ?? "");
      this.#show(page, false, answer.ok ? (body.get("comment") ?? "") : "");
    } catch {
      // The same decision sent again is answered the same: see decide.py.
      submitter?.removeAttribute("data-sent");
      form.submit();
    }
  }

  /**
   * @param {string} address
   * @param {RequestInit} [how]
   */
  #fetched(address, how = {}) {
    return fetch(address, { ...how, headers: { accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE) });
  }

  /**
   * @param {string} page
   * @param {boolean} isSeenBefore
   * @param {string} [done] the comment that was just decided about: nothing typed about it is wanted any more
   */
  #show(page, isSeenBefore, done = "") {
    const fresh = parsed(page);
    const main = fresh.querySelector("main");
    if (!main) throw new Error("this is no page of ours");
    const list = this.#main.querySelector(".th-desk__list");
    const scrolled = list?.scrollTop ?? 0;
    this.#keeping.take(this.#main);
    if (done) this.#keeping.forget(done);
    document.title = fresh.querySelector("title")?.textContent ?? document.title;
    const places = fresh.querySelector(".th-desk-nav");
    if (places) document.querySelector(".th-desk-nav")?.replaceWith(places);
    this.#main.replaceChildren(...main.childNodes);
    this.#shown = shownAddress();
    this.#keeping.give(this.#main);
    const listed = this.#main.querySelector(".th-desk__list");
    if (listed) listed.scrollTop = scrolled;
    this.#lead();
    this.#look();
    this.#turned(isSeenBefore);
  }

  /** Leads the focus to what is new, and says what was done. */
  #lead() {
    const decided = this.#main.querySelector("#decided");
    decided?.removeAttribute("role");
    const sentence = decided?.querySelector("p")?.textContent?.replace(/\s+/gu, " ").trim();
    if (sentence) announce(sentence);
    const places = ["[autofocus]", "[data-focus]", "#item-title", "#done", "#queue-title", "h1"];
    const target = places.map((one) => this.#main.querySelector(one)).find((one) => one instanceof HTMLElement);
    if (!(target instanceof HTMLElement)) return;
    if (target.matches("h1:not([tabindex])")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    this.#main.querySelector("[aria-current=true]")?.closest(".th-row")?.scrollIntoView({ block: "nearest" });
    const item = target.closest("article") ?? target;
    const { top } = item.getBoundingClientRect();
    if (target.matches("[autofocus]")) target.scrollIntoView({ block: "center" });
    else if (top < 0 || top > innerHeight / 3) item.scrollIntoView({ block: "start" });
  }

  #look() {
    const rows = [...this.#main.querySelectorAll(".th-row__link")];
    const next = rows[rows.findIndex((one) => one.matches("[aria-current]")) + 1];
    if (next instanceof HTMLAnchorElement && this.#main.querySelector("[data-item]")) this.#ahead.look(next.href);
    else this.#ahead.forget();
  }

  /** @param {MouseEvent} event */
  #pressed(event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || !isAtTheDesk(link) || !this.#main.querySelector("[data-desk]")) return;
    event.preventDefault();
    void this.go(link.href);
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (event.defaultPrevented || !TURNED.some((path) => addressOf(form).endsWith(path))) return;
    event.preventDefault();
    void this.send(form, event.submitter);
  }

  /** @param {string} sentence */
  #tell(sentence) {
    this.#main.querySelector("[data-told]")?.remove();
    const place = this.#main.querySelector("[data-decide], .th-results, .th-bulk") ?? this.#main.firstElementChild;
    place?.prepend(made("p", { class: "th-problem", "data-told": true }, sentence));
    announce(sentence);
  }
}

function shownAddress() {
  return location.pathname + location.search;
}

/**
 * Not form.action: a button of that name hides it.
 *
 * @param {HTMLFormElement} form
 */
function addressOf(form) {
  return new URL(form.getAttribute("action") ?? "", location.href).href;
}

/** @param {HTMLAnchorElement} link */
function isAtTheDesk(link) {
  if (link.origin !== location.origin || link.target || link.getAttribute("href")?.startsWith("#")) return false;
  return link.pathname.endsWith("/admin/") || link.pathname.includes("/admin/comments/");
}
