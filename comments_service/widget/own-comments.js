// Puts what only I see among what everybody sees: my comments that wait or were removed, and what I may do.
import { commentIn, made, parsed, reveal } from "./nodes.js";

/**
 * @param {HTMLElement} section the discussion
 * @param {import("./service.js").Mine[]} mine
 */
export function placeOwn(section, mine) {
  for (const placed of section.querySelectorAll("li[data-own]")) placed.remove();
  for (const one of mine) {
    const own = /** @type {HTMLElement} */ (parsed(one.html).querySelector("article"));
    const there = commentIn(section, one.id);
    // A topic is a line that leads to its own page, also for whoever began it.
    if (there?.matches(".th-topic")) continue;
    if (there) replace(there, own);
    // What is published and not here stands on another page of the discussion.
    else if (one.state !== "published" && ["", "mine"].includes(section.dataset.only ?? "")) add(section, own, one.parent);
  }
}

/**
 * @param {HTMLElement} there
 * @param {HTMLElement} own
 */
function replace(there, own) {
  const answers = there.querySelector(".th-comment__answers");
  if (answers) own.querySelector(".th-comment__meta")?.append(" ", answers);
  there.replaceWith(own);
}

/**
 * @param {HTMLElement} section
 * @param {HTMLElement} own
 * @param {string | null} parent
 */
function add(section, own, parent) {
  const list = parent ? repliesTo(commentIn(section, parent)) : section.querySelector("[data-list]");
  if (!list) return;
  const sort = parent ? "oldest" : section.dataset.sort;
  const at = when(own);
  // In an order that is not one of time it stands first: it is what its author looks for. Otherwise after the last that
  // comes before it: what answers a question stands above all others, whenever it was said.
  const isBefore = (/** @type {Element} */ other) =>
    sort === "oldest" ? when(other) <= at : sort === "newest" && when(other) >= at;
  const last = [...list.children].reverse().find(isBefore);
  list.insertBefore(made("li", { class: "th-branch", "data-own": true }, own), last ? last.nextSibling : list.firstChild);
  reveal(own);
}

/**
 * The list that answers to a comment stand in. The third level holds all deeper ones, as it does on the service.
 *
 * @param {HTMLElement | null} article
 */
function repliesTo(article) {
  const branch = article?.parentElement;
  if (!branch) return null;
  if (branch.parentElement?.matches(".th-replies .th-replies")) return branch.parentElement;
  // The last: an answer that waits is newer than those that stand there.
  let list = [...branch.querySelectorAll(":scope > .th-replies, :scope > .th-collapsed > .th-replies")].pop();
  if (!list) branch.append((list = made("ol", { class: "th-replies", "data-own": true })));
  return list;
}

/** @param {Element} part NaN, which is neither before nor after, for a comment that shows no time */
function when(part) {
  return Date.parse(part.querySelector("time")?.dateTime ?? "");
}
