// Sends what is written in a box, once; says what is wrong with it, and what can be done about that.
import { announce } from "./announcer.js";
import { inTime, onDemand } from "./parts.js";
import { refusalBox } from "./refusal.js";
import { isAway, placeOf, send } from "./sending.js";
import { typeInto } from "./typing.js";
import { words } from "./words.js";

const COOLING = 10 * 60_000;

/** @typedef {Parameters<typeof send>[2]} Draft */
/** @typedef {import("./box.js").Purpose} Purpose */
/**
 * What becomes of what is sent.
 * @typedef {object} Ways
 * @property {(comment: any, purpose: Purpose) => Promise<void>} posted
 * @property {(draft: Draft, purpose: Purpose, review: boolean) => boolean} later keeps it until there is a connection, if it can
 */

export class Composer {
  #box;
  #form;
  #field;
  #button;
  #service;
  #ways;
  #busy = false;
  /** What its author said of which words: that they mean heated ones so, or want a facilitator to look. */
  #said = { body: "", review: false, cooled: false };

  /**
   * @param {import("./box.js").Box} box
   * @param {Ways} ways
   */
  constructor(box, ways) {
    this.#box = box;
    this.#form = box.form;
    this.#field = box.field;
    this.#service = box.service;
    this.#ways = ways;
    this.#button = /** @type {HTMLButtonElement} */ (box.form.querySelector("[type=submit]"));
    this.#setBusy(false);
    const { until } = box.kept ?? {};
    if (until) void this.#cool(until);
    // Whoever goes on writing has looked at it again.
    this.#form.addEventListener("input", () => this.#form.querySelector("[data-cooling]")?.remove());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(event.submitter);
    });
    this.#form.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
      if (key === "Enter" && (ctrlKey || metaKey)) this.#form.requestSubmit(this.#button);
    });
  }

  focus() {
    this.#box.focus();
  }

  /**
   * Does what a button of the form is for.
   *
   * @param {HTMLElement | null} button
   */
  submit(button) {
    this.#form.querySelector("[data-missing]")?.remove();
    if (button?.getAttribute("name") === "preview") void this.#preview();
    else void this.#send(false);
  }

  async #preview() {
    const part = await onDemand(() => import("./preview.js"), this.#field);
    part?.showPreview(this.#form, this.#field, this.#service);
  }

  /**
   * Keeps heated words for a while; changing them is one way to go on.
   *
   * @param {number} until
   */
  async #cool(until) {
    this.#box.keep({ until });
    // Where the part does not come, they are a draft like any other, and nothing was sent.
    const part = await inTime(import("./cooling.js"));
    const box = part?.coolingBox(until, {
      post: () => this.#send(false, true),
      change: () => this.#lookAgain(this.#field.value),
      discard: () => this.#lookAgain(""),
    });
    this.#form.querySelector(".th-refusal")?.remove();
    if (box) this.#field.after(box);
    return box;
  }

  /** @param {string} body */
  #lookAgain(body) {
    // It is kept by what is typed.
    typeInto(this.#field, body, 0, this.#field.value.length);
  }

  #keepForNow = async () => {
    const box = await this.#cool(Date.now() + COOLING);
    announce(box?.querySelector("p")?.textContent ?? "");
    box?.querySelector("button")?.focus();
  };

  /**
   * @param {boolean} review
   * @param {boolean} [cooled] the author has been asked whether they mean it so
   */
  async #send(review, cooled = false) {
    if (this.#busy) return;
    this.#setBusy(true);
    const body = this.#field.value;
    // Whoever tries once more, after a connection was lost, has answered already for these very words.
    const said = this.#said.body === body ? this.#said : { review: false, cooled: false };
    this.#said = { body, review: review || said.review, cooled: cooled || said.cooled };
    const draft = { ...this.#box.draft(), ...this.#choices(), cooled: this.#said.cooled };
    const { purpose } = this.#box;
    const answer = await send(this.#service, purpose, draft, this.#said.review);
    this.#setBusy(false);
    this.#form.querySelector(".th-refusal")?.remove();
    const isPosted = answer.status >= 200 && answer.status < 300;
    const later = () => this.#ways.later(draft, purpose, this.#said.review) && this.#done();
    if (isPosted) this.#done();
    else if (answer.status || !isAway() || !later()) return this.#refused(answer, later);
    if (isPosted) await this.#ways.posted(answer.body, purpose);
  }

  /** What goes along with the words, and is chosen anew for each comment. */
  #choices() {
    const { official, anonymous, guidelines } = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(this.#form)));
    return { official: Boolean(official), anonymous: Boolean(anonymous), guidelines };
  }

  #done() {
    this.#form.querySelector(".th-refusal")?.remove();
    this.#box.empty();
    const official = /** @type {HTMLInputElement | null} */ (this.#form.querySelector("[name=official]"));
    if (official) official.checked = false;
    return true;
  }

  /**
   * Somebody else is signed in by now, and says that it is to be from them.
   *
   * @param {string} token
   */
  #sendFrom = (token) => {
    this.#service = this.#service.from(token);
    void this.#send(false);
  };

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.#form.setAttribute("aria-busy", String(busy));
    // Nothing is known to be wrong with it, until an answer says so.
    this.#field.removeAttribute("aria-invalid");
    // Not `disabled`: that takes the focus away from whoever pressed it.
    this.#button.setAttribute("aria-disabled", String(busy));
    // What is typed while it is on its way would be lost when it has arrived.
    this.#field.readOnly = busy;
  }

  /**
   * @param {import("./service.js").Answer} answer
   * @param {() => boolean} sendLater
   */
  async #refused(answer, sendLater) {
    const failed = answer.status === 0 || answer.status >= 500;
    if (failed) this.#button.textContent = words.again;
    if (answer.status === 401) document.dispatchEvent(new CustomEvent("townhall:person", { detail: null }));
    this.#field.setAttribute("aria-invalid", String(!failed));
    const ways = {
      askReview: () => this.#send(true),
      postAnyway: () => this.#send(false, true),
      keepForNow: this.#keepForNow,
      sendLater,
      sendFrom: this.#box.purpose.edit ? undefined : this.#sendFrom,
    };
    const box = await refusalBox(answer, this.#field, ways, placeOf(this.#box.purpose));
    this.#field.after(box);
    box.scrollIntoView({ block: "nearest" });
    announce(...Array.from(box.querySelectorAll("p, li"), (part) => part.textContent ?? ""));
  }
}
