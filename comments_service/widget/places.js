// Where in a discussion one is: what is opened stays so, and whatever is gone to is in sight, in focus and expanded.
import { announce } from "./announcer.js";
import { commentIn, made, reveal } from "./nodes.js";

/**
 * What is expanded in one part is so in another, which takes its place.
 *
 * @param {Element} before
 * @param {Element} after
 */
export function keepExpanded(before, after) {
  for (const box of before.querySelectorAll("[data-collapsed][open]")) {
    after.querySelector(`[data-collapsed="${box.getAttribute("data-collapsed")}"]`)?.setAttribute("open", "");
  }
}

/** @param {HTMLElement | null} part */
export function focusOn(part) {
  if (!part) return;
  reveal(part);
  part.focus();
}

/**
 * @param {HTMLElement} host
 * @param {string} id
 * @returns {boolean} whether the comment is there
 */
export function goTo(host, id) {
  host.querySelector("[data-sought]")?.removeAttribute("data-sought");
  const article = commentIn(host, id);
  if (!article) return false;
  article.setAttribute("data-sought", "");
  reveal(article);
  // At once, whatever the page prefers: it may be many screens away.
  article.scrollIntoView({ behavior: "instant" });
  article.focus({ preventScroll: true });
  return true;
}

/**
 * @param {HTMLElement} host
 * @param {string} sentence said to everybody, seen and heard
 * @param {string} [before] what it stands before
 */
export function tellAt(host, sentence, before = "[data-list]") {
  host.querySelector(".th-notice")?.remove();
  host.querySelector(before)?.before(made("p", { class: "th-notice" }, sentence));
  announce(sentence);
}
