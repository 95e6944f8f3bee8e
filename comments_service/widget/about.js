// A part, for once somebody asks about one part of the page: which words they have selected, and what the box shows of it.
import { aboutWords } from "./about-words.js";
import { announce } from "./announcer.js";
import { made } from "./nodes.js";

/** @typedef {import("./asking.js").Anchor} Anchor */
/** @typedef {import("./asking.js").Discussion} Discussion */

/**
 * Shows in a composer what is asked about; it goes along when the comment is sent.
 *
 * @param {HTMLFormElement} form
 * @param {Anchor} anchor
 */
export function attach(form, { block, quote }) {
  form.querySelector("[data-about]")?.remove();
  const click = () => {
    figure.remove();
    announce(aboutWords.detached);
    form.querySelector("textarea")?.focus();
  };
  const figure = made(
    "figure",
    { class: "th-part", "data-about": true },
    made("input", { type: "hidden", name: "block", value: block }),
    made("input", { type: "hidden", name: "quote", value: quote }),
    made("figcaption", {}, aboutWords.about),
    made("blockquote", { dir: "auto" }, quote),
    made("button", { class: "th-action", type: "button", click }, aboutWords.detach),
  );
  form.querySelector("label")?.before(figure);
}

/**
 * Goes to the box to write in, with what is asked about in it.
 *
 * @param {Discussion} host
 * @param {Anchor} anchor
 */
export async function ask(host, anchor) {
  await there(host);
  const form = /** @type {HTMLFormElement | null} */ (host.querySelector("[data-slot] form.th-composer"));
  if (form) attach(form, anchor);
  const kind = /** @type {HTMLSelectElement | null | undefined} */ (form?.querySelector("[name=kind]"));
  if (kind?.querySelector("[value=question]")) kind.value = "question";
  const next = form?.querySelector("textarea") ?? host.querySelector("[data-slot] :is(a, button), button, a");
  if (next instanceof HTMLElement) next.focus();
  (form ?? host).scrollIntoView({ block: "nearest" });
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

/** The link to ask about the words that are selected, where all of them stand in one part of the page. */
export class Choice {
  #put;
  /** @type {HTMLElement | undefined} */
  #chosen;

  /** @param {(there: HTMLElement, anchor: Anchor, label: string) => HTMLElement | undefined} put a link into a part, if it can be asked about */
  constructor(put) {
    this.#put = put;
  }

  /** What is selected has changed. */
  look() {
    const { there, quote = "" } = selected() ?? {};
    const has = this.#chosen?.dataset.quote ?? "";
    if (has === quote || this.#chosen?.contains(document.activeElement)) return;
    this.#chosen?.remove();
    // The next stop of the keyboard after the selection; it is seen at the foot of the window, near a thumb.
    this.#chosen = there && this.#put(there, { block: there.dataset.block ?? "", quote }, aboutWords.chosen);
    if (!this.#chosen) return;
    this.#chosen.dataset.quote = quote;
    // A press must not take the selection away before it is looked at.
    this.#chosen.addEventListener("pointerdown", (event) => event.preventDefault());
  }
}

function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const { commonAncestorContainer: all } = range;
  const within = all instanceof Element ? all : all.parentElement;
  const there = /** @type {HTMLElement | null | undefined} */ (within?.closest("[data-askable] [data-block]"));
  const said = range.toString().trim();
  return there && said ? { there, quote: said } : undefined;
}
