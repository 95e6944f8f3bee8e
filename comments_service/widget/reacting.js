// A part: a reaction pressed in place. It is shown at once, and taken back where the service did not take it.
import { made } from "./nodes.js";
import { sayUnder } from "./reactions.js";
import { words } from "./words.js";

/** Which of them are on their way. @type {Set<HTMLElement>} */
const sending = new Set();

/**
 * The last press wins: while one is on its way, further ones only say what is wanted after it.
 *
 * @param {HTMLElement} button
 * @param {string} id
 * @param {import("./service.js").Service} service
 */
export async function press(button, id, service) {
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
