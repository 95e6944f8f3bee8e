// Reactions pressed in place: shown at once, and taken back where the service did not take them.
import { announce } from "./announcer.js";
import { made } from "./nodes.js";
import { words } from "./words.js";

/** @typedef {import("./service.js").Service} Service */

/** Which of them are on their way. @type {Set<HTMLElement>} */
const sending = new Set();

/**
 * Makes buttons of the links that lead to the plain page, for whoever may react here.
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
    const click = () => void press(button, id, service);
    const about = { class: link.className, type: "button", "data-reaction": name, "aria-pressed": on, click };
    const button = made("button", about, ...link.childNodes);
    link.replaceWith(button);
  }
}

/**
 * The last press wins: while one is on its way, further ones only say what is wanted after it.
 *
 * @param {HTMLElement} button
 * @param {string} id
 * @param {Service} service
 */
async function press(button, id, service) {
  let kept = isOn(button);
  turn(button);
  if (sending.has(button)) return;
  sending.add(button);
  sayUnder(button, "");
  while (isOn(button) !== kept) {
    const wanted = isOn(button);
    const { status, body } = await service.react(id, button.dataset.reaction ?? "", wanted);
    if (status !== 200) {
      if (isOn(button) !== kept) turn(button);
      sayUnder(button, 400 <= status && status < 500 ? body.title : words.notReacted);
      break;
    }
    kept = wanted;
    if (isOn(button) === kept) count(button, body.reactions[button.dataset.reaction ?? ""] ?? 0);
  }
  sending.delete(button);
}

/** @param {HTMLElement} button */
function isOn(button) {
  return button.getAttribute("aria-pressed") === "true";
}

/** @param {HTMLElement} button */
function turn(button) {
  const on = !isOn(button);
  button.setAttribute("aria-pressed", String(on));
  count(button, Number(button.querySelector("span")?.textContent ?? 0) + (on ? 1 : -1));
}

/**
 * @param {HTMLElement} button
 * @param {number} number none is not shown
 */
function count(button, number) {
  const label = button.firstChild?.textContent?.trim() ?? "";
  const counted = number > 0 ? [" ", made("span", { class: "th-reaction__count" }, String(number))] : [];
  button.replaceChildren(label, ...counted);
}

/**
 * @param {HTMLElement} button
 * @param {string} sentence "" takes away what was said before
 */
function sayUnder(button, sentence) {
  const row = /** @type {HTMLElement} */ (button.parentElement);
  row.parentElement?.querySelector(":scope > [data-of-reactions]")?.remove();
  if (!sentence) return;
  row.after(made("p", { class: "th-notice", "data-of-reactions": true }, sentence));
  announce(sentence);
}
