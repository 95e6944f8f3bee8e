// <townhall-discussion thread="…">: puts the discussion where the plain link inside it is, when a reader comes near.
import { announce, prepareAnnouncer } from "./announcer.js";
import { made } from "./nodes.js";
import { openAgain } from "./presses.js";
import { Room } from "./room.js";
import { words } from "./words.js";

const NEAR = "800px";
const SLOW = 8_000;
const WANTED = /^#(?:(comment|reply|edit)-(.+)|discussion|composer)$/;

/**
 * Attributes: `thread`, the page's uid; `state`, set to loading, ready or error.
 * Events: townhall:load, townhall:error, townhall:posted here; townhall:person on the document.
 */
export class TownhallDiscussion extends HTMLElement {
  /** @type {Room | undefined} */
  #room;
  #near = new IntersectionObserver((seen) => void (seen.some((one) => one.isIntersecting) && this.load()), {
    rootMargin: NEAR,
  });

  connectedCallback() {
    prepareAnnouncer();
    addEventListener("hashchange", this);
    // Where it does not come, the page is read as it is, and one asks below it.
    if (document.querySelector("[data-askable]")) void this.#offerAsking().catch(() => {});
    if (WANTED.test(location.hash)) this.load();
    else if (!this.#isReady) this.#near.observe(this);
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this);
    this.#near.disconnect();
  }

  async #offerAsking() {
    const { offerAsking } = await import("./asking.js");
    offerAsking(this, this.querySelector("a")?.href ?? "");
  }

  /** The address has changed: to a comment, perhaps. */
  handleEvent() {
    const [wanted, what, comment] = WANTED.exec(location.hash) ?? [];
    if (!this.#isReady) wanted && this.load();
    else if (comment) this.#room?.find(comment).then(() => openAgain(this, comment, what));
    else if (wanted === "#composer") this.#room?.focusComposer();
  }

  /** Fetches the discussion and shows it. Until it is there, and if it does not come, the plain link stays. */
  async load() {
    if (this.#isReady || this.getAttribute("state") === "loading") return;
    this.#near.disconnect();
    this.setAttribute("state", "loading");
    this.#room ??= new Room(this, this.getAttribute("thread") ?? "");
    const slow = setTimeout(() => this.#say(words.slow), SLOW);
    const [wanted, what, comment] = WANTED.exec(location.hash) ?? [];
    const wasHere = this.contains(document.activeElement);
    const isThere = await this.#room.show(comment);
    clearTimeout(slow);
    this.setAttribute("state", isThere ? "ready" : "error");
    if (!isThere) this.#offerAgain(wasHere);
    else if (wanted === "#composer") this.#room.focusComposer();
    else if (comment) openAgain(this, comment, what);
    this.dispatchEvent(new CustomEvent(isThere ? "townhall:load" : "townhall:error", { bubbles: true }));
  }

  /**
   * Shows what was said about one part of the page, and nothing else of the discussion.
   *
   * @param {string} block
   */
  showPart(block) {
    return this.#room?.turn({ only: "", about: block }, ".th-part-only");
  }

  get #isReady() {
    return this.getAttribute("state") === "ready";
  }

  /** @param {boolean} wasHere whether the focus was on what is replaced */
  #offerAgain(wasHere) {
    const click = () => void this.load();
    const again = made("button", { class: "th-button th-button--quiet", type: "button", click }, words.again);
    this.#say(words.resting, again);
    if (wasHere) again.focus();
  }

  /**
   * @param {string} sentence
   * @param {...HTMLElement} remedy
   */
  #say(sentence, ...remedy) {
    this.querySelector(".th-notice")?.remove();
    this.append(made("div", { class: "th-notice" }, made("p", {}, sentence), ...remedy));
    announce(sentence);
  }
}
