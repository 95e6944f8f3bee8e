// A part: what was asked before that may be the same, while somebody asks. The service finds and renders it; saying "same
// here" to one of them takes the place of asking again.
import { announce } from "./announcer.js";
import { made, parsed } from "./nodes.js";
import { similarWords } from "./similar-words.js";
import { typeInto } from "./typing.js";

// Within half a second of a letter nobody takes it for something that moved by itself.
const PAUSE = 300;

/**
 * @param {HTMLTextAreaElement} field
 * @param {HTMLFormElement} form
 * @param {import("./service.js").Service} service
 */
export function offerSimilar(field, form, service) {
  const similar = new Similar(field, form, service);
  form.addEventListener("input", () => similar.look());
  similar.look();
}

class Similar {
  #field;
  #form;
  #service;
  #box = made("div", {});
  #clock = 0;
  #shown = "";
  #asked = "";
  #isRefused = false;
  #waiting = new AbortController();

  /**
   * @param {HTMLTextAreaElement} field
   * @param {HTMLFormElement} form
   * @param {import("./service.js").Service} service
   */
  constructor(field, form, service) {
    this.#field = field;
    this.#form = form;
    this.#service = service;
    this.#box.addEventListener("click", (event) => this.#press(event));
  }

  /** Looks anew, a little after the last letter; an earlier question is not waited for any more. */
  look() {
    clearTimeout(this.#clock);
    if (!this.#field.value.trim()) this.#put([], "");
    else this.#clock = setTimeout(() => void this.#find(this.#field.value), PAUSE);
  }

  /** @param {string} text */
  async #find(text) {
    if (this.#isRefused || text === this.#asked) return;
    this.#asked = text;
    this.#waiting.abort();
    const waiting = (this.#waiting = new AbortController());
    const { status, body } = await this.#service.ask("POST", "api/v1/similar", { body: text }, waiting.signal);
    if (waiting.signal.aborted || !this.#form.isConnected) return;
    // Where it may not be asked, or not so often, nothing is missing but this.
    this.#put(status === 200 ? body.questions : [], status === 200 ? body.html : "");
  }

  /**
   * @param {string[]} questions
   * @param {string} html
   */
  #put(questions, html) {
    const shown = questions.join(" ");
    if (shown === this.#shown || this.#box.contains(document.activeElement)) return;
    this.#shown = shown;
    this.#box.remove();
    if (!shown) return;
    const none = made("button", { class: "th-action th-action--quiet", type: "button", "data-none": true }, similarWords.none);
    this.#box.replaceChildren(parsed(html), none);
    (this.#form.querySelector(".th-tools") ?? this.#field).after(this.#box);
    announce(similarWords.found(questions.length));
  }

  /** @param {MouseEvent} event */
  #press(event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const pressed = /** @type {HTMLElement} */ (event.target).closest("[data-none], [data-same], [data-discard]");
    if (!(pressed instanceof HTMLElement)) return;
    event.preventDefault();
    if (pressed.dataset.same !== undefined) void this.#same(pressed);
    else {
      // What was deleted comes back as whatever was typed does: by the browser's own "undo".
      if (pressed.dataset.discard !== undefined) typeInto(this.#field, "", 0, this.#field.value.length);
      this.#isRefused = pressed.dataset.none !== undefined;
      this.#shown = "";
      this.#box.remove();
      this.#field.focus();
    }
  }

  /** @param {HTMLElement} link */
  async #same(link) {
    const id = link.closest("[data-id]")?.getAttribute("data-id") ?? "";
    const { status, body } = await this.#service.react(id, "same-here", true);
    link.parentElement?.querySelector("[data-said]")?.remove();
    const isCounted = status === 200;
    const said = isCounted ? similarWords.counted : status >= 400 && status < 500 ? body.title : similarWords.failed;
    link.before(made("span", { "data-said": true }, said, " "));
    announce(said);
    if (!isCounted) return;
    const discard = made("button", { class: "th-action", type: "button", "data-discard": true }, similarWords.discard);
    link.replaceWith(discard);
    discard.focus();
  }
}
