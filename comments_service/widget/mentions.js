// A part: names to choose from once somebody has typed "@" and how a name begins. The list is told of as that of a combobox
// is (ARIA 1.2), but for the role: a field of several lines keeps its own (ARIA in HTML).
import { announce } from "./announcer.js";
import { mentionWords } from "./mention-words.js";
import { made } from "./nodes.js";
import { typeInto } from "./typing.js";

/** @typedef {{handle: string, name: string, site: string}} Colleague */

// As the service takes a mention: at a beginning, and of at most two words until it is one.
const BEGUN = /(?<![\p{L}\p{N}._+\-\/@&=])@([\p{L}\p{N}][\p{L}\p{N}.\x27’-]*(?: [\p{L}\p{N}.\x27’-]+)?)$/u;
// Whoever types fast is not asked about at each letter.
const PAUSE = 150;

/**
 * @param {HTMLTextAreaElement} field in which somebody has just begun a name
 * @param {import("./service.js").Service} service
 */
export function offerNames(field, service) {
  const names = new Names(field, service);
  field.addEventListener("input", () => names.look());
  field.addEventListener("keydown", (event) => names.press(event));
  field.addEventListener("blur", () => names.close());
  names.look();
}

export class Names {
  #field;
  #service;
  #list = made("ul", { class: "th-names", role: "listbox", "aria-label": mentionWords.people });
  /** @type {Colleague[]} */
  #people = [];
  #at = 0;
  #clock = 0;

  /**
   * @param {HTMLTextAreaElement} field
   * @param {import("./service.js").Service} service
   */
  constructor(field, service) {
    this.#field = field;
    this.#service = service;
    this.#list.id = `${field.id}-names`;
    // The focus stays in the field, and with it a phone's keyboard.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    field.setAttribute("aria-autocomplete", "list");
  }

  /** Looks whether a name has begun before the caret, and for whom it may be. */
  look() {
    clearTimeout(this.#clock);
    const begins = this.#begun();
    if (!begins) this.close();
    else this.#clock = setTimeout(() => void this.#find(begins), PAUSE);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
    if (!this.#people.length || ctrlKey || metaKey || altKey || shiftKey || isComposing) return;
    if (key === "ArrowDown" || key === "ArrowUp") this.#goTo(this.#at + (key === "ArrowDown" ? 1 : -1));
    else if (key === "Enter" || key === "Tab") this.#take(this.#at);
    else if (key === "Escape") this.close();
    else return;
    event.preventDefault();
    // Escape puts away this list, and not the reply that it stands in.
    event.stopPropagation();
  }

  close() {
    clearTimeout(this.#clock);
    this.#people = [];
    this.#list.remove();
    this.#field.removeAttribute("aria-controls");
    this.#field.removeAttribute("aria-activedescendant");
  }

  #begun() {
    const { value, selectionStart, selectionEnd } = this.#field;
    return selectionStart === selectionEnd ? BEGUN.exec(value.slice(0, selectionStart))?.[1] : undefined;
  }

  /** @param {string} begins */
  async #find(begins) {
    const { status, body } = await this.#service.ask("GET", `api/v1/people?begins=${encodeURIComponent(begins)}`);
    // What comes late is for what stood there then.
    if (begins !== this.#begun() || document.activeElement !== this.#field) return;
    if (status === 200 && body.people.length) this.#show(body.people);
    else this.close();
  }

  /** @param {Colleague[]} people */
  #show(people) {
    this.#people = people;
    this.#list.replaceChildren(
      ...people.map(({ name, site }, place) => {
        const option = { role: "option", id: `${this.#list.id}-${place}`, class: "th-names__one", click: () => this.#take(place) };
        return made("li", option, made("span", { class: "th-names__name", dir: "auto" }, name), " ", site);
      }),
    );
    this.#field.after(this.#list);
    this.#field.setAttribute("aria-controls", this.#list.id);
    this.#goTo(0);
    announce(mentionWords.found(people.length));
  }

  /** @param {number} place */
  #goTo(place) {
    const options = [...this.#list.children];
    this.#at = (place + options.length) % options.length;
    for (const [at, option] of options.entries()) option.setAttribute("aria-selected", String(at === this.#at));
    const option = /** @type {Element} */ (options[this.#at]);
    this.#field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} place */
  #take(place) {
    const handle = this.#people[place]?.handle;
    const begins = this.#begun();
    this.close();
    if (!handle || !begins) return;
    const end = this.#field.selectionStart;
    typeInto(this.#field, `@${handle} `, end - begins.length - 1, end);
  }
}
