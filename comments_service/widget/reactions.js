// Reactions: the links that lead to the plain page become buttons, for whoever may react here.
import { announce } from "./announcer.js";
import { made } from "./nodes.js";
import { inTime } from "./parts.js";
import { words } from "./words.js";

/** @typedef {import("./service.js").Service} Service */

/**
 * What a press does comes with the first one.
 *
 * @param {HTMLElement} section the discussion
 * @param {import("./service.js").Me} me
 * @param {Service} service sends what it sends from that person
 */
export function placeReactions(section, me, service) {
  if (!me.may.comment) return;
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("a[data-reaction]"))) {
    const id = link.closest("[data-id]")?.getAttribute("data-id") ?? "";
    const name = link.dataset.reaction ?? "";
    const on = String(me.reactions[id]?.includes(name) ?? false);
    const click = async () => {
      const part = await inTime(import("./reacting.js"));
      if (part) void part.press(button, id, service);
      else sayUnder(button, words.notReacted);
    };
    const about = { class: link.className, type: "button", "data-reaction": name, "aria-pressed": on, click };
    const button = made("button", about, ...link.childNodes);
    link.replaceWith(button);
  }
}

/**
 * @param {HTMLElement} button
 * @param {string} sentence "" takes away what was said before
 */
export function sayUnder(button, sentence) {
  const row = /** @type {HTMLElement} */ (button.parentElement);
  row.parentElement?.querySelector(":scope > [data-of-reactions]")?.remove();
  if (!sentence) return;
  row.after(made("p", { class: "th-notice", "data-of-reactions": true }, sentence));
  announce(sentence);
}
