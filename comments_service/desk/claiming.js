// While a comment is open and somebody is there, colleagues see that they are on it. See moderation/claim.py.
import { deskWords } from "./desk-words.js";

const RENEWED = 30_000;

export class Claiming {
  #base;
  #comment = "";
  #at = 0;

  /** @param {string} base */
  constructor(base) {
    this.#base = base;
    setInterval(() => this.#renew(), RENEWED);
    window.addEventListener("focus", () => this.#renew());
    window.addEventListener("pagehide", () => this.#giveUp());
    window.addEventListener("pageshow", () => this.opened(true));
  }

  /** @param {boolean} isNew whether the service does not know yet that it is open */
  opened(isNew) {
    const comment = document.querySelector("[data-item]")?.getAttribute("data-item") ?? "";
    if (comment !== this.#comment) this.#giveUp();
    this.#comment = comment;
    this.#at = Date.now();
    if (isNew) void this.#claim();
  }

  #renew() {
    const isThere = document.visibilityState === "visible" && document.hasFocus();
    if (isThere && Date.now() - this.#at >= RENEWED - 1000) void this.#claim();
  }

  async #claim() {
    const comment = this.#comment;
    if (!comment) return;
    this.#at = Date.now();
    try {
      const answer = await fetch(`${this.#base}admin/api/claims/${comment}`, { method: "PUT" });
      if (answer.ok && comment === this.#comment) show(await answer.json());
    } catch {
      // It is a courtesy: the next time will do.
    }
  }

  #giveUp() {
    if (!this.#comment) return;
    const address = `${this.#base}admin/api/claims/${this.#comment}`;
    fetch(address, { method: "DELETE", keepalive: true }).catch(() => {});
    this.#comment = "";
  }
}

/** @param {{mine: boolean, by: string}} claim */
function show({ mine, by }) {
  const line = document.querySelector("[data-claim-line]");
  if (!(line instanceof HTMLElement)) return;
  line.hidden = mine;
  line.textContent = mine ? "" : deskWords.isOnThis(by);
}
