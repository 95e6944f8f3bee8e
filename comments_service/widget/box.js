// A box to write in: what is written is a draft from its first letter on, and is there again with all that was chosen.
import { keyOf } from "./holding.js";
import { made } from "./nodes.js";
import { inTime, onDemand } from "./parts.js";
import { isSaid } from "./said.js";
import { uuidv7 } from "./uuid.js";

/** @typedef {{parent?: string, edit?: string}} Purpose a reply to `parent`, a change of `edit`, or neither */
/**
 * What a box needs of the room it stands in.
 * @typedef {object} Surroundings
 * @property {import("./service.js").Service} service sends what it sends from that person
 * @property {import("./drafts.js").Drafts} drafts
 * @property {import("./service.js").Me} me whose drafts these are
 */

export class Box {
  #drafts;
  #key;
  #id;

  /**
   * @param {HTMLFormElement} form as the service renders it; with what was typed before this came, see holding.js
   * @param {Purpose} purpose
   * @param {Surroundings} room
   * @param {string} [body] what is there to begin with, unless there is a draft
   */
  constructor(form, purpose, { service, drafts, me }, body = "") {
    this.form = form;
    this.purpose = purpose;
    this.service = service;
    this.field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
    this.#drafts = drafts;
    this.#key = keyOf(me, form, purpose.edit ? `edit-${purpose.edit}` : purpose.parent);
    const held = /** @type {HTMLInputElement} */ (form.elements.namedItem("id")).value;
    const came = Number(form.dataset.came ?? Infinity);
    if (isSaid(drafts.read(this.#key, held, came), me.mine)) drafts.forget(this.#key);
    const draft = drafts.read(this.#key, held, came);
    this.#id = draft?.id ?? uuidv7();
    if (draft) this.#restore(draft);
    const typed = draft?.id === held ? "" : this.field.value.trim() && this.field.value;
    const text = [draft?.body ?? body, typed].filter(Boolean).join("\n\n");
    // Put there anew, it would move the caret.
    if (text && text !== this.field.value) this.field.value = text;
    if (typed) {
      this.keep();
      drafts.drop(this.#key, held);
    }
    form.addEventListener("input", () => this.keep());
    if (document.activeElement === this.field) {
      grow(this.field);
      void this.#makeReady();
    } else this.field.addEventListener("focus", () => void this.#makeReady(), { once: true });
  }

  /** What is kept of it. */
  get kept() {
    return this.#drafts.read(this.#key);
  }

  /** What is written, as it is sent. */
  draft() {
    const { block, quote, anonymous, kind } = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(this.form)));
    const anchor = block && quote !== undefined && { anchor: { block, quote } };
    return { id: this.#id, body: this.field.value, ...(anonymous && { unnamed: true }), ...(kind && { kind }), ...anchor };
  }

  /** @param {{until?: number}} [more] */
  keep(more) {
    grow(this.field);
    if (this.field.value.trim()) this.#id = this.#drafts.keep(this.#key, { ...this.draft(), ...more });
    else this.#drafts.forget(this.#key);
  }

  /** It is sent, or waits to be: what is written here next is another comment. */
  empty() {
    this.#drafts.forget(this.#key);
    this.field.value = "";
    this.#id = uuidv7();
  }

  focus() {
    this.field.focus();
    grow(this.field);
  }

  /**
   * Whoever began without their name goes on so, whatever happened to the page meanwhile.
   *
   * @param {import("./drafts.js").Draft} draft
   */
  #restore({ unnamed, kind, anchor }) {
    const named = /** @type {HTMLInputElement | null} */ (this.form.querySelector("[name=anonymous]"));
    if (unnamed && named) named.checked = true;
    const kinds = /** @type {HTMLSelectElement | null} */ (this.form.querySelector("[name=kind]"));
    if (kind && kinds) kinds.value = kind;
    if (!anchor) return;
    // It goes along even where what shows it does not come.
    const inputs = Object.entries(anchor).map(([name, value]) => made("input", { type: "hidden", name, value }));
    this.form.prepend(made("div", { hidden: true, "data-about": true }, ...inputs));
    void inTime(import("./about.js")).then((part) => part?.attach(this.form, anchor));
  }

  /** What makes writing easier. Its place is there at once, so that nothing moves when it comes. */
  async #makeReady() {
    const row = /** @type {HTMLElement | null} */ (this.form.querySelector(".th-tools")) ?? made("div", { class: "th-tools" });
    if (!row.isConnected) this.field.after(row);
    const part = await onDemand(() => import("./writing.js"), this.field);
    if (part) part.bringTools(this.field, row, this.service);
    else row.remove();
  }
}

/**
 * As high as its text, where the browser does not do so by itself (CSS `field-sizing`).
 *
 * @param {HTMLTextAreaElement} field
 */
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  while (field.scrollHeight > field.clientHeight && field.rows < 20) field.rows += 1;
}
