// Parts of the widget that are fetched by themselves: whoever wants one goes on without it where it does not come.
import { announce } from "./announcer.js";
import { made } from "./nodes.js";
import { words } from "./words.js";

const AT_MOST = 4_000;

/**
 * A part, or nothing where it does not come in time.
 *
 * @template T
 * @param {Promise<T>} fetched
 * @returns {Promise<T | undefined>}
 */
export function inTime(fetched) {
  const late = new Promise((give) => setTimeout(give, AT_MOST));
  return Promise.race([fetched, /** @type {Promise<undefined>} */ (late)]).catch(() => undefined);
}

/**
 * Brings something when it is wanted first; where it did not come, anew the next time.
 *
 * @template T
 * @param {() => Promise<T>} bring
 * @returns {() => Promise<T>}
 */
export function once(bring) {
  /** @type {Promise<T> | undefined} */
  let coming;
  return () => {
    coming ??= bring().catch((fault) => {
      coming = undefined;
      throw fault;
    });
    return coming;
  };
}

/**
 * A part, or nothing where it does not come: that is said, and all else goes on as before. The text is a draft, so
 * nothing is lost by loading the page once more, which is what a browser needs to fetch a module again.
 *
 * @template T
 * @param {() => Promise<T>} fetched
 * @param {HTMLTextAreaElement} field
 * @returns {Promise<T | undefined>}
 */
export async function onDemand(fetched, field) {
  try {
    return await fetched();
  } catch {
    tellMissing(field, words.partMissing);
    return undefined;
  }
}

/**
 * @param {HTMLTextAreaElement} field below which it is said
 * @param {string} sentence
 */
export function tellMissing(field, sentence) {
  field.form?.querySelector("[data-missing]")?.remove();
  field.after(made("p", { class: "th-notice", "data-missing": true }, sentence));
  announce(sentence);
}
