// A part: asking about one part of the article, by the button of its heading or by selecting words; and beside each part
// how much was said about it. Nothing of the article moves: all of this stands in room that is there.
import { announce } from "./announcer.js";
import { askingWords } from "./asking-words.js";
import { made } from "./nodes.js";
import { inPlace } from "./presses.js";

/** @typedef {{block: string, quote: string}} Anchor as the service takes it: without a quote it is all of the block */
/** @typedef {HTMLElement & {load(): Promise<void>, showPart(block: string): unknown}} Discussion */

const LONGEST_QUOTE = 300;
// Whoever is still selecting is not offered anything yet.
const PAUSE = 200;
// What may hold nothing but its own parts: a link goes into the last of these.
const PARTS = "li, td, th, dd";

/**
 * @param {Discussion} host
 * @param {string} page where the discussion is a page of its own
 */
export function offerAsking(host, page) {
  const blocks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-askable] [data-block]")]);
  const asking = new Asking(host, page, new Map(blocks.map((block) => [block.dataset.block ?? "", block])));
  asking.furnish();
  const changes = { childList: true, subtree: true, attributeFilter: ["data-asked"] };
  new MutationObserver(() => asking.count()).observe(host, changes);
  asking.count();
}

/**
 * Shows in a composer what is asked about; it goes along when the comment is sent.
 *
 * @param {HTMLFormElement} form
 * @param {Anchor} anchor
 * @param {string} [shown] what is shown of it, where all of a block is meant
 */
export function attach(form, { block, quote }, shown = quote) {
  form.querySelector("[data-about]")?.remove();
  const click = () => {
    figure.remove();
    announce(askingWords.detached);
    form.querySelector("textarea")?.focus();
  };
  const figure = made(
    "figure",
    { class: "th-part", "data-about": true },
    made("input", { type: "hidden", name: "block", value: block }),
    made("input", { type: "hidden", name: "quote", value: quote }),
    made("figcaption", {}, askingWords.about),
    made("blockquote", { dir: "auto" }, shown),
    made("button", { class: "th-action", type: "button", click }, askingWords.detach),
  );
  form.querySelector("label")?.before(figure);
}

class Asking {
  #host;
  #page;
  #blocks;
  /** @type {HTMLElement | undefined} */
  #chosen;
  #clock = 0;
  #said = "";

  /**
   * @param {Discussion} host
   * @param {string} page
   * @param {Map<string, HTMLElement>} blocks by id
   */
  constructor(host, page, blocks) {
    this.#host = host;
    this.#page = page;
    this.#blocks = blocks;
  }

  furnish() {
    for (const [block, heading] of this.#blocks) {
      if (!heading.matches("h2, h3")) continue;
      const said = wordsOf(heading);
      // The heading is still called what it says.
      heading.setAttribute("aria-label", said);
      const anchor = { block, quote: said.slice(0, LONGEST_QUOTE) };
      heading.append(this.#link(anchor, "th-ask", askingWords.section(said)));
    }
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.#clock);
      this.#clock = setTimeout(() => this.#offer(), PAUSE);
    });
  }

  /** Says beside each part how many comments are about it, once the discussion is there. */
  count() {
    const said = /** @type {HTMLElement | null} */ (this.#host.querySelector("[data-asked]"))?.dataset.asked ?? "";
    if (said === this.#said) return;
    this.#said = said;
    for (const before of document.querySelectorAll(".th-asked")) before.remove();
    for (const one of said.split(" ")) {
      const [block = "", count = ""] = one.split(":");
      const there = this.#blocks.get(block);
      const label = askingWords.asked(Number(count));
      const href = `${this.#page}?about=${block}`;
      const click = (/** @type {Event} */ event) => inPlace(/** @type {MouseEvent} */ (event), () => this.#host.showPart(block));
      const about = { class: "th-asked", href, "aria-label": label, "data-count": count, click };
      if (there) inside(there).append(made("a", about));
    }
  }

  /** Offers to ask about the words that are selected, where all of them stand in one part of the page. */
  #offer() {
    const anchor = this.#selected();
    const has = this.#chosen?.dataset.quote ?? "";
    if (has === (anchor?.quote ?? "") || this.#chosen?.contains(document.activeElement)) return;
    this.#chosen?.remove();
    this.#chosen = undefined;
    if (!anchor) return;
    this.#chosen = this.#link(anchor, "th-ask th-ask--chosen", askingWords.chosen);
    this.#chosen.dataset.quote = anchor.quote;
    // A press must not take the selection away before it is looked at.
    this.#chosen.addEventListener("pointerdown", (event) => event.preventDefault());
    // The next stop of the keyboard after the selection; it is seen at the foot of the window, near a thumb.
    inside(anchor.there).append(this.#chosen);
  }

  #selected() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return undefined;
    const range = selection.getRangeAt(0);
    const { commonAncestorContainer: all } = range;
    const within = all instanceof Element ? all : all.parentElement;
    const there = /** @type {HTMLElement | null | undefined} */ (within?.closest("[data-askable] [data-block]"));
    const selected = range.toString().trim();
    if (!there || !selected || selected.length > LONGEST_QUOTE) return undefined;
    return { there, block: there.dataset.block ?? "", quote: selected };
  }

  /**
   * What is seen of it, the stylesheet says: whoever selects the words around it does not select it.
   *
   * @param {Anchor} anchor
   * @param {string} name of its class
   * @param {string} label
   */
  #link({ block, quote }, name, label) {
    const query = new URLSearchParams({ block, quote }).toString();
    const click = (/** @type {Event} */ event) =>
      inPlace(/** @type {MouseEvent} */ (event), () => this.#ask({ block, quote }));
    return made("a", { class: name, href: `${this.#page}?${query}#composer`, "aria-label": label, click });
  }

  /** @param {Anchor} anchor */
  async #ask(anchor) {
    await there(this.#host);
    const form = /** @type {HTMLFormElement | null} */ (this.#host.querySelector("[data-slot] form.th-composer"));
    if (form) attach(form, anchor);
    const kind = /** @type {HTMLSelectElement | null | undefined} */ (form?.querySelector("[name=kind]"));
    if (kind?.querySelector("[value=question]")) kind.value = "question";
    const next = form?.querySelector("textarea") ?? this.#host.querySelector("[data-slot] :is(a, button), button, a");
    if (next instanceof HTMLElement) next.focus();
    (form ?? this.#host).scrollIntoView({ block: "nearest" });
  }
}

/**
 * The discussion is there, or will not come.
 *
 * @param {Discussion} host
 */
function there(host) {
  if (host.getAttribute("state") === "ready") return undefined;
  return new Promise((done) => {
    for (const event of ["townhall:load", "townhall:error"]) host.addEventListener(event, done, { once: true });
    void host.load();
  });
}

/** @param {HTMLElement} block */
function wordsOf(block) {
  return (block.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** @param {HTMLElement} block */
function inside(block) {
  const place = block.matches("ul, ol, table, dl") ? /** @type {HTMLElement} */ ([...block.querySelectorAll(PARTS)].at(-1)) : block;
  place.classList.add("th-place");
  return place;
}
