// A part, for pages that may be asked about: by the button of a heading or by selecting words; and beside each part how
// much was said about it. Nothing of the article moves: all of this stands in room that is there.
import { askingWords } from "./asking-words.js";
import { made } from "./nodes.js";
import { once } from "./parts.js";
import { inPlace } from "./presses.js";

/** @typedef {{block: string, quote: string}} Anchor as the service takes it: without a quote it is all of the block */
/** @typedef {HTMLElement & {load(): Promise<void>, showPart(block: string): unknown}} Discussion */

// Whoever is still selecting is not offered anything yet.
const PAUSE = 200;
// What may hold nothing but its own parts: a link goes into the last of these.
const PARTS = "li, td, th, dd";
const LONGEST_QUOTE = 300;

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

class Asking {
  #host;
  #page;
  #blocks;
  #clock = 0;
  #said = "";
  #about = once(() => import("./about.js"));
  /** @type {import("./about.js").Choice | undefined} */
  #choice;

  /**
   * @param {Discussion} host
   * @param {string} page
   * @param {Map<string, HTMLElement>} blocks by id
   */
  constructor(host, page, blocks) {
    this.#host = host;
    this.#page = `${page}${page.includes("?") ? "&" : "?"}`;
    this.#blocks = blocks;
  }

  furnish() {
    for (const [block, heading] of this.#blocks) {
      if (!heading.matches("h2, h3")) continue;
      const said = (heading.textContent ?? "").replace(/\s+/g, " ").trim();
      // The heading is still called what it says.
      heading.setAttribute("aria-label", said);
      const anchor = { block, quote: said.slice(0, LONGEST_QUOTE) };
      heading.append(this.#link(anchor, "th-ask", askingWords.section(said)));
    }
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.#clock);
      this.#clock = setTimeout(() => void this.#offer().catch(() => {}), PAUSE);
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
      const href = `${this.#page}about=${block}`;
      const click = (/** @type {Event} */ event) => inPlace(/** @type {MouseEvent} */ (event), () => this.#host.showPart(block));
      const about = { class: "th-asked", href, "aria-label": label, "data-count": count, click };
      if (there) inside(there).append(made("a", about));
    }
  }

  /**
   * What is seen of it, the stylesheet says: whoever selects the words around it does not select it.
   *
   * @param {Anchor} anchor
   * @param {string} name of its class
   * @param {string} label
   */
  #link({ block, quote }, name, label) {
    const href = `${this.#page}${new URLSearchParams({ block, quote })}#composer`;
    // Where the part does not come, one asks on the plain page.
    const begin = () => this.#about().then((part) => part.ask(this.#host, { block, quote })).catch(() => location.assign(href));
    const click = (/** @type {Event} */ event) => inPlace(/** @type {MouseEvent} */ (event), begin);
    return made("a", { class: name, href, "aria-label": label, click });
  }

  /** Offers to ask about words that are selected; what does so comes with the first of them. */
  async #offer() {
    if (!this.#choice && (getSelection()?.isCollapsed ?? true)) return;
    const part = await this.#about();
    this.#choice ??= new part.Choice((there, anchor, label) => {
      if (anchor.quote.length > LONGEST_QUOTE) return undefined;
      const link = this.#link(anchor, "th-ask th-ask--chosen", label);
      inside(there).append(link);
      return link;
    });
    this.#choice.look();
  }
}

/** @param {HTMLElement} block */
function inside(block) {
  const place = block.matches("ul, ol, table, dl") ? /** @type {HTMLElement} */ ([...block.querySelectorAll(PARTS)].at(-1)) : block;
  place.classList.add("th-place");
  return place;
}
