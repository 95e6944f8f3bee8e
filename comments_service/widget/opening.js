// What is open under a comment: one thing at most in a discussion, and the focus goes back to where it came from.

export class Opening {
  /** @type {(() => void) | undefined} */
  #undo;

  /**
   * Opens something under a comment, and closes what was open.
   *
   * @param {HTMLElement} article
   * @param {HTMLElement} part what opens
   * @param {HTMLElement} trigger what was pressed
   * @param {boolean} inPlace whether it stands where the comment's words are
   */
  open(article, part, trigger, inPlace) {
    this.close();
    article.append(part);
    article.toggleAttribute("data-editing", inPlace);
    this.#undo = () => {
      part.remove();
      article.removeAttribute("data-editing");
      trigger.focus();
    };
  }

  close() {
    this.#undo?.();
    this.forget();
  }

  /** What was open is gone, and the comment with it. */
  forget() {
    this.#undo = undefined;
  }
}
