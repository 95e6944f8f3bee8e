// The page behind the next link, fetched before it is asked for. Looking ahead claims nothing: see queue_page.py.

const FRESH = 15_000;

export class LookingAhead {
  /** @type {{address: string, at: number, page: Promise<string>} | undefined} */
  #ahead;

  /** @param {string} address */
  look(address) {
    if (this.#ahead?.address === address && Date.now() - this.#ahead.at < FRESH) return;
    const page = fetch(address, { headers: { accept: "text/html", "x-townhall-looks-ahead": "1" } }).then((answer) =>
      answer.ok && !answer.redirected ? answer.text() : "",
    );
    this.#ahead = { address, at: Date.now(), page: page.catch(() => "") };
  }

  /**
   * The page, if it was looked at a moment ago; "" if not. What was seen once is old afterwards.
   *
   * @param {string} address
   */
  async seen(address) {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead?.address === address && Date.now() - ahead.at < FRESH ? await ahead.page : "";
  }

  forget() {
    this.#ahead = undefined;
  }
}
