// Hears when others would see something else: by a stream of events, or by asking from time to time where none comes.

const SILENT = 15_000;
const EVERY = 30_000;

export class Live {
  #address;
  #changed;
  /** @type {EventSource | undefined} */
  #source;
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
    this.#source = new EventSource(this.#address);
    this.#source.addEventListener("version", ({ data }) => this.#hear(JSON.parse(data).version));
    // It connects again by itself, unless it was told not to.
    this.#source.addEventListener("error", () => this.#source?.readyState === EventSource.CLOSED && this.#ask());
    // What is between may keep a stream to itself.
    this.#timer = setTimeout(() => this.#ask(), SILENT);
  }

  stop() {
    document.removeEventListener("visibilitychange", this);
    this.#close();
  }

  #close() {
    this.#source?.close();
    // Both kinds of timer are of one list (HTML, section 8.6).
    clearInterval(this.#timer);
  }

  /** @param {string} version */
  #hear(version) {
    clearInterval(this.#timer);
    if (version === this.#heard) return;
    this.#heard = version;
    this.#changed();
  }

  #ask() {
    this.#close();
    this.#heard = "";
    this.#changed();
    this.#timer = setInterval(this.#changed, EVERY);
  }
}
