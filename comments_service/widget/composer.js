// One form to write in: a comment, a reply or a change. Keeps the draft, sends it once, says what is wrong.
import { announce } from "./announcer.js";
import { anchorIn, attachAgain, equip, grow } from "./equipment.js";
import { inTime } from "./parts.js";
import { refusalBox } from "./refusal.js";
import { isAway, isSaid, placeOf, send } from "./sending.js";
import { typeInto } from "./typing.js";
import { uuidv7 } from "./uuid.js";
import { words } from "./words.js";

const COOLING = 10 * 60_000;

/** @typedef {import("./sending.js").Purpose} Purpose */
/**
 * What a composer needs of the room it stands in.
 * @typedef {object} Surroundings
 * @property {import("./service.js").Service} service sends what it sends from that person
 * @property {import("./drafts.js").Drafts} drafts
 * @property {import("./service.js").Me} me whose drafts these are: at a shared tablet nobody sees another's
 * @property {(comment: any, purpose: Purpose) => Promise<void>} posted
 * @property {(draft: Parameters<typeof send>[2], purpose: Purpose, review: boolean) => Promise<boolean>} later keeps it until there is a connection, if it can
 */

export class Composer {
  #form;
  #purpose;
  #room;
  #service;
  #field;
  #button;
  #official;
  #unnamed;
  #kind;
  #key;
  #id;
  #busy = false;
  /** What its author said of which words: that they mean heated ones so, or want a facilitator to look. */
  #said = { body: "", review: false, cooled: false };

  /**
   * @param {HTMLFormElement} form as the service renders it
   * @param {Purpose} purpose
   * @param {Surroundings} room
   * @param {string} [body] what is there to begin with, unless there is a draft
   */
  constructor(form, purpose, room, body = "") {
    this.#form = form;
    this.#purpose = purpose;
    this.#room = room;
    this.#service = room.service;
    this.#field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
    this.#button = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
    this.#official = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=official]"));
    this.#unnamed = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=anonymous]"));
    // A change leaves a comment what it was, and a reply is one.
    const choices = `label:has([name=kind]${purpose.edit ? ", [name=official], [name=anonymous]), #th-unnamed" : ")"}`;
    if (purpose.edit || purpose.parent) for (const one of form.querySelectorAll(choices)) one.remove();
    this.#kind = /** @type {HTMLSelectElement | null} */ (form.querySelector("[name=kind]"));
    const about = purpose.edit ? `edit-${purpose.edit}` : (purpose.parent ?? "");
    this.#key = [room.me.person?.handle, form.dataset.thread, about].join(":");
    if (isSaid(room.drafts.read(this.#key), room.me.mine)) room.drafts.forget(this.#key);
    const draft = room.drafts.read(this.#key);
    this.#field.value = draft?.body ?? body;
    this.#id = draft?.id ?? uuidv7();
    // Whoever began without their name goes on so, whatever happened to the page meanwhile.
    if (draft?.unnamed && this.#unnamed) this.#unnamed.checked = true;
    if (draft?.kind && this.#kind) this.#kind.value = draft.kind;
    for (const choice of [this.#unnamed, this.#kind]) choice?.addEventListener("change", () => this.#keep());
    equip(form, this.#field, room.service);
    this.#setBusy(false);
    if (draft?.until) void this.#cool(draft.until);
    if (draft?.anchor) void attachAgain(form, draft.anchor);
    this.#field.addEventListener("input", () => this.#keep());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(false);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(this.#button);
    });
  }

  focus() {
    this.#field.focus();
    grow(this.#field);
  }

  #keep() {
    grow(this.#field);
    // Whoever goes on writing has looked at it again.
    this.#form.querySelector("[data-cooling]")?.remove();
    if (this.#field.value.trim()) this.#id = this.#room.drafts.keep(this.#key, this.#draft());
    else this.#room.drafts.forget(this.#key);
  }

  #draft() {
    const unnamed = this.#unnamed?.checked && { unnamed: true };
    return { id: this.#id, body: this.#field.value, ...unnamed, kind: this.#kind?.value, ...anchorIn(this.#form) };
  }

  /**
   * Keeps heated words for a while; changing them is one way to go on.
   *
   * @param {number} until
   */
  async #cool(until) {
    this.#room.drafts.keep(this.#key, { ...this.#draft(), until });
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
    const guidelines = /** @type {HTMLInputElement | null} */ (this.#form.querySelector("[name=guidelines]"))?.value;
    const how = { official: this.#official?.checked ?? false, anonymous: this.#unnamed?.checked ?? false };
    const draft = { ...this.#draft(), ...how, guidelines, cooled: this.#said.cooled };
    const answer = await send(this.#service, this.#purpose, draft, this.#said.review);
    this.#setBusy(false);
    this.#form.querySelector(".th-refusal")?.remove();
    const isPosted = answer.status >= 200 && answer.status < 300;
    const later = async () => (await this.#room.later(draft, this.#purpose, this.#said.review)) && this.#done();
    if (isPosted) this.#done();
    else if (answer.status || !isAway() || !(await later())) return this.#refused(answer, later);
    if (isPosted) await this.#room.posted(answer.body, this.#purpose);
  }

  #done() {
    this.#form.querySelector(".th-refusal")?.remove();
    this.#room.drafts.forget(this.#key);
    this.#field.value = "";
    if (this.#official) this.#official.checked = false;
    this.#id = uuidv7();
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
   * @param {() => Promise<boolean>} sendLater
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
      sendFrom: this.#purpose.edit ? undefined : this.#sendFrom,
    };
    const box = await refusalBox(answer, this.#field, ways, placeOf(this.#purpose));
    this.#field.after(box);
    box.scrollIntoView({ block: "nearest" });
    announce(...Array.from(box.querySelectorAll("p, li"), (part) => part.textContent ?? ""));
  }
}
