// What changes while one is at the desk: how much waits, and who is on what. Nothing under the pointer or the focus moves.
import { listenAgain } from "../widget/returning.js";
import { deskWords } from "./desk-words.js";

const NAME = "townhall-desk";
const ASK = "what was heard last?";

/**
 * @typedef {{queues: Record<string, {open: number, overdue: number}>, claims: {comment: string, by: string, mine: boolean}[]}} Desk
 */

export class Live {
  /** @type {Desk | undefined} */
  #desk;
  // Browsers have few connections for each site, and each page at the desk would keep one: one page listens for all.
  #pages = new BroadcastChannel(NAME);
  #listens = false;

  /** @param {string} base */
  constructor(base) {
    this.#pages.addEventListener("message", ({ data }) => {
      if (data !== ASK) this.#heard(data);
      else if (this.#listens && this.#desk) this.#pages.postMessage(this.#desk);
    });
    this.#pages.postMessage(ASK);
    // Held until this page is gone; then another one's turn comes.
    const listen = () => new Promise(() => this.#listen(base));
    if (navigator.locks) void navigator.locks.request(NAME, listen);
    else void listen();
    for (const left of ["pointerout", "focusout"]) {
      document.addEventListener(left, (event) => {
        if (/** @type {Element} */ (event.target).closest?.(".th-desk-nav")) setTimeout(() => this.show());
      });
    }
  }

  /** @param {string} base */
  #listen(base) {
    this.#listens = true;
    listenAgain(`${base}admin/live`, "desk", (desk) => {
      this.#pages.postMessage(desk);
      this.#heard(desk);
    });
  }

  /** @param {Desk} desk */
  #heard(desk) {
    this.#desk = desk;
    this.show();
  }

  forget() {
    this.#desk = undefined;
  }

  /** Shows what was heard last. */
  show() {
    if (!this.#desk) return;
    const { queues, claims } = this.#desk;
    const nav = document.querySelector(".th-desk-nav");
    if (nav && !nav.matches(":hover, :focus-within")) {
      for (const tab of nav.querySelectorAll("[data-queue]")) showCount(tab, queues[tab.getAttribute("data-queue") ?? ""]);
    }
    showNew(queues);
    for (const row of document.querySelectorAll("[data-row]")) {
      const claim = claims.find((one) => one.comment === row.getAttribute("data-row") && !one.mine);
      setText(row.querySelector("[data-claim]"), claim ? deskWords.isOnThis(claim.by).replace(/\.$/u, "") : "");
    }
  }
}

/**
 * @param {Element} tab
 * @param {{open: number, overdue: number} | undefined} count
 */
function showCount(tab, count) {
  if (!count) return;
  setText(tab.querySelector("[data-open]"), String(count.open));
  const late = tab.querySelector("[data-overdue]");
  late?.toggleAttribute("hidden", !count.overdue);
  setText(late?.querySelector("[data-number]"), String(count.overdue));
}

/** @param {Desk["queues"]} queues */
function showNew(queues) {
  const desk = document.querySelector("[data-desk][data-open]");
  const count = queues[desk?.getAttribute("data-queue") ?? ""];
  if (!desk || !count) return;
  document.title = document.title.replace(/^(?:\(\d+\) )?/u, count.open ? `(${count.open}) ` : "");
  const more = count.open - Number(desk.getAttribute("data-open"));
  const line = desk.querySelector("[data-new]");
  line?.toggleAttribute("hidden", more <= 0);
  if (more > 0) setText(line?.querySelector("[data-number]"), String(more));
}

/**
 * @param {Element | null | undefined} node
 * @param {string} text
 */
function setText(node, text) {
  // Untouched where nothing changed: a selection in it stays, and nothing is spoken twice.
  if (node && node.textContent !== text) node.textContent = text;
}
