// What there is beside reading: what is new since the last visit, and what happens while one reads. It moves nothing.
import { announce } from "./announcer.js";
import { Live } from "./live.js";
import { made } from "./nodes.js";
import { changed } from "./pages.js";
import { inTime } from "./parts.js";
import { readingWords } from "./reading-words.js";
import { Seen } from "./seen.js";
import { browserStorage } from "./storage.js";

/** @typedef {import("./pages.js").Shown} Shown */

export class Reading {
  #host;
  #room;
  #service;
  /** @type {Map<string, Seen>} */
  #seen = new Map();
  /** @type {Live | undefined} */
  #live;
  /** @type {Shown | undefined} */
  #shown;

  /**
   * @param {HTMLElement} host
   * @param {import("./room.js").Room} room
   * @param {import("./service.js").Service} service
   */
  constructor(host, room, service) {
    this.#host = host;
    this.#room = room;
    this.#service = service;
  }

  /**
   * Before it is put into the page: marks what is new, and offers the way to the first of it.
   *
   * @param {Shown} shown
   */
  furnish(shown) {
    this.#shown = shown;
    const isFirst = !this.#seen.size;
    const fresh = this.#mark(shown);
    const isOnLaterPages = shown.view.sort === "oldest" && nextOf(shown.section);
    const news = fresh.length || (isOnLaterPages ? this.#of(shown).more(shown.section) : 0);
    if (!isFirst || news <= 0) return;
    const click = () => void this.#toFirst();
    const button = made("button", { class: "th-action", type: "button", click }, readingWords.toFirst);
    shown.section.querySelector("header")?.after(made("p", { class: "th-since" }, readingWords.since(news), " ", button));
  }

  /** @param {Shown} shown more of it than before */
  extended(shown) {
    this.#mark(shown);
  }

  follow() {
    this.#live ??= new Live(this.#service.live(), () => void this.#refresh());
  }

  /** @param {Shown} shown */
  #mark(shown) {
    return this.#of(shown).mark(shown.section);
  }

  /** @param {Shown} shown */
  #of({ section, me }) {
    const key = [me?.person?.handle, section.dataset.thread].join(":");
    const seen = this.#seen.get(key) ?? new Seen(browserStorage(), key);
    this.#seen.set(key, seen);
    return seen;
  }

  /** Goes to the first that is new, fetching on until it comes. */
  async #toFirst() {
    const section = this.#shown?.section;
    let [first, next] = [newIn(section), nextOf(section)];
    while (!first && next) {
      await this.#room.more(next);
      [first, next] = [newIn(section), nextOf(section) === next ? "" : nextOf(section)];
    }
    if (first) await this.#room.find(first);
  }

  async #refresh() {
    const here = this.#shown;
    if (!this.#host.isConnected) this.#live?.stop();
    const now = here && (await changed(this.#service, here));
    const part = now && (await inTime(import("./updating.js")));
    // Meanwhile something else may be shown, or to somebody else.
    if (!part || here !== this.#shown || now.me?.person?.handle !== here.me?.person?.handle) return;
    const news = part.update(here, now);
    this.#mark(here);
    this.#offer(news);
    for (const there of news.missing) void this.#lookFor(there, part.takeAway);
  }

  /**
   * What is not on these pages any more may have moved to another.
   *
   * @param {HTMLElement} there
   * @param {(there: HTMLElement) => void} takeAway
   */
  async #lookFor(there, takeAway) {
    const { status, body } = await this.#service.comment(there.dataset.id ?? "");
    if (status === 404 || (status === 200 && body.state !== "published")) takeAway(there);
  }

  /** @param {import("./updating.js").News} news */
  #offer({ fresh, more }) {
    const section = this.#shown?.section;
    const count = fresh.length || (section?.dataset.only ? 0 : more);
    const before = section?.querySelector("[data-news]");
    const said = count > 0 ? readingWords.offered(count) : "";
    if (before?.textContent === said || (!before && !said)) return;
    before?.remove();
    if (!said) return;
    const click = () => void (fresh[0] ? this.#room.find(fresh[0]) : this.#room.turn({ sort: "newest", only: "" }, "h2"));
    const button = made("button", { class: "th-button", type: "button", click }, said);
    section?.append(made("div", { class: "th-news", "data-news": true }, button));
    announce(said);
  }
}

/** @param {HTMLElement | undefined} section */
function newIn(section) {
  return section?.querySelector("[data-new]")?.getAttribute("data-id") ?? "";
}

/** @param {HTMLElement | undefined} section */
function nextOf(section) {
  return section?.querySelector("[data-next]")?.getAttribute("data-next") ?? "";
}
