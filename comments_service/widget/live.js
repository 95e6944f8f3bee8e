// Hears when others would see something else: by a stream of events, or by asking from time to time while none comes.
import { listenAgain } from "./returning.js";

const SILENT = 15_000;
const EVERY = 30_000;

export class Live {
  #address;
  #changed;
  #end = () => {};
  #heard = "";
  #timer = 0;

  /**
   * @param {string} address
   * @param {() => void} changed something may be otherwise; called once at first
   */
  constructor(address, changed) {
    this.#address = address;
    this.#changed = changed;
    document.addEventListener("visibilitychange", this);
    this.handleEvent();
  }

  /** Where nobody looks, nothing is kept open and nothing is asked. */
  handleEvent() {
    this.#close();
    if (document.hidden) return;
    this.#end = listenAgain(
      this.#address,
      "version",
      ({ version }) => this.#hear(version),
      () => this.#ask(),
    );
    // What is between may keep a stream to itself, and then does so each time.
    this.#timer = setTimeout(() => {
      this.#end();
      this.#ask();
    }, SILENT);
  }

  stop() {
    document.removeEventListener("visibilitychange", this);
    this.#close();
  }

  #close() {
    this.#end();
    this.#rest();
  }

  #rest() {
    // Both kinds of timer are of one list (HTML, section 8.6).
    clearInterval(this.#timer);
  }

  /** @param {string} version */
  #hear(version) {
    this.#rest();
    if (version === this.#heard) return;
    this.#heard = version;
    this.#changed();
  }

  #ask() {
    this.#rest();
    this.#heard = "";
    this.#changed();
    this.#timer = setInterval(this.#changed, EVERY);
  }
}
