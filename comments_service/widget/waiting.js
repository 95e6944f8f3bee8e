// A part: what was said without a connection. It is shown to whoever said it, and sent once there is one.
import { announce } from "./announcer.js";
import { commentIn, made } from "./nodes.js";
import { outcomeOf } from "./outcome.js";
import { send } from "./sending.js";
import { problemCode, Service } from "./service.js";
import { signInAddress } from "./sign-in.js";
import { typeInto } from "./typing.js";
import { allWaiting, inTurn, keepWaiting, noLonger } from "./waiting-store.js";
import { waitingWords } from "./waiting-words.js";

/** @typedef {import("./waiting-store.js").Waiting} Waiting */

const EVERY = 30_000;

export class WaitingRoom {
  #host;
  #room;
  /** @type {import("./pages.js").Shown | undefined} */
  #shown;
  /** @type {Map<string, string>} by id: what became of it, where it stands still for whoever reads that */
  #told = new Map();

  /**
   * @param {HTMLElement} host
   * @param {import("./room.js").Room} room
   */
  constructor(host, room) {
    this.#host = host;
    this.#room = room;
    addEventListener("online", this);
    addEventListener("storage", this);
    document.addEventListener("visibilitychange", this);
    setInterval(() => document.hidden || this.handleEvent(), EVERY);
  }

  /** There may be a connection again, or another tab has sent something. */
  handleEvent() {
    if (this.#host.isConnected) void this.#sendAll().catch(() => {});
  }

  /** @param {import("./pages.js").Shown} shown */
  furnish(shown) {
    this.#shown = shown;
    this.#show();
    this.handleEvent();
  }

  /**
   * Keeps what could not be sent.
   *
   * @param {Parameters<typeof send>[2]} draft
   * @param {import("./box.js").Purpose} purpose
   * @param {boolean} review
   * @returns {boolean} whether it is kept
   */
  later(draft, purpose, review) {
    const { me, section } = /** @type {import("./pages.js").Shown} */ (this.#shown);
    const of = { thread: section.dataset.thread ?? "", page: location.pathname, title: document.title };
    const from = { handle: me?.person?.handle ?? "", token: me?.token ?? "" };
    if (!keepWaiting({ ...draft, purpose, review, ...of, ...from, at: Date.now() })) return false;
    this.#show();
    announce(waitingWords.willSend);
    return true;
  }

  /** Mine alone: at a shared tablet nobody sees or sends another's. */
  #mine() {
    const handle = this.#shown?.me?.person?.handle;
    return handle ? allWaiting().filter((one) => one.handle === handle) : [];
  }

  async #sendAll() {
    if (!this.#mine().some((one) => !one.refused)) return this.#show();
    await inTurn(async () => {
      // Looked up once more: while this tab waited, another may have sent it.
      for (const one of this.#mine()) if (!one.refused) await this.#send(one);
    });
    this.#show();
  }

  /** @param {Waiting} one */
  async #send(one) {
    const { id } = one;
    const answer = await send(new Service(one.thread, undefined, one.token), one.purpose, one, one.review);
    const { status, body } = answer;
    if (status >= 200 && status < 300) {
      noLonger(id);
      const { sentences } = outcomeOf(body, one.purpose);
      const place = { ...one, id: body.id ?? one.id };
      this.#tell(place, [waitingWords.sent, ...sentences].join(" "));
    } else if (status === 401) this.#tell(one, waitingWords.signIn, body.sign_in);
    else if (status && status < 500 && status !== 429 && problemCode(answer) !== "person-has-changed") {
      keepWaiting({ ...one, id, refused: [body?.title ?? "", ...(body?.errors ?? []).map((/** @type {any} */ found) => found.message)].join(" ") });
      this.#show();
      announce(waitingWords.refused, body?.title ?? "");
    }
  }

  /**
   * @param {Waiting} one
   * @param {string} sentence
   * @param {string} [signIn]
   */
  #tell(one, sentence, signIn) {
    if (this.#told.get(one.id) === sentence) return;
    this.#told.set(one.id, sentence);
    this.#show();
    const isHere = one.page === location.pathname;
    const href = signIn ? signInAddress(signIn) : `${isHere ? "" : one.page}#comment-${one.id}`;
    const link = made("a", { href }, signIn ? sentence : waitingWords.read);
    const said = made("p", { class: "th-notice", "data-told": one.id }, ...(signIn ? [] : [sentence, " "]), link);
    this.#shown?.section.querySelector("[data-slot]")?.before(said);
    announce(sentence);
  }

  /** Above the box to write in, so that what is read does not move. */
  #show() {
    const section = this.#shown?.section;
    section?.querySelector("[data-waiting]")?.remove();
    const mine = this.#mine();
    if (!section || !mine.length) return;
    const items = mine.map((one) => this.#item(one));
    const list = made("ul", { class: "th-waiting", "data-waiting": true, "aria-label": waitingWords.waits }, ...items);
    section.querySelector("[data-slot]")?.before(list);
  }

  /** @param {Waiting} one */
  #item(one) {
    const row = made("div", { class: "th-composer__actions" });
    const quiet = { class: "th-button th-button--quiet", type: "button" };
    if (one.page === location.pathname) row.append(made("button", { ...quiet, click: () => this.#change(one) }, waitingWords.change));
    row.append(made("button", { ...quiet, click: () => this.#discard(one) }, waitingWords.discard));
    const state = one.refused ? `${waitingWords.refused} ${one.refused}` : waitingWords.willSend;
    const where = one.page === location.pathname ? "" : made("p", {}, made("a", { href: one.page }, one.title));
    return made("li", {}, made("p", { class: "th-waiting__state" }, state), where, made("blockquote", { dir: "auto" }, one.body), row);
  }

  /** @param {Waiting} one */
  #discard(one) {
    noLonger(one.id);
    this.#show();
    announce(waitingWords.discarded);
    this.#room.focusComposer();
  }

  /**
   * Puts it back into a box to write in, where it is a draft again before it waits no more.
   *
   * @param {Waiting} one
   */
  async #change(one) {
    const { edit, parent } = one.purpose;
    const about = edit ?? parent;
    const link = about && commentIn(this.#host, about)?.querySelector("a");
    if (about && link) await this.#room.write(about, link, Boolean(edit));
    const field = (about && commentIn(this.#host, about)?.querySelector("textarea")) || this.#host.querySelector("[data-slot] textarea");
    if (!(field instanceof HTMLTextAreaElement)) return;
    const unnamed = /** @type {HTMLInputElement | null} */ (field.form?.querySelector("[name=anonymous]") ?? null);
    if (one.anonymous && unnamed) unnamed.checked = true;
    const before = field.value.trim() ? `${field.value}\n\n` : "";
    typeInto(field, before + one.body, 0, field.value.length);
    noLonger(one.id);
    this.#show();
  }
}
