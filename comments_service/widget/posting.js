// A part: what it takes to post, at once or when there is a connection again. It comes once somebody means to write, or
// something waits.
import { announce } from "./announcer.js";
import { Box } from "./box.js";
import { Composer } from "./composer.js";
import { Drafts } from "./drafts.js";
import { inlineForm } from "./inline.js";
import { commentIn, parsed } from "./nodes.js";
import { outcomeOf } from "./outcome.js";
import { tellAt } from "./places.js";
import { postingWords } from "./posting-words.js";
import { browserStorage } from "./storage.js";
import { WaitingRoom } from "./waiting.js";
import { words } from "./words.js";

/** @typedef {import("./service.js").Me} Me */

export class Posting {
  #host;
  #room;
  #waiting;
  #drafts = new Drafts(browserStorage(), Date.now, browserStorage("sessionStorage"));
  /** @type {import("./pages.js").Shown | undefined} */
  #shown;

  /**
   * @param {HTMLElement} host
   * @param {import("./room.js").Room} room
   */
  constructor(host, room) {
    this.#host = host;
    this.#room = room;
    this.#waiting = new WaitingRoom(host, room);
  }

  /** @param {import("./pages.js").Shown} shown */
  furnish(shown) {
    this.#shown = shown;
    this.#waiting.furnish(shown);
  }

  /**
   * Takes a form over from where it was held.
   *
   * @param {HTMLFormElement} form
   * @param {Me} me
   */
  take(form, me) {
    return this.#composer(form, {}, me);
  }

  /**
   * Opens a form under a comment, to reply to it or to change it.
   *
   * @param {string} id
   * @param {HTMLElement} trigger what was pressed, where the focus comes back to
   * @param {boolean} isEdit
   */
  write(id, trigger, isEdit) {
    const article = commentIn(this.#host, id);
    const me = this.#shown?.me;
    // As the service renders it: the one above has got tools, and perhaps what was wrong with what is written there.
    const form = me && /** @type {HTMLFormElement | null} */ (parsed(me.composer).querySelector("form.th-composer"));
    if (!article || !form) {
      // Where the discussion has closed, what was returned can still be changed: on the page that the link leads to.
      if (isEdit && trigger instanceof HTMLAnchorElement) location.assign(trigger.href);
      else this.#room.focusComposer();
      return;
    }
    const name = article.querySelector(".th-comment__name")?.textContent ?? "";
    const [label, button] = isEdit
      ? [postingWords.edit, postingWords.save]
      : [postingWords.replyTo(name), postingWords.postReply];
    const purpose = isEdit ? { edit: id } : { parent: id };
    const { opening } = this.#room;
    opening.open(article, inlineForm(form, purpose, label, button, () => opening.close()), trigger, isEdit);
    const said = isEdit ? me.mine.find((one) => one.id === id)?.body : "";
    this.#composer(form, purpose, me, said).focus();
  }

  /**
   * @param {HTMLFormElement} form
   * @param {import("./box.js").Purpose} purpose
   * @param {Me} me
   * @param {string} [said]
   */
  #composer(form, purpose, me, said) {
    const service = this.#room.service.from(me.token);
    const box = new Box(form, purpose, { service, drafts: this.#drafts, me }, said);
    return new Composer(box, { posted: this.#posted, later: this.#later });
  }

  /** @type {import("./composer.js").Ways["later"]} */
  #later = (...what) => {
    const isKept = this.#waiting.later(...what);
    if (isKept) this.#room.opening.close();
    return isKept;
  };

  /** @type {import("./composer.js").Ways["posted"]} */
  #posted = async (comment, purpose) => {
    const { held, sentences } = outcomeOf(comment, purpose);
    if (await this.#room.show(comment.id)) announce(...sentences);
    else {
      this.#room.opening.close();
      tellAt(this.#host, [...sentences, words.notShown].join(" "));
    }
    const detail = { id: comment.id, held };
    this.#host.dispatchEvent(new CustomEvent("townhall:posted", { bubbles: true, detail }));
  };
}
