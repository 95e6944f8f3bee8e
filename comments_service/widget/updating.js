// A part, for once something has changed: brings what is shown up to date where it stands, and says what is new and stands nowhere yet. It moves nothing.
import { commentIn, made } from "./nodes.js";
import { words } from "./words.js";

/**
 * @typedef {object} News
 * @property {string[]} fresh the comments that could be put among those that are shown
 * @property {HTMLElement[]} missing those that are shown, and do not stand on these pages any more
 * @property {number} more how many more there are in all than were shown first
 */

// As the service writes it; one comment's is never in another's. To take a thousand apart like this is a matter of a
// millisecond, and to parse them would be felt.
const COMMENT = new RegExp('<article id="comment-([^"]+)".*?</article>', "gsu");

/**
 * @param {import("./pages.js").Shown} here what is shown
 * @param {import("./pages.js").Shown} now the same pages as they are now
 * @returns {News}
 */
export function update(here, now) {
  const [before, after] = [served(here), served(now)];
  const missing = liftedStill(here.section, now.section);
  let isWhole = true;
  for (const [id, html] of before) {
    const there = commentIn(here.section, id);
    if (!there || html === after.get(id)) continue;
    const current = commentIn(now.section, id);
    if (isUsed(there)) isWhole = false;
    else if (current) replace(there, current);
    else missing.push(there);
  }
  here.section.dataset.asked = now.section.dataset.asked ?? "";
  for (const number of [".th-count", ".th-part-count"]) {
    here.section.querySelector(number)?.replaceChildren(now.section.querySelector(number)?.textContent ?? "");
  }
  const isNew = within(here, now);
  const fresh = [...after.keys()].filter((id) => !commentIn(here.section, id) && isNew(id));
  // What is used now is looked at again with the next change.
  if (isWhole) here.served = now.served;
  here.me = now.me;
  return { fresh, missing, more: now.count - here.count };
}

/**
 * Brings up to date what is at the top as well; what is new there would push all else down.
 *
 * @param {HTMLElement} here
 * @param {HTMLElement} now
 * @returns {HTMLElement[]} what is not at the top any more
 */
function liftedStill(here, now) {
  const missing = [];
  for (const there of /** @type {NodeListOf<HTMLElement>} */ (here.querySelectorAll(".th-lifted__one"))) {
    const current = now.querySelector(`.th-lifted__one[data-id="${there.dataset.id}"]`);
    if (!current) missing.push(there);
    else if (!isUsed(there) && !there.isEqualNode(current)) there.replaceWith(current);
  }
  return missing;
}

/** @param {HTMLElement} there a comment that everybody saw, and nobody does any more */
export function takeAway(there) {
  there.replaceChildren(made("p", { class: "th-comment__gone" }, words.gone));
}

/**
 * Tells what is new from what has moved up from a later page, since something before it went.
 *
 * @param {import("./pages.js").Shown} here
 * @param {import("./pages.js").Shown} now
 * @returns {(id: string) => boolean}
 */
function within(here, now) {
  const roots = /** @type {NodeListOf<HTMLElement>} */ (here.section.querySelectorAll("[data-list] > li > article"));
  const wasAll = !here.section.querySelector("[data-next]");
  const last = wasAll ? null : commentIn(now.section, [...roots].at(-1)?.dataset.id ?? "");
  return (id) => {
    const one = commentIn(now.section, id);
    const place = one && last?.parentElement?.compareDocumentPosition(one);
    return Boolean(one) && place !== Node.DOCUMENT_POSITION_FOLLOWING;
  };
}

/**
 * The comments of some pages as the service sent them, by id; with what only their author sees.
 *
 * @param {import("./pages.js").Shown} shown
 */
function served({ served: pages, me }) {
  const found = new Map(me?.mine.map((one) => [one.id, one.html]));
  for (const [html, id = ""] of pages.join("").matchAll(COMMENT)) found.set(id, html + (found.get(id) ?? ""));
  return found;
}

/**
 * @param {HTMLElement} there
 * @param {HTMLElement} current what it is now
 */
function replace(there, current) {
  const hadFocus = there === document.activeElement;
  there.replaceWith(current);
  if (hadFocus) current.focus({ preventScroll: true });
}

/**
 * Whether somebody is writing in it, about to press something, or has selected some of it.
 *
 * @param {HTMLElement} article
 */
function isUsed(article) {
  const selection = getSelection();
  const isSelected = selection?.type === "Range" && selection.containsNode(article, true);
  const hasFocus = article !== document.activeElement && article.contains(document.activeElement);
  return isSelected || hasFocus || article.querySelector("form");
}
